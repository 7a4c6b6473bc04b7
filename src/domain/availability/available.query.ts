import type { Tx } from '../../platform/database/transaction.ts';
import type { Decimal } from '../quantity.rules.ts';
import { ofPairs } from './promise.query.ts';
import { promiseOf } from './promise.rules.ts';
import { type RecordsRequest, readRecords } from './records.query.ts';
import type { StoredRecord } from './records.rules.ts';

/** What of a record can be promised now to no channel in particular, as availability records say: no policy changes it. */
export const availableOf = (record: StoredRecord, now: Date): Decimal =>
  promiseOf(record, null, [], new Map(), now).cell.available;

/** Records under a condition, with what can be promised of each. */
export async function readAvailableWhere(
  tx: Tx,
  now: Date,
  condition: RecordsRequest['condition'],
): Promise<{ productId: string; locationId: string; available: Decimal }[]> {
  // only policies ask for remaining shelf life
  const records = await readRecords(tx, { now, condition }, 0);
  return records.map((record) => ({
    productId: record.productId,
    locationId: record.locationId,
    available: availableOf(record, now),
  }));
}

/** What of some products can be promised now at some locations, by `productId locationId`. */
export async function readAvailable(
  tx: Tx,
  now: Date,
  pairs: readonly { productId: string; locationId: string }[],
): Promise<Map<string, Decimal>> {
  if (pairs.length === 0) return new Map();
  const found = await readAvailableWhere(tx, now, ofPairs(pairs));
  return new Map(
    found.map(({ productId, locationId, available }) => [`${productId} ${locationId}`, available]),
  );
}
