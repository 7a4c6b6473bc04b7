import type { InferEntity } from '@mikro-orm/postgresql';
import { ProductEntity } from '../../entities/product.entity.ts';
import type { Command } from '../command.ts';
import { Problems, refusedField } from '../errors.rules.ts';
import { type MasterKind, upsertMaster } from '../master-data.command.ts';
import { quantityRules } from '../quantity.rules.ts';
import { checkText } from '../text.rules.ts';
import type { ProductRow } from './products.query.ts';
import type { ProductStatus } from './products.rules.ts';

/** A product to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertProductInput {
  id?: string | null;
  globalSku: string;
  name?: string | null;
  categoryId?: string | null;
  unit?: string | null;
  unitCost?: string | null;
  safetyStock?: string | null;
  reorderPoint?: string | null;
  lotControlled?: boolean | null;
  expiryControlled?: boolean | null;
  barcode?: string | null;
  status?: ProductStatus | null;
  expectedVersion?: number | null;
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
  check(inputs, path);
  await checkCategories(command, inputs, path);
  const records = await upsertMaster(
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
        fields: { ...withoutNulls(fields), categoryId, barcode, globalSku } as Partial<Product>,
        defaults: { ...defaults, name: globalSku } as Partial<Product>,
      };
    }),
  );
  return records as unknown as ProductRow[];
}

function check(inputs: readonly UpsertProductInput[], path: string): void {
  const problems = new Problems();
  problems.check(inputs.length > 0, path, 'must name at least one product');
  const seen = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    const at = `${path}[${index}]`;
    checkText(problems, `${at}.id`, input.id);
    checkText(problems, `${at}.globalSku`, input.globalSku, 100);
    checkText(problems, `${at}.name`, input.name);
    checkText(problems, `${at}.unit`, input.unit, 20);
    checkText(problems, `${at}.barcode`, input.barcode, 100);
    for (const field of ['unitCost', 'safetyStock', 'reorderPoint'] as const) {
      quantityRules.notNegative(problems, `${at}.${field}`, input[field]);
    }
    problems.check(!seen.has(input.globalSku), `${at}.globalSku`, `${input.globalSku} is given twice`);
    seen.add(input.globalSku);
  }
  problems.throwIfAny();
}

async function checkCategories(
  { tx }: Command,
  inputs: readonly UpsertProductInput[],
  path: string,
): Promise<void> {
  const wanted = [...new Set(inputs.flatMap(({ categoryId }) => (categoryId ? [categoryId] : [])))];
  if (wanted.length === 0) return;
  const rows = await tx.db
    .selectFrom('category')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', wanted)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const missing = inputs.findIndex(({ categoryId }) => categoryId && !known.has(categoryId));
  if (missing >= 0)
    throw refusedField('NOT_FOUND', `${path}[${missing}].categoryId`, 'there is no such category');
}

function withoutNulls<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Partial<T>;
}
