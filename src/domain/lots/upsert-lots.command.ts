import type { InferEntity } from '@mikro-orm/postgresql';
import { LotEntity } from '../../entities/lot.entity.ts';
import type { Command } from '../command.ts';
import { isDay } from '../dates.rules.ts';
import { Problems, Refusals, refusedField } from '../errors.rules.ts';
import { type Change, type MasterKind, upsertMaster } from '../master-data.command.ts';
import { checkBatch, checkChoice, type UpsertBase, withoutNulls } from '../master-data.rules.ts';
import { findInputReferences } from '../references.query.ts';
import type { LotStatus } from '../stock/conditions.rules.ts';
import { checkText } from '../text.rules.ts';
import { followLots } from './follow-lots.command.ts';
import type { LotRow } from './lots.query.ts';
import { lotStatuses } from './lots.rules.ts';

/** A lot to be made or changed; what is left out stays as it is (or takes its default). */
export interface UpsertLotInput extends UpsertBase {
  /** Id or SKU. */
  productMasterId: string;
  number: string;
  expiryDate?: string | null;
  manufacturedDate?: string | null;
  status?: LotStatus | null;
}

type Lot = InferEntity<typeof LotEntity>;

const kind: MasterKind<Lot> = {
  entity: LotEntity,
  documentType: 'Lot',
  noun: 'lot',
  prefix: 'lot',
  describe: ({ number }) => `the number ${number} of this product`,
};

const defaults = { expiryDate: null, manufacturedDate: null, status: 'ACTIVE' };

/**
 * Makes or changes lots, found by id or by their product and number; all or nothing. Where expiry or status change,
 * the stock of the lot and the promise follow at once.
 * @param path where they stand in the request, for errors.
 * @throws INACTIVE for a new lot of an inactive product, REFERENCED when a lot with stock is to change its product
 */
export async function upsertLots(
  command: Command,
  inputs: readonly UpsertLotInput[],
  path = 'lots',
): Promise<LotRow[]> {
  checkBatch(inputs, { path, noun: 'lot', each: check });
  const refusals = new Refusals();
  const products = await findInputReferences(command.tx, 'product', inputs, {
    path,
    field: 'productMasterId',
    refusals,
  });
  refusals.throwIfAny();
  const { records, changes } = await upsertMaster(
    command,
    kind,
    inputs.map(({ id, expectedVersion, productMasterId, number, status, ...dates }, index) => {
      const at = `${path}[${index}]`;
      const inactive = refusedField('INACTIVE', `${at}.productMasterId`, 'the product is inactive');
      const key = { productId: products.id(productMasterId), number };
      return {
        path: at,
        id,
        expectedVersion,
        key,
        fields: { ...withoutNulls({ status }), ...dates, ...key },
        defaults,
        refuseNew: products.get(productMasterId)?.active ? undefined : inactive,
      };
    }),
  );
  checkDates(changes);
  await followLots(
    command,
    changes
      .filter(({ record, before }) => before && concernsStock(before, record))
      .map(({ record }) => record.id),
  );
  return records as unknown as LotRow[];
}

function check(problems: Problems, at: string, input: UpsertLotInput): void {
  checkText(problems, `${at}.productMasterId`, input.productMasterId);
  checkText(problems, `${at}.number`, input.number, 100);
  for (const field of ['expiryDate', 'manufacturedDate'] as const) {
    const day = input[field];
    problems.check(day == null || isDay(day), `${at}.${field}`, 'must be a date such as "2026-12-31"');
  }
  checkChoice(problems, `${at}.status`, input.status, lotStatuses);
}

/** Judges the lots as they have become: a request may give one of the two days only. */
function checkDates(changes: readonly Change<Lot>[]): void {
  const problems = new Problems();
  for (const { record, path } of changes) {
    const { manufacturedDate: made, expiryDate: expiry } = record;
    const ok = made == null || expiry == null || made <= expiry;
    problems.check(ok, `${path}.manufacturedDate`, `must not be after the expiry date, ${expiry}`);
  }
  problems.throwIfAny();
}

const concernsStock = (before: Partial<Lot>, after: Lot): boolean =>
  before.status !== after.status || (before.expiryDate ?? null) !== (after.expiryDate ?? null);
