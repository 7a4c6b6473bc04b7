import { Migration } from '@mikro-orm/migrations';
import { tenantTable } from './tenancy.ts';

/** What moved by day: kept beside the ledger, for analytics and for stock as of a date. */
export class StockDaily extends Migration {
  override up(): void {
    for (const statement of [...columns, ...tables]) this.addSql(statement);
    for (const table of tenantTables) for (const statement of tenantTable(table)) this.addSql(statement);
    for (const statement of [...fill, ...constraints]) this.addSql(statement);
  }
}

const tenantTables = ['stock_daily', 'stock_monthly', 'location_daily', 'stock_out'];

/** What every sum has: units and values in and out, and by how much the value on hand changed. */
const sums = `units_in numeric(18,4) not null,
  units_out numeric(18,4) not null,
  value_in numeric(28,8) not null,
  value_out numeric(28,8) not null,
  value_change numeric(28,8) not null`;

const key = `org_id integer not null,
  id bigint generated always as identity,
  primary key (org_id, id)`;

const columns = [
  // the local day at the location when it was posted, and the item's average cost afterwards
  `alter table movement add column day date, add column cost_after numeric(18,4)`,
  // the day of the first movement there
  `alter table availability add column stocked_from date`,
];

const tables = [
  // a product at a location on a day, by the type of movement
  `create table stock_daily (
  ${key},
  product_id text not null,
  location_id text not null,
  day date not null,
  type text not null,
  ${sums}) with (fillfactor = 90)`,
  // by month (its first day), a row for all types, so that a year over every product reads few: units and value issued, units
  // transferred out, and by how much units and value on hand changed
  `create table stock_monthly (
  ${key},
  product_id text not null,
  location_id text not null,
  month date not null check (extract(day from month) = 1),
  units_issued numeric(18,4) not null,
  value_issued numeric(28,8) not null,
  units_transferred_out numeric(18,4) not null,
  units_change numeric(18,4) not null,
  value_change numeric(28,8) not null) with (fillfactor = 80)`,
  // a whole location on a day. The stripe keeps writers apart: each connection adds to a row of its own, so that two acts
  // at a location never wait for each other here; a sum is over all stripes
  `create table location_daily (
  ${key},
  location_id text not null,
  day date not null,
  type text not null,
  stripe integer not null,
  ${sums}) with (fillfactor = 50)`,
  // the days at whose end a product was out of stock at a location: from_day until the day before to_day, or until now
  `create table stock_out (
  ${key},
  product_id text not null,
  location_id text not null,
  from_day date not null,
  to_day date check (to_day > from_day))`,
];

/**
 * What the ledger says already. The cost after a movement follows from the one before it by the rule of the moving
 * average (`ledger.rules.ts`), so it is an aggregate over the movements of an item in their order. A movement that waited
 * for its stock is posted no earlier than the one it waited for: where the moments of a product at a location went back,
 * they no longer do.
 */
