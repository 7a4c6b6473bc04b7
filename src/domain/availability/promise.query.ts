import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { completeSettings } from '../organizations/settings.rules.ts';
import type { Decimal } from '../quantity.rules.ts';
import { readDailyDemand } from './demand.query.ts';
import type { PolicyScope } from './policies.query.ts';
import { applies, type Policy } from './policies.rules.ts';
import { type RecordsRequest, readRecordsWithPolicies } from './records.query.ts';
import type { StoredRecord } from './records.rules.ts';

/** Records with everything that their promise to any channel follows from. */
export interface Promises {
  records: StoredRecord[];
  policies: Policy[];
  /** Average daily demand by `productId locationId`, where a policy counts its safety stock in days. */
  demand: Map<string, Decimal>;
}

/** Reads records and what their promises follow from: one statement, and a second where demand is asked for. */
export async function readPromises(
  tx: Tx,
  request: RecordsRequest,
  scope: PolicyScope = {},
): Promise<Promises> {
  const { records, policies } = await readRecordsWithPolicies(tx, request, scope);
  return { records, policies, demand: await demandFor(tx, records, policies, request.now) };
}

/** Average daily demand of the records that a policy with safety stock in days may apply to. */
export async function demandFor(
  tx: Tx,
  records: readonly StoredRecord[],
  policies: readonly Policy[],
  now: Date,
): Promise<Map<string, Decimal>> {
  const inDays = policies.filter(({ safetyStockDays }) => safetyStockDays !== null);
  if (inDays.length === 0) return new Map();
  const needed = records.filter((record) =>
    inDays.some((policy) => applies(policy, { ...record, channelId: policy.channelId })),
  );
  const windowDays = completeSettings(records[0]?.settings).demandWindowDays;
  return readDailyDemand(tx, needed, windowDays, now);
}

/** The condition for some products at some locations. */
export function ofPairs(pairs: readonly { productId: string; locationId: string }[]): RawBuilder<unknown> {
  return sql`(v.product_id, v.location_id) in (
    select * from unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]))`;
}
