import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { percent } from './analytics.rules.ts';
import { type AnalyticsScope, atLocation, ofCategory } from './scope.query.ts';

/** How often products were out of stock where they are stocked. */
export interface StockOuts {
  productDays: number;
  stockOutDays: number;
  /** Percent; null without product-days. */
  ratePercent: string | null;
  /** Products at locations that were out on any day, and those that are on the last. */
  affected: number;
  outAtEnd: number;
}

/** Days that end with nothing on hand, of active products, from the day of their first movement at the location. */
export async function readStockOuts({ db }: Tx, scope: AnalyticsScope): Promise<StockOuts> {
  const { orgId, now, period } = scope;
  const from = sql`${period.from}::date`;
  // a location whose day has not begun yet ends a day earlier
  const last = sql`least(${period.to}::date, (${now.toISOString()}::timestamptz at time zone l.timezone)::date)`;
  const { rows } = await sql<Omit<StockOuts, 'ratePercent'>>`
    with place as materialized (
      select l.id, ${last} as last from location l where l.org_id = ${orgId} ${scope.location ? sql`and l.id = ${scope.location.id}` : sql``}
    ), active as materialized (
      select y.id from product y where y.org_id = ${orgId} and y.status = 'ACTIVE' ${ofCategory(scope, 'y.id')}
    ), stocked as (
      select coalesce(sum(greatest(0, p.last - greatest(v.stocked_from, ${from}) + 1)), 0)::float8 as days
      from availability v join place p on p.id = v.location_id join active a on a.id = v.product_id
      where v.org_id = ${orgId} and v.stocked_from is not null ${atLocation(scope, 'v')}
    ), out as (
      select o.product_id, o.location_id, sum(least(p.last, o.to_day - 1) - greatest(o.from_day, ${from}) + 1) as days,
        bool_or(o.to_day is null or o.to_day > p.last) as at_end
      from stock_out o join place p on p.id = o.location_id join active a on a.id = o.product_id
      where o.org_id = ${orgId} ${atLocation(scope, 'o')} and o.from_day <= p.last and (o.to_day is null or o.to_day > ${from})
      group by o.product_id, o.location_id
    )
    select s.days as "productDays", coalesce(sum(o.days), 0)::float8 as "stockOutDays", count(o.product_id)::int as affected,
      (count(*) filter (where o.at_end))::int as "outAtEnd"
    from stocked s left join out o on true group by s.days`.execute(db);
  const found = rows[0] ?? { productDays: 0, stockOutDays: 0, affected: 0, outAtEnd: 0 };
  return { ...found, ratePercent: percent(found.stockOutDays, found.productDays)?.toFixed() ?? null };
}
