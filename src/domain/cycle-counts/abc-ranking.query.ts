import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { dayIn } from '../dates.rules.ts';
import { refusedField } from '../errors.rules.ts';
import type { NamedLocation } from '../lookups.query.ts';
import { completeSettings, type OrganizationSettings } from '../organizations/settings.rules.ts';
import type { AbcBasis, Period } from './abc.rules.ts';

/** Where products are ranked, and by what settings. */
export interface AbcScope {
  /** Null: all locations together. */
  location: NamedLocation | null;
  timezone: string;
  today: string;
  settings: Required<OrganizationSettings>;
}

/**
 * Reads the settings and the location (by id or code), in one statement.
 * @param path the field that names the location, for errors.
 * @throws NOT_FOUND naming it.
 */
export async function readScope(
  { db, orgId }: Tx,
  now: Date,
  reference: string | null | undefined,
  path: string,
): Promise<AbcScope> {
  const { rows } = await sql<{ settings: OrganizationSettings; location: NamedLocation | null }>`
    select o.settings, (
      select jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'status', l.status, 'timezone', l.timezone, 'type', l.type)
      from location l where l.org_id = ${orgId} and (l.id = ${reference ?? null} or l.code = ${reference ?? null})
      order by l.id = ${reference ?? null} desc limit 1) as location
    from organization o where o.org_id = ${orgId}`.execute(db);
  const location = rows[0]?.location ?? null;
  if (reference != null && !location) throw refusedField('NOT_FOUND', path, 'there is no such location');
  const timezone = location?.timezone ?? 'UTC';
  return { location, timezone, today: dayIn(timezone, now), settings: completeSettings(rows[0]?.settings) };
}

/** What a ranking is made of. */
export interface Ranking {
  scope: AbcScope;
  period: Period;
  /** Null: consumption, and the value on hand where nothing was consumed. */
  basis: AbcBasis | null;
}

/** What a ranking can carry along for each product, beyond its id, value, rank, cumulative value and class. */
const ofProduct = ['global_sku', 'name', 'category_id'] as const;
const ofCounts = ['counted_at', 'stocked_at', 'items'] as const;
export type Carried = (typeof ofProduct)[number] | (typeof ofCounts)[number];

/** More columns of a select list; nothing where there are none. */
const also = (columns: readonly string[]): RawBuilder<unknown> =>
  columns.length > 0 ? sql`, ${sql.join(columns.map((column) => sql.ref(column)))}` : sql``;

/** `and <column> = <the scope's location>`; nothing where the scope is every location. */
const here = ({ location }: AbcScope, column: string) =>
  location ? sql`and ${sql.ref(column)} = ${location.id}` : sql``;

/** The moment that a day begins, or one so many days later. */
const midnight = ({ timezone }: AbcScope, day: string, later: number): RawBuilder<string> =>
  sql`(${day}::date + ${later}::int)::timestamp at time zone ${timezone}`;

/**
 * The common table expressions of a ranking: `chosen` is its basis and total; `ranked` has every active product that is
 * stocked in the scope, with its value, rank, cumulative value and class, as `classify` of abc.rules.ts has them.
 *
 * Sums of 100,000 products meet in full joins, though one side has all of them: a full join is hashed or merged, while
 * for a left join the planner, when it has no statistics yet, takes nested loops that never end.
 */
export function rankingOf(
  orgId: number,
  { scope, period, basis }: Ranking,
  carried: readonly Carried[] = [],
): RawBuilder<unknown> {
  const { A, B } = scope.settings.abcCutoffs;
  const more = also(carried);
  return sql`
    valued as materialized (
      select k.id, greatest(c.value, 0) as consumption, greatest(k.stock, 0) as stock ${more}
      from (${stocked(orgId, scope, carried)}) k
      full join (${consumed(orgId, scope, period)}) c on c.product_id = k.id
    ), chosen as materialized (
      select basis, total, total * ${String(A)}::numeric * 0.01 as a_ends, total * ${String(B)}::numeric * 0.01 as b_ends
      from (
        select basis, case basis when 'CONSUMPTION' then consumption else stock end as total
        from (
          select coalesce(${basis}::text, case when sum(consumption) > 0 then 'CONSUMPTION' else 'STOCK_VALUE' end) as basis,
            coalesce(sum(consumption), 0) as consumption, coalesce(sum(stock), 0) as stock
          from valued where id is not null) as sums) as choice
    ), ranked as materialized (
      select id, value, rank, cumulative, case
        when value = 0 then 'C'
        when cumulative - value < a_ends then 'A'
        when cumulative - value < b_ends then 'B'
        else 'C' end as class ${more}
      from (
        select v.*, c.a_ends, c.b_ends, row_number() over places as rank, sum(v.value) over places as cumulative
        from chosen c cross join lateral (
          select id, case c.basis when 'CONSUMPTION' then consumption else stock end as value ${more} from valued where id is not null) v
        window places as (order by v.value desc, v.id rows unbounded preceding)) as placed
    )`;
}

