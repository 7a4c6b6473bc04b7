import { type RawBuilder, sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

const sums = sql`jsonb_build_object('in', sum(units_in), 'out', sum(units_out), 'valueIn', sum(value_in), 'valueOut', sum(value_out),
  'valueChange', sum(value_change))`;

/** Sums that two tables have of the same things, side by side. */
const sameSums = (
  name: string,
  parts: (orgId: number) => { expected: RawBuilder<unknown>; actual: RawBuilder<unknown> },
): Check => ({
  name,
  query: ({ orgId }) => {
    const { expected, actual } = parts(orgId);
    return sql<Found>`
      select coalesce(e.id, a.id) as id, e.sums::text as expected, a.sums::text as actual
      from (${expected}) e full join (${actual}) a on a.id = e.id
      where e.sums is distinct from a.sums order by 1`;
  },
});

/** What the movements say of each product, location, day and type. */
const fromMovements = (orgId: number) => sql`
  select concat_ws(' ', product_id, location_id, day, type) as id, jsonb_build_object(
    'in', coalesce(sum(quantity_delta) filter (where inward), 0), 'out', coalesce(-sum(quantity_delta) filter (where not inward), 0),
    'valueIn', coalesce(sum(quantity_delta * unit_cost) filter (where inward), 0),
    'valueOut', coalesce(-sum(quantity_delta * unit_cost) filter (where not inward), 0),
    'valueChange', sum(balance_after * cost_after - (balance_after - quantity_delta) * cost_before)) as sums
  from (
    select m.*, (m.quantity_delta > 0) = (r.id is null) as inward,
      coalesce(lag(m.cost_after) over (partition by m.item_id order by m.seq), 0) as cost_before
    from movement m left join movement_reversal r on r.org_id = ${orgId} and r.reversed_by_id = m.id
    where m.org_id = ${orgId}
  ) x group by product_id, location_id, day, type`;

/** The days that end with nothing on hand, as the daily sums say. */
const daysOut = (orgId: number) => sql`
  select product_id, location_id, day as from_day, next_day as to_day from (
    select *, lead(day) over (partition by product_id, location_id order by day) as next_day from (
      select *, lag(is_out) over (partition by product_id, location_id order by day) as was_out from (
        select product_id, location_id, day,
          sum(sum(units_in - units_out)) over (partition by product_id, location_id order by day) <= 0 as is_out
        from stock_daily where org_id = ${orgId} group by product_id, location_id, day
      ) closing
    ) compared where is_out is distinct from was_out
  ) changed where is_out`;

/** What a row of stock_out says, as one text. */
const told = sql`string_agg(from_day || ' to ' || coalesce(to_day::text, 'now'), ', ' order by from_day)`;

/** The sums by day, month and location, and the days out of stock: all of them follow from the movements. */
export const dailyChecks: Check[] = [
  {
    name: 'movement.posted-at',
    query: ({ orgId }) => sql<Found>`
      select id, 'not before ' || before || ', ' || day_before as expected, posted_at || ', ' || day as actual from (
        select m.id, m.posted_at, m.day, lag(m.posted_at) over line as before, lag(m.day) over line as day_before from movement m
        where m.org_id = ${orgId} window line as (partition by m.product_id, m.location_id order by m.seq)
      ) x where posted_at < before or day < day_before order by id`,
  },
  compare('movement.cost-after', ({ orgId }) => ({
    id: sql.ref('m.id'),
    expected: sql`(case when m.average is null or m.quantity_delta = 0 or m.unit_cost = m.average then coalesce(m.average, m.unit_cost)
      when m.quantity_delta > 0 and m.balance_after - m.quantity_delta <= 0 then m.unit_cost
      when m.balance_after <= 0 then m.average
      else greatest(0, round(round(((m.balance_after - m.quantity_delta) * m.average + m.quantity_delta * m.unit_cost)::numeric(60,20)
        / m.balance_after, 12), 4)) end)::numeric(18,4)`,
    actual: sql`m.cost_after`,
    from: sql`from (select *, lag(cost_after) over (partition by item_id order by seq) as average from movement where org_id = ${orgId}) m`,
  })),
  compare('item.unit-cost', ({ orgId }) => ({
    id: sql.ref('i.id'),
    expected: sql`last.cost_after`,
    actual: sql`i.unit_cost`,
    from: sql`from stock_item i join (
        select distinct on (item_id) item_id, cost_after from movement where org_id = ${orgId} order by item_id, seq desc
      ) last on last.item_id = i.id where i.org_id = ${orgId}`,
  })),
  sameSums('daily.sums', (orgId) => ({
    expected: fromMovements(orgId),
    actual: sql`select concat_ws(' ', product_id, location_id, day, type) as id, ${sums} as sums
      from stock_daily where org_id = ${orgId} group by 1`,
  })),
  sameSums('monthly.sums', (orgId) => ({
    expected: sql`select concat_ws(' ', product_id, location_id, date_trunc('month', day)::date) as id, jsonb_build_object(
        'issued', coalesce(sum(units_out - units_in) filter (where type = 'ISSUE'), 0),
        'valueIssued', coalesce(sum(value_out - value_in) filter (where type = 'ISSUE'), 0),
        'transferredOut', coalesce(sum(units_out) filter (where type = 'TRANSFER'), 0),
        'change', sum(units_in - units_out), 'valueChange', sum(value_change)) as sums
      from stock_daily where org_id = ${orgId} group by 1`,
    actual: sql`select concat_ws(' ', product_id, location_id, month) as id, jsonb_build_object('issued', units_issued,
        'valueIssued', value_issued, 'transferredOut', units_transferred_out, 'change', units_change, 'valueChange', value_change) as sums
      from stock_monthly where org_id = ${orgId}`,
  })),
  sameSums('location-daily.sums', (orgId) => ({
    expected: sql`select concat_ws(' ', location_id, day, type) as id, ${sums} as sums
      from stock_daily where org_id = ${orgId} group by 1`,
    actual: sql`select concat_ws(' ', location_id, day, type) as id, ${sums} as sums
      from location_daily where org_id = ${orgId} group by 1`,
  })),
  compare('daily.on-hand-and-value', ({ orgId }) => ({
    id: sql.ref('v.id'),
    expected: sql`coalesce(d.units, 0)::numeric(18,4) || ' worth ' || coalesce(d.value, 0)::numeric(28,8) || ' since ' || coalesce(d.first::text, 'never')`,
    actual: sql`v.on_hand || ' worth ' || v.value || ' since ' || coalesce(v.stocked_from::text, 'never')`,
    from: sql`from availability v left join (
        select product_id, location_id, sum(units_in - units_out) as units, sum(value_change) as value, min(day) as first
        from stock_daily where org_id = ${orgId} group by 1, 2
      ) d on d.product_id = v.product_id and d.location_id = v.location_id where v.org_id = ${orgId}`,
  })),
  {
    name: 'stock-out.days',
    query: ({ orgId }) => sql<Found>`
      select coalesce(e.id, a.id) as id, e.told as expected, a.told as actual
      from (select product_id || ' at ' || location_id as id, ${told} as told from (${daysOut(orgId)}) x group by 1) e
      full join (
        select product_id || ' at ' || location_id as id, ${told} as told from stock_out where org_id = ${orgId} group by 1
      ) a on a.id = e.id
      where e.told is distinct from a.told order by 1`,
  },
];