const fill = [
  `create function replay_cost(average numeric, delta numeric, after numeric, cost numeric) returns numeric immutable language sql as $$
  select case
    when average is null or delta = 0 or cost = average then coalesce(average, cost)
    when delta > 0 and after - delta <= 0 then cost
    when after <= 0 then average
    else greatest(0, round(round(((after - delta) * average + delta * cost)::numeric(60,20) / after, 12), 4))
  end $$`,
  `create aggregate replayed_cost(delta numeric, after numeric, cost numeric) (sfunc = replay_cost, stype = numeric)`,
  `alter table movement disable trigger movement_append_only`,
  // every row is written anew: indices are built once, afterwards
  `drop index movement_by_item, movement_by_document, movement_by_product, movement_issued`,
  `set local work_mem = '128MB'`,
  `do $$
declare organization_id integer;
begin
  for organization_id in select org_id from organization order by org_id loop
    perform set_config('app.org_id', organization_id::text, true);
    update movement m set cost_after = r.cost_after, posted_at = r.posted_at, day = (r.posted_at at time zone l.timezone)::date
    from (
      select id, location_id, replayed_cost(quantity_delta, balance_after, unit_cost) over (partition by item_id order by seq) as cost_after,
        max(posted_at) over (partition by product_id, location_id order by seq) as posted_at
      from movement where org_id = organization_id
    ) r join location l on l.org_id = organization_id and l.id = r.location_id
    where m.org_id = organization_id and m.id = r.id;

    insert into stock_daily (org_id, product_id, location_id, day, type, units_in, units_out, value_in, value_out, value_change)
    select organization_id, product_id, location_id, day, type,
      coalesce(sum(quantity_delta) filter (where inward), 0), coalesce(-sum(quantity_delta) filter (where not inward), 0),
      coalesce(sum(quantity_delta * unit_cost) filter (where inward), 0), coalesce(-sum(quantity_delta * unit_cost) filter (where not inward), 0),
      sum(balance_after * cost_after - (balance_after - quantity_delta) * cost_before)
    from (
      -- a reversal takes back what it reverses: it is counted in the direction of that
      select m.product_id, m.location_id, m.day, m.type, m.quantity_delta, m.unit_cost, m.balance_after, m.cost_after,
        (m.quantity_delta > 0) = (r.id is null) as inward,
        coalesce(lag(m.cost_after) over (partition by m.item_id order by m.seq), 0) as cost_before
      from movement m left join movement_reversal r on r.org_id = organization_id and r.reversed_by_id = m.id
      where m.org_id = organization_id
    ) as moved group by product_id, location_id, day, type
    order by day; -- rows of a day side by side, as acts write them

    insert into stock_monthly (org_id, product_id, location_id, month, units_issued, value_issued, units_transferred_out, units_change, value_change)
    select organization_id, product_id, location_id, date_trunc('month', day)::date as month,
      coalesce(sum(units_out - units_in) filter (where type = 'ISSUE'), 0), coalesce(sum(value_out - value_in) filter (where type = 'ISSUE'), 0),
      coalesce(sum(units_out) filter (where type = 'TRANSFER'), 0), sum(units_in - units_out), sum(value_change)
    from stock_daily where org_id = organization_id group by product_id, location_id, month order by month;

    insert into location_daily (org_id, location_id, day, type, stripe, units_in, units_out, value_in, value_out, value_change)
    select organization_id, location_id, day, type, 0,
      sum(units_in), sum(units_out), sum(value_in), sum(value_out), sum(value_change)
    from stock_daily where org_id = organization_id group by 1, 2, 3, 4, 5;

    update availability v set stocked_from = s.day
    from (select product_id, location_id, min(day) as day from stock_daily where org_id = organization_id group by 1, 2) s
    where v.org_id = organization_id and v.product_id = s.product_id and v.location_id = s.location_id;

    insert into stock_out (org_id, product_id, location_id, from_day, to_day)
    select organization_id, product_id, location_id, day, next_day from (
      select *, lead(day) over (partition by product_id, location_id order by day) as next_day from (
        select *, lag(is_out) over (partition by product_id, location_id order by day) as was_out from (
          select product_id, location_id, day,
            sum(sum(units_in - units_out)) over (partition by product_id, location_id order by day) <= 0 as is_out
          from stock_daily where org_id = organization_id group by product_id, location_id, day
        ) as closing
      ) as compared where is_out is distinct from was_out
    ) as changed where is_out;
  end loop;
  perform set_config('app.org_id', '', true);
end $$`,
  `alter table movement enable trigger movement_append_only`,
  `drop aggregate replayed_cost(numeric, numeric, numeric)`,
  `drop function replay_cost(numeric, numeric, numeric, numeric)`,
];

/** Of tables that are filled: indices are built once. */
const constraints = [
  `alter table stock_daily add unique (org_id, product_id, location_id, day, type),
  add foreign key (org_id, product_id, location_id) references availability (org_id, product_id, location_id)`,
  `create index stock_daily_by_day on stock_daily (org_id, day)`,
  `alter table stock_monthly add unique (org_id, product_id, location_id, month),
  add foreign key (org_id, product_id, location_id) references availability (org_id, product_id, location_id)`,
  `create index stock_monthly_by_month on stock_monthly (org_id, month)`,
  `alter table location_daily add unique (org_id, location_id, day, type, stripe),
  add foreign key (org_id, location_id) references location (org_id, id)`,
  `alter table stock_out
  add foreign key (org_id, product_id, location_id) references availability (org_id, product_id, location_id)`,
  `create unique index stock_out_open on stock_out (org_id, product_id, location_id) where to_day is null`,
  `create unique index stock_out_by_product on stock_out (org_id, product_id, location_id, from_day)`,
  `create index stock_out_by_end on stock_out (org_id, to_day, from_day)`,
  `alter table movement alter column day set not null, alter column cost_after set not null`,
  // the state of an item at a moment is that after its last movement
  `create index movement_by_item on movement (org_id, item_id, posted_at, seq)`,
  `create index movement_by_document on movement (org_id, document_id, line_no)`,
  `create index movement_by_product on movement (org_id, product_id, location_id, posted_at)`,
  `create index movement_issued on movement (org_id, location_id, posted_at) include (product_id, quantity_delta, unit_cost) where type = 'ISSUE'`,
  // when a balance began: stock came in on nothing
  `create index movement_that_began on movement (org_id, item_id, posted_at) where quantity_delta > 0 and balance_after <= quantity_delta`,
];
