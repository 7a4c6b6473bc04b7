import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { addDays } from '../dates.rules.ts';
import { type Days, spansOf } from './period.rules.ts';
import { type AnalyticsScope, atLocation, ofCategory } from './scope.query.ts';

/** What a product, or the products of a category, come to. */
interface Figures {
  unitsIssued: string;
  valueIssued: string;
  unitsAtEnd: string;
  valueAtEnd: string;
}

/** A product in a list of analytics. */
export interface AnalyticsProduct extends Figures {
  productMasterId: string;
  globalSku: string;
  productName: string;
}

/** A category with what its products come to. */
export interface AnalyticsCategory extends Figures {
  categoryId: string | null;
  categoryName: string | null;
  categoryPath: string | null;
  products: number;
  unitsAtStart: string;
  valueAtStart: string;
}

/** What follows from the sums of each product, read at once. */
export interface ProductAnalytics {
  byCategory: AnalyticsCategory[];
  topMovers: AnalyticsProduct[];
  dead: { products: number; units: string; value: string; items: AnalyticsProduct[] };
}

/** Most products that a list of them has. */
export const MOST_PRODUCTS = 100;

const monthly = sql`d.units_issued as issued, d.value_issued as issued_value, d.units_transferred_out as transferred, d.units_change as units,
  d.value_change as value`;
/** @param sign days are added to the months, or taken off. */
const daily = (sign: 1 | -1) => {
  const signed = sql.raw(sign === 1 ? '' : '-');
  return sql`
    case when d.type = 'ISSUE' then ${signed}(d.units_out - d.units_in) else 0 end as issued,
    case when d.type = 'ISSUE' then ${signed}(d.value_out - d.value_in) else 0 end as issued_value,
    case when d.type = 'TRANSFER' then ${signed}d.units_out else 0 end as transferred,
    ${signed}(d.units_in - d.units_out) as units, ${signed}d.value_change as value`;
};

/** The sums of a period, product by product: whole months, and the days by which they differ. */
function sumsIn(scope: AnalyticsScope, period: Days): RawBuilder<unknown> {
  const { months, add, subtract } = spansOf(period, scope.today);
  const rows = (table: string, column: string, { from, to }: Days, sums: RawBuilder<unknown>) => sql`
    select d.product_id, ${sums} from ${sql.table(table)} d
    where d.org_id = ${scope.orgId} and ${sql.ref(`d.${column}`)} between ${from}::date and ${to}::date ${atLocation(scope, 'd')}
      ${ofCategory(scope, 'd.product_id')}`;
  return sql.join(
    [
      ...(months ? [rows('stock_monthly', 'month', months, monthly)] : []),
      ...add.map((days) => rows('stock_daily', 'day', days, daily(1))),
      ...subtract.map((days) => rows('stock_daily', 'day', days, daily(-1))),
    ],
    sql` union all `,
  );
}

/** What has moved since the period ended; nothing where it ends today. */
function movedSince(scope: AnalyticsScope): RawBuilder<unknown> {
  const { period, today } = scope;
  if (period.to >= today)
    return sql`select null::text as product_id, null::numeric as units, null::numeric as value where false`;
  return sql`
    select product_id, sum(units) as units, sum(value) as value
    from (${sumsIn(scope, { from: addDays(period.to, 1), to: today })}) s group by product_id`;
}

const figures = sql`'unitsIssued', sum(issued)::text, 'valueIssued', sum(issued_value)::text, 'unitsAtEnd', sum(units)::text,
  'valueAtEnd', sum(value)::text`;

/** A list of products, the first of an order. */
const listed = (from: string, order: RawBuilder<unknown>) => sql`
  select coalesce(jsonb_agg(jsonb_build_object('productMasterId', f.id, 'globalSku', f.global_sku, 'productName', f.name,
    'unitsIssued', f.issued::text, 'valueIssued', f.issued_value::text, 'unitsAtEnd', f.units::text, 'valueAtEnd', f.value::text)
    order by ${order}), '[]')
  from (select * from ${sql.table(from)} f order by ${order} limit ${sql.lit(MOST_PRODUCTS)}) f`;

/**
 * Products by category, those that moved most, and those that did not move: one pass over the sums of the period by month
 * and product, in one statement.
 */
export async function readProducts({ db }: Tx, scope: AnalyticsScope): Promise<ProductAnalytics> {
  const { orgId } = scope;
  // out of one location goods also leave by transfer
  const gone = scope.location ? sql`sum(issued + transferred)` : sql`sum(issued)`;
  // hundreds of thousands of rows are summed up for each product: in memory
  await sql`select set_config('work_mem', '64MB', true)`.execute(db);
  const { rows } = await sql<ProductAnalytics>`
    with moved as materialized (
      select product_id, sum(issued) as issued, sum(issued_value) as issued_value, ${gone} as gone, sum(units) as units, sum(value) as value
      from (${sumsIn(scope, scope.period)}) s group by product_id
    ), since as materialized (${movedSince(scope)}
    ), there as materialized (
      select v.product_id, sum(v.on_hand) as units, sum(v.value) as value from availability v
      where v.org_id = ${orgId} ${atLocation(scope, 'v')} ${ofCategory(scope, 'v.product_id')}
      group by v.product_id having min(v.stocked_from) <= ${scope.period.to}::date
    ), figures as materialized (
      select p.id, p.global_sku, p.name, p.category_id, coalesce(m.issued, 0) as issued, coalesce(m.issued_value, 0) as issued_value,
        coalesce(m.gone, 0) as gone, t.units - coalesce(s.units, 0) as units, t.value - coalesce(s.value, 0) as value,
        coalesce(m.units, 0) as net_units, coalesce(m.value, 0) as net_value
      from there t join product p on p.org_id = ${orgId} and p.id = t.product_id
      left join moved m on m.product_id = t.product_id left join since s on s.product_id = t.product_id
    ), movers as (select * from figures where issued > 0
    ), dead as (select * from figures where units > 0 and gone <= 0
    )
    select (
      select coalesce(jsonb_agg(k.entry order by k.path nulls last), '[]') from (
        select c.path, jsonb_build_object('categoryId', f.category_id, 'categoryName', c.name, 'categoryPath', c.path, 'products', count(*),
          ${figures}, 'unitsAtStart', sum(units - net_units)::text, 'valueAtStart', sum(value - net_value)::text) as entry
        from figures f left join category c on c.org_id = ${orgId} and c.id = f.category_id
        group by f.category_id, c.name, c.path) k) as "byCategory",
      (${listed('movers', sql`f.issued_value desc, f.issued desc, f.id`)}) as "topMovers",
      (select jsonb_build_object('products', count(*), 'units', coalesce(sum(units), 0)::text, 'value', coalesce(sum(value), 0)::text,
        'items', (${listed('dead', sql`f.value desc, f.units desc, f.id`)})) from dead) as dead`.execute(db);
  return (
    rows[0] ?? { byCategory: [], topMovers: [], dead: { products: 0, units: '0', value: '0', items: [] } }
  );
}
