import { type RawBuilder, sql } from 'kysely';
import { reservedKey } from '../stock/reserved-key.query.ts';
import { type Check, compare, type Found } from './check.query.ts';

const id = sql.ref('v.id');

/** Availability records, each beside its stock items. */
const withItems = (orgId: number) => sql`from availability v
  left join stock_item i on i.org_id = ${orgId} and i.product_id = v.product_id and i.location_id = v.location_id
  where v.org_id = ${orgId} group by v.org_id, v.id`;

/** A sum that a record keeps over its items. */
const kept = (name: string, column: string, expected: RawBuilder<unknown>): Check =>
  compare(name, ({ orgId }) => ({
    id,
    expected,
    actual: sql.ref(`v.${column}`),
    from: withItems(orgId),
  }));

/** Supply that has not come, of each product and location. */
const withSupply = (orgId: number) => sql`from availability v left join (
    select product_id, location_id, sum(quantity) as total, min(expected_date) as first from expected_supply
    where org_id = ${orgId} and status = 'OPEN' group by 1, 2
  ) e on e.product_id = v.product_id and e.location_id = v.location_id where v.org_id = ${orgId}`;

/** Availability records: sums over their items, allocations and expected supply. */
export const availabilityChecks: Check[] = [
  kept('availability.on-hand', 'on_hand', sql`coalesce(sum(i.on_hand), 0)`),
  kept('availability.reserved', 'reserved', sql`coalesce(sum(i.reserved), 0)`),
  kept(
    'availability.unpromisable-on-hand',
    'unpromisable_on_hand',
    sql`coalesce(sum(i.on_hand) filter (where not i.promisable), 0)::numeric(18,4)`,
  ),
  kept(
    'availability.unpromisable-reserved',
    'unpromisable_reserved',
    sql`coalesce(sum(i.reserved) filter (where not i.promisable), 0)::numeric(18,4)`,
  ),
  kept('availability.value', 'value', sql`coalesce(sum(i.on_hand * i.unit_cost), 0)::numeric(28,8)`),
  kept(
    'availability.first-expiry-date',
    'first_expiry_date',
    sql`min(i.expiry_date) filter (where i.promisable and (i.on_hand <> 0 or i.reserved <> 0))`,
  ),
  {
    // as for items: too early is harmless
    name: 'availability.next-release',
    query: ({ orgId }) => sql<Found>`
      select v.id, a.first::text as expected, v.next_release_at::text as actual
      from availability v join (
        select i.product_id, i.location_id, min(a.expires_at) as first
        from allocation a join stock_item i on i.org_id = ${orgId} and i.id = a.item_id
        where a.org_id = ${orgId} and a.status = 'OPEN' group by 1, 2
      ) a on a.product_id = v.product_id and a.location_id = v.location_id
      where v.org_id = ${orgId} and a.first is not null and (v.next_release_at is null or v.next_release_at > a.first)
      order by v.id`,
  },
  compare('availability.channel-reserved', ({ orgId }) => ({
    id,
    expected: sql`coalesce(c.by_channel, '{}')`,
    // as numbers, not as texts: 1.50 is 1.5
    actual: sql`coalesce((select jsonb_object_agg(k.key, trim_scale(k.value::numeric)) from jsonb_each_text(v.channel_reserved) k), '{}')`,
    from: sql`from availability v left join (
        select product_id, location_id, jsonb_object_agg(channel, trim_scale(quantity)) as by_channel from (
          select i.product_id, i.location_id, ${reservedKey} as channel, sum(a.quantity) as quantity
          from allocation a join stock_item i on i.org_id = ${orgId} and i.id = a.item_id
          where a.org_id = ${orgId} and a.status = 'OPEN' and i.promisable group by 1, 2, 3
        ) x group by 1, 2
      ) c on c.product_id = v.product_id and c.location_id = v.location_id where v.org_id = ${orgId}`,
  })),
  compare('availability.incoming', ({ orgId }) => ({
    id,
    expected: sql`coalesce(e.total, 0)::numeric(18,4)`,
    actual: sql`v.incoming`,
    from: withSupply(orgId),
  })),
  compare('availability.next-incoming-date', ({ orgId }) => ({
    id,
    expected: sql`e.first`,
    actual: sql`v.next_incoming_date`,
    from: withSupply(orgId),
  })),
];
