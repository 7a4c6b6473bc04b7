import { type RawBuilder, sql } from 'kysely';

/** Connections beyond so many would share stripes, and only wait for each other. */
const STRIPES = 4_096;

const daily = ['units_in', 'units_out', 'value_in', 'value_out', 'value_change'];
const monthly = ['units_issued', 'value_issued', 'units_transferred_out', 'units_change', 'value_change'];
const listed = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));
const sums = listed(daily);
const months = listed(monthly);

/** Adds to the row that is there already. */
const added = (table: string, columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(
    columns.map(
      (column) =>
        sql`${sql.ref(column)} = ${sql.ref(`${table}.${column}`)} + ${sql.ref(`excluded.${column}`)}`,
    ),
  );

/**
 * Expressions of an act's statement that give its `line`s their moment and their day, over its `sums`: those of the
 * request, at the location, unless a movement of the same stock came first that has a later one (it was asked for later
 * and got the lock earlier, or the location's time zone was changed since). So the moments and the days of a product at a
 * location never go back, and its last movement up to a moment or a day says what was there.
 */
export function entries(orgId: number, moment: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`latest as materialized (
      select r.product, r.location, last.posted_at, last.day from sums r left join lateral (
        select m.posted_at, m.day from movement m
        where m.org_id = ${orgId} and m.product_id = r.product and m.location_id = r.location order by m.posted_at desc limit 1
      ) last on true
    ), clock as (
      select greatest(${moment}, max(posted_at)) as at from latest
    ), entry as materialized (
      select l.*, c.at, greatest((c.at at time zone l.timezone)::date, t.day) as day
      from line l cross join clock c join latest t on t.product = l.product and t.location = l.location
    )`;
}

/**
 * Expressions of an act's statement that keep the sums by day, over each `entry`: for each product and location
 * (`stock_daily`, and by month `stock_monthly`), and for each location (`location_daily`). They belong to the movement's
 * transaction, so they are never behind it. The rows of a product at a location are guarded by its availability record,
 * which the act has locked; those of a location are striped by connection.
 *
 * A reversal takes back what it reverses, so it is counted in that direction: a reversed receipt leaves nothing in, and
 * nothing out.
 */
export function dailySums(orgId: number): RawBuilder<unknown> {
  return sql`moved_on as materialized (
      select product, location, day, type,
        coalesce(sum(delta) filter (where (delta > 0) = (undoes is null)), 0) as units_in,
        coalesce(-sum(delta) filter (where (delta > 0) <> (undoes is null)), 0) as units_out,
        coalesce(sum(delta * cost) filter (where (delta > 0) = (undoes is null)), 0) as value_in,
        coalesce(-sum(delta * cost) filter (where (delta > 0) <> (undoes is null)), 0) as value_out,
        sum(worth) as value_change
      from entry group by product, location, day, type
    ), daily as (
      insert into stock_daily (org_id, product_id, location_id, day, type, ${sums})
      select ${orgId}, product, location, day, type, ${sums} from moved_on order by product, location, day, type
      on conflict (org_id, product_id, location_id, day, type) do update set ${added('stock_daily', daily)}
    ), monthly as (
      insert into stock_monthly (org_id, product_id, location_id, month, ${months})
      select ${orgId}, product, location, date_trunc('month', day)::date, coalesce(sum(units_out - units_in) filter (where type = 'ISSUE'), 0),
        coalesce(sum(value_out - value_in) filter (where type = 'ISSUE'), 0), coalesce(sum(units_out) filter (where type = 'TRANSFER'), 0),
        sum(units_in - units_out), sum(value_change)
      from moved_on group by product, location, day order by product, location
      on conflict (org_id, product_id, location_id, month) do update set ${added('stock_monthly', monthly)}
    ), striped as (
      insert into location_daily (org_id, location_id, day, type, stripe, ${sums})
      select ${orgId}, location, day, type, pg_backend_pid() % ${sql.lit(STRIPES)}, sum(units_in), sum(units_out), sum(value_in), sum(value_out),
        sum(value_change)
      from moved_on group by location, day, type order by location, day, type
      on conflict (org_id, location_id, day, type, stripe) do update set ${added('location_daily', daily)}
    )`;
}

/**
 * Expressions of an act's statement that keep `stock_out`, over the availability records as they are \`summed\`: a product
 * is out of stock at a location on the days that end with nothing on hand. Days that do not end so leave no trace: what came
 * back and went again on one day was out throughout.
 */
export function stockOuts(orgId: number): RawBuilder<unknown> {
  return sql`out_again as (
      update stock_out o set to_day = null from summed s
      where o.org_id = ${orgId} and o.product_id = s.product_id and o.location_id = s.location_id and o.to_day = s.day and s.on_hand <= 0
      returning o.product_id, o.location_id
    ), run_out as (
      insert into stock_out (org_id, product_id, location_id, from_day)
      select ${orgId}, product_id, location_id, day from summed
      where on_hand <= 0 and (product_id, location_id) not in (select product_id, location_id from out_again)
      order by product_id, location_id
      on conflict (org_id, product_id, location_id) where to_day is null do nothing
    ), back_within_the_day as (
      delete from stock_out o using summed s
      where o.org_id = ${orgId} and o.product_id = s.product_id and o.location_id = s.location_id and o.to_day is null
        and s.on_hand > 0 and o.from_day >= s.day
    ), back_again as (
      update stock_out o set to_day = s.day from summed s
      where o.org_id = ${orgId} and o.product_id = s.product_id and o.location_id = s.location_id and o.to_day is null
        and s.on_hand > 0 and o.from_day < s.day
    )`;
}
