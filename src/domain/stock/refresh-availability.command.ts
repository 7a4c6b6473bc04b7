import { sql } from 'kysely';
import type { Command } from '../command.ts';
import type { Pair } from './locked-stock.rules.ts';
import { reservedKey } from './reserved-key.query.ts';

/**
 * Recomputes what availability records keep about reservations and expiry, from the items and the open allocations:
 * used where a change does not follow from a sum (a lot's expiry or status, expired reservations). The records and
 * the items must be locked. On hand and value change only by posting.
 */
export async function refreshAvailability({ tx, now }: Command, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const wanted = sql`unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]) as w(product_id, location_id)`;
  await sql`
    update availability v set
      reserved = s.reserved, unpromisable_on_hand = s.unpromisable_on_hand, unpromisable_reserved = s.unpromisable_reserved,
      first_expiry_date = s.first_expiry_date, next_release_at = s.next_release_at, channel_reserved = c.by_channel,
      updated_at = ${now.toISOString()}::timestamptz, version = v.version + 1
    from ${wanted}
    cross join lateral (
      select coalesce(sum(i.reserved), 0) as reserved,
        coalesce(sum(i.on_hand) filter (where not i.promisable), 0) as unpromisable_on_hand,
        coalesce(sum(i.reserved) filter (where not i.promisable), 0) as unpromisable_reserved,
        min(i.expiry_date) filter (where i.promisable and (i.on_hand <> 0 or i.reserved <> 0)) as first_expiry_date,
        min(i.next_release_at) as next_release_at
      from stock_item i where i.org_id = ${tx.orgId} and i.product_id = w.product_id and i.location_id = w.location_id
    ) s
    cross join lateral (
      select coalesce(jsonb_object_agg(x.channel, x.quantity::text), '{}') as by_channel from (
        select ${reservedKey} as channel, trim_scale(sum(a.quantity)) as quantity
        from stock_item i join allocation a on a.org_id = ${tx.orgId} and a.item_id = i.id and a.status = 'OPEN'
        where i.org_id = ${tx.orgId} and i.product_id = w.product_id and i.location_id = w.location_id and i.promisable and i.reserved > 0
        group by 1
      ) x
    ) c
    where v.org_id = ${tx.orgId} and v.product_id = w.product_id and v.location_id = w.location_id`.execute(
    tx.db,
  );
}

/** Recomputes what items keep about their allocations: how much is reserved, and when the next one lapses. */
export async function refreshReserved({ tx, now }: Command, itemIds: readonly string[]): Promise<void> {
  await sql`
    update stock_item i set reserved = s.reserved, held = s.held, next_release_at = s.next_release_at,
      updated_at = ${now.toISOString()}::timestamptz, version = i.version + 1
    from unnest(${[...new Set(itemIds)]}::text[]) as w(id)
    cross join lateral (
      select coalesce(sum(a.quantity), 0) as reserved, coalesce(sum(a.quantity) filter (where a.document_type = 'HOLD'), 0) as held,
        min(a.expires_at) as next_release_at
      from allocation a where a.org_id = ${tx.orgId} and a.item_id = w.id and a.status = 'OPEN'
    ) s
    where i.org_id = ${tx.orgId} and i.id = w.id`.execute(tx.db);
}
