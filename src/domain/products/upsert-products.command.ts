import type { InferEntity } from '@mikro-orm/postgresql';
import { ProductEntity } from '../../entities/product.entity.ts';
import type { Command } from '../command.ts';
import { type Problems, Refusals } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import {
  activeStatuses,
  checkBatch,
  checkChoice,
  type UpsertBase,
  withoutNulls,
} from '../master-data.rules.ts';
import { decimal, quantityRules } from '../quantity.rules.ts';
import { findInputReferences } from '../references.query.ts';
import { checkText } from '../text.rules.ts';
import type { ProductRow } from './products.query.ts';
import type { ProductStatus } from './products.rules.ts';

/** A product to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertProductInput extends UpsertBase {
  globalSku: string;
  name?: string | null;
  /** Id or path. */
  categoryId?: string | null;
  unit?: string | null;
  unitCost?: string | null;
  safetyStock?: string | null;
  reorderPoint?: string | null;
  lotControlled?: boolean | null;
  expiryControlled?: boolean | null;
  barcode?: string | null;
  packSize?: string | null;
  status?: ProductStatus | null;
}

type Product = InferEntity<typeof ProductEntity>;

const kind: MasterKind<Product> = {
  entity: ProductEntity,
  documentType: 'Product',
  noun: 'product',
  prefix: 'prd',
  describe: ({ globalSku }) => `the SKU ${globalSku}`,
};

const defaults = {
  categoryId: null,
  unit: 'EA',
  unitCost: '0',
  safetyStock: '0',
  reorderPoint: '0',
  lotControlled: false,
  expiryControlled: false,
  barcode: null,
  packSize: '1',
  status: 'ACTIVE',
};

/**
 * Makes or changes products, found by id or SKU; all or nothing.
 * @param path where the products stand in the request, for errors.
 */
export async function upsertProducts(
  command: Command,
  inputs: readonly UpsertProductInput[],
  path = 'products',
): Promise<ProductRow[]> {
  checkBatch(inputs, {
    path,
    noun: 'product',
    key: ({ globalSku }) => ({ field: 'globalSku', text: globalSku }),
    each: check,
  });
  const refusals = new Refusals();
  const categories = await findInputReferences(command.tx, 'category', inputs, {
    path,
    field: 'categoryId',
    refusals,
  });
  refusals.throwIfAny();
  const { records } = await upsertMaster(
    command,
    kind,
    inputs.map((input, index) => {
      const { id, expectedVersion, globalSku, categoryId, barcode, ...fields } = input;
      return {
        path: `${path}[${index}]`,
        id,
        expectedVersion,
        key: { globalSku },
        // null means "none" for what may be empty, and "as it is" for the rest
        fields: { ...withoutNulls(fields), categoryId: categories.id(categoryId), barcode, globalSku },
        defaults: { ...defaults, name: globalSku },
      };
    }),
  );
  return records as unknown as ProductRow[];
}

function check(problems: Problems, at: string, input: UpsertProductInput): void {
  checkText(problems, `${at}.globalSku`, input.globalSku, 100);
  checkText(problems, `${at}.name`, input.name);
  checkText(problems, `${at}.unit`, input.unit, 20);
  checkText(problems, `${at}.barcode`, input.barcode, 100);
  checkChoice(problems, `${at}.status`, input.status, activeStatuses);
  for (const field of ['unitCost', 'safetyStock', 'reorderPoint'] as const) {
    quantityRules.notNegative(problems, `${at}.${field}`, input[field]);
  }
  const { packSize } = input;
  problems.check(packSize == null || decimal(packSize).gt(0), `${at}.packSize`, 'must be greater than 0');
}