/** What was issued less what was reversed of it (a reversal keeps the type), at cost. */
function consumed(orgId: number, scope: AbcScope, { fromDate, toDate }: Period): RawBuilder<unknown> {
  return sql`
    select m.product_id, -sum(m.quantity_delta * m.unit_cost) as value from movement m
    where m.org_id = ${orgId} ${here(scope, 'm.location_id')} and m.type = 'ISSUE'
      and m.posted_at >= ${midnight(scope, fromDate, 0)} and m.posted_at < ${midnight(scope, toDate, 1)}
    group by m.product_id`;
}

/** The active products that are stocked in the scope, with `stock` (value on hand) and what is to be carried along. */
function stocked(orgId: number, scope: AbcScope, carried: readonly Carried[]): RawBuilder<unknown> {
  const names = ofProduct.filter((column) => carried.includes(column));
  const counts = ofCounts.some((column) => carried.includes(column));
  const places = sql`
    (select v.product_id, v.location_id, v.value, v.created_at ${also(names.map((name) => `p.${name}`))}
      from availability v join product p on p.org_id = v.org_id and p.id = v.product_id and p.status = 'ACTIVE'
      where v.org_id = ${orgId} ${here(scope, 'v.location_id')}) v`;
  const items = sql`
    full join (
      select i.product_id, i.location_id, max(i.last_counted_at) as at, count(*) filter (where i.on_hand <> 0) as items
      from stock_item i where i.org_id = ${orgId} ${here(scope, 'i.location_id')}
      group by i.product_id, i.location_id) n on n.product_id = v.product_id and n.location_id = v.location_id`;
  if (scope.location)
    return sql`
      select v.product_id as id, v.value as stock ${also(names)} ${counts ? sql`, n.at as counted_at, v.created_at as stocked_at, n.items` : sql``}
      from ${places} ${counts ? items : sql``}`;
  return sql`
    select v.product_id as id, sum(v.value) as stock ${also(names)} ${counts ? sql`, ${longestAgo}, sum(n.items) as items` : sql``}
    from ${places} ${counts ? items : sql``} group by v.product_id ${also(names)}`;
}

/** Of the places where a product is stocked: the one that waits longest for its count. */
const longestAgo = sql`case when bool_and(n.at is not null) then min(n.at) end as counted_at,
  min(v.created_at) filter (where n.at is null) as stocked_at`;

/**
 * When one product was last counted: `counted_at` (at a location, the latest count of its items; over all, where that is
 * longest ago; null where it never was) and `stocked_at` (since when, where it never was counted).
 */
export function lastCount(
  orgId: number,
  scope: AbcScope,
  productId: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    select ${longestAgo}
    from availability v cross join lateral (
      select max(i.last_counted_at) as at from stock_item i
      where i.org_id = ${orgId} and i.product_id = v.product_id and i.location_id = v.location_id) n
    where v.org_id = ${orgId} and v.product_id = ${productId} ${here(scope, 'v.location_id')}`;
}

/** `dueDateOf` of abc.rules.ts in SQL, over columns `class`, `counted_at` and `stocked_at`. */
export function dueDate({ timezone, settings }: AbcScope): RawBuilder<string> {
  const { A, B, C } = settings.countFrequencyDays;
  return sql`case when counted_at is null then (stocked_at at time zone ${timezone})::date
    else (counted_at at time zone ${timezone})::date + case class when 'A' then ${A}::int when 'B' then ${B}::int else ${C}::int end end`;
}

/** Whether {@link dueDate} has come: compares moments, for the calendar of each of 100,000 products takes its time. */
export function isDue(scope: AbcScope): RawBuilder<boolean> {
  const { A, B, C } = scope.settings.countFrequencyDays;
  const countedBefore = (days: number) => midnight(scope, scope.today, 1 - days);
  return sql`(counted_at is null or counted_at < case class when 'A' then ${countedBefore(A)}
    when 'B' then ${countedBefore(B)} else ${countedBefore(C)} end)`;
}
