import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Keyed } from '../lists.query.ts';
import { owedToHolds } from '../stock/owed-to-holds.query.ts';
import { reservedKey } from '../stock/reserved-key.query.ts';
import { longestShelfLifeOf, type PolicyScope, policiesJson } from './policies.query.ts';
import { bySpecificity, type Policy } from './policies.rules.ts';
import type { StoredRecord } from './records.rules.ts';

/** Columns of a {@link StoredRecord}. */
const columns = sql`v.id, v.product_id as "productId", p.name as "productName", p.global_sku as "globalSku", c.path as "categoryPath",
  v.location_id as "locationId", l.name as "locationName", l.timezone, o.settings, v.on_hand as "onHand", v.reserved,
  v.unpromisable_on_hand as "unpromisableOnHand", v.channel_reserved as "channelReserved", v.value, v.incoming,
  v.next_incoming_date as "nextIncomingDate", v.blocked, v.backorder_limit as "backorderLimit", v.available_from as "availableFrom",
  v.notes, v.created_at as "createdAt", v.updated_at as "updatedAt", v.version, x.items as exceptions`;

/** What conditions and orders may be of, besides the record. */
const productAndLocation = sql`join product p on p.org_id = v.org_id and p.id = v.product_id
        join location l on l.org_id = v.org_id and l.id = v.location_id`;

/** What is read of availability records: which, in what order, and how far their stock's expiry is looked at. */
export interface RecordsRequest {
  now: Date;
  /** Over `availability as v`, `product as p`, `location as l`. */
  condition: RawBuilder<unknown>;
  /** What follows the condition: order, limit. */
  tail?: RawBuilder<unknown> | undefined;
  /** The expression that a list is ordered by, for its cursors. */
  sortKey?: RawBuilder<unknown>;
  /** Condition and order are of `availability as v` alone: records before the page are passed over in an index of theirs. */
  alone?: boolean;
}

/**
 * Records in one statement. The sums in a record hold for stock that neither expires nor lapses; only where the record
 * says that something has (its first expiry or next release is due) are its items looked at.
 * @param longestShelfLife the most days of remaining shelf life that any policy asks for.
 */
export async function readRecords(
  { db, orgId }: Tx,
  request: RecordsRequest,
  longestShelfLife: number,
): Promise<(StoredRecord & Keyed)[]> {
  const found = recordsOf(orgId, request, sql`${longestShelfLife}::int`);
  const { rows } = await sql<StoredRecord & Keyed>`${found} order by page.place`.execute(db);
  return rows;
}

/** Records, and the policies that could apply to them, in one statement. */
export async function readRecordsWithPolicies(
  { db, orgId }: Tx,
  request: RecordsRequest,
  scope: PolicyScope,
): Promise<{ records: (StoredRecord & Keyed)[]; policies: Policy[] }> {
  const found = recordsOf(orgId, request, longestShelfLifeOf(orgId, scope));
  // the policies travel with the first row, or with an empty one
  const { rows } = await sql<StoredRecord & Keyed & { id: string | null; policies: Policy[] | null }>`
    select case when coalesce(r.place, 1) = 1 then f.policies end as policies, r.*
    from (select ${policiesJson(orgId, scope)} as policies) f left join (${found}) r on true
    order by r.place`.execute(db);
  return {
    records: rows.filter(({ id }) => id !== null),
    policies: (rows[0]?.policies ?? []).sort(bySpecificity),
  };
}

function recordsOf(
  orgId: number,
  { now, condition, tail = sql``, sortKey = sql.ref('v.id'), alone = false }: RecordsRequest,
  longestShelfLife: RawBuilder<number>,
): RawBuilder<unknown> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const cutoff = sql`((${moment} at time zone l.timezone)::date + ${longestShelfLife} + 1)`;
  // the page is found first and then dressed, so that rows that are skipped cost nothing but their place in an index
  return sql`
    with page as materialized (
      select id, sort_key, row_number() over () as place from (
        select v.id, (${sortKey})::text as sort_key
        from availability v ${alone ? sql`` : productAndLocation}
        where v.org_id = ${orgId} and ${condition} ${tail}
      ) as ordered
    )
    select ${columns}, page.sort_key, v.id as sort_id, page.place
    from page
    join availability v on v.org_id = ${orgId} and v.id = page.id
    join product p on p.org_id = v.org_id and p.id = v.product_id
    join location l on l.org_id = v.org_id and l.id = v.location_id
    join organization o on o.org_id = v.org_id
    left join category c on c.org_id = p.org_id and c.id = p.category_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('promisable', i.promisable, 'expiryDate', i.expiry_date, 'onHand', i.on_hand::text,
        'owed', (${owedToHolds(orgId, now)})::text,
        'allocations', (
          select jsonb_agg(jsonb_build_object('key', ${reservedKey}, 'quantity', a.quantity::text, 'expiresAt', a.expires_at))
          from allocation a where a.org_id = ${orgId} and a.item_id = i.id and a.status = 'OPEN'))) as items
      from stock_item i
      where (v.next_release_at <= ${moment} or v.first_expiry_date < ${cutoff})
        and i.org_id = ${orgId} and i.product_id = v.product_id and i.location_id = v.location_id
        and (i.next_release_at <= ${moment} or (i.promisable and i.expiry_date < ${cutoff} and (i.on_hand <> 0 or i.reserved <> 0)))
    ) x on true`;
}
