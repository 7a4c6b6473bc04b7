import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

const id = sql.ref('i.id');

/** Stock items: what the ledger and the allocations say of them, and the copies that they carry. */
export const itemChecks: Check[] = [
  compare('item.on-hand', ({ orgId }) => ({
    id,
    expected: sql`coalesce(m.total, 0)::numeric(18,4)`,
    actual: sql`i.on_hand`,
    from: sql`from stock_item i left join (
        select item_id, sum(quantity_delta) as total from movement where org_id = ${orgId} group by item_id
      ) m on m.item_id = i.id where i.org_id = ${orgId}`,
  })),
  compare('item.reserved', ({ orgId }) => ({
    id,
    expected: sql`coalesce(a.total, 0)::numeric(18,4)`,
    actual: sql`i.reserved`,
    from: sql`from stock_item i left join (
        select item_id, sum(quantity) as total from allocation where org_id = ${orgId} and status = 'OPEN' group by item_id
      ) a on a.item_id = i.id where i.org_id = ${orgId}`,
  })),
  compare('item.held', ({ orgId }) => ({
    id,
    expected: sql`coalesce(a.total, 0)::numeric(18,4)`,
    actual: sql`i.held`,
    from: sql`from stock_item i left join (
        select item_id, sum(quantity) as total from allocation
        where org_id = ${orgId} and status = 'OPEN' and document_type = 'HOLD' group by item_id
      ) a on a.item_id = i.id where i.org_id = ${orgId}`,
  })),
  {
    name: 'item.balance',
    query: ({ orgId }) => sql<Found>`
      select i.id, '0 <= reserved <= on hand' as expected, 'reserved ' || i.reserved || ', on hand ' || i.on_hand as actual
      from stock_item i join location l on l.org_id = ${orgId} and l.id = i.location_id
      where i.org_id = ${orgId} and (i.reserved < 0 or not l.allow_negative_stock and (i.on_hand < 0 or i.reserved > i.on_hand))
      order by i.id`,
  },
  {
    // earlier than the true moment costs a look; later or none would keep stock promised that is free
    name: 'item.next-release',
    query: ({ orgId }) => sql<Found>`
      select i.id, a.first::text as expected, i.next_release_at::text as actual
      from stock_item i join (
        select item_id, min(expires_at) as first from allocation where org_id = ${orgId} and status = 'OPEN' group by item_id
      ) a on a.item_id = i.id
      where i.org_id = ${orgId} and a.first is not null and (i.next_release_at is null or i.next_release_at > a.first)
      order by i.id`,
  },
  compare('item.promisable', ({ orgId }) => ({
    id,
    expected: sql`i.condition = 'AVAILABLE' and coalesce(t.status, 'ACTIVE') = 'ACTIVE'`,
    actual: sql`i.promisable`,
    from: sql`from stock_item i left join lot t on t.org_id = ${orgId} and t.id = i.lot_id where i.org_id = ${orgId}`,
  })),
  compare('item.expiry-date', ({ orgId }) => ({
    id,
    expected: sql`t.expiry_date`,
    actual: sql`i.expiry_date`,
    from: sql`from stock_item i left join lot t on t.org_id = ${orgId} and t.id = i.lot_id where i.org_id = ${orgId}`,
  })),
  compare('item.allow-negative', ({ orgId }) => ({
    id,
    expected: sql`l.allow_negative_stock`,
    actual: sql`i.allow_negative`,
    from: sql`from stock_item i join location l on l.org_id = ${orgId} and l.id = i.location_id where i.org_id = ${orgId}`,
  })),
];
