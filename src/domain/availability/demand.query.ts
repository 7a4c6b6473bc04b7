import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';

/** Which movements are demand, over `movement as m`: what was issued or consumed. What undoes one has its type and reason. */
export const consumption = sql<boolean>`(m.type = 'ISSUE' or m.reason_code = 'CONSUMED')`;

/**
 * Average daily demand of products at locations: what was issued or consumed (less what was reversed of it) in the
 * days of the window, divided by the days; never below zero.
 */
export async function readDailyDemand(
  { db, orgId }: Tx,
  pairs: readonly { productId: string; locationId: string }[],
  windowDays: number,
  now: Date,
): Promise<Map<string, Decimal>> {
  if (pairs.length === 0) return new Map();
  const { rows } = await sql<{ productId: string; locationId: string; demand: string }>`
    select m.product_id as "productId", m.location_id as "locationId", greatest(-sum(m.quantity_delta), 0) / ${windowDays}::int as demand
    from movement m
    where m.org_id = ${orgId} and (m.product_id, m.location_id) in (
        select * from unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]))
      and m.posted_at > ${now.toISOString()}::timestamptz - make_interval(days => ${windowDays}::int)
      and m.posted_at <= ${now.toISOString()}::timestamptz
      and ${consumption}
    group by 1, 2`.execute(db);
  return new Map(
    rows.map(({ productId, locationId, demand }) => [`${productId} ${locationId}`, decimal(demand)]),
  );
}
