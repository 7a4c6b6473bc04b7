import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { decimal } from '../quantity.rules.ts';
import { type DayFigures, type DaySum, minus, seriesOf } from './analytics.rules.ts';
import { type AnalyticsScope, atLocation, ofCategory } from './scope.query.ts';

/** What moved on a day, or (no day) after the period; without a type, what is there now. */
type Row = Omit<DaySum, 'day' | 'type'> & { day: string | null; type: string | null };

/**
 * The days of the period, in one statement: the sums of each day, and what is there at the end, which is what is there now
 * less what moved since. Of every product they are read from the sums of locations, of a category from those of its
 * products.
 */
export async function readDays({ db }: Tx, scope: AnalyticsScope): Promise<DayFigures[]> {
  const { orgId, period } = scope;
  const table = sql.table(scope.category ? 'stock_daily' : 'location_daily');
  const day = sql`case when d.day <= ${period.to}::date then d.day end`;
  const { rows } = await sql<Row>`
    select ${day} as day, d.type, sum(d.units_in) as "unitsIn", sum(d.units_out) as "unitsOut", sum(d.value_in) as "valueIn",
      sum(d.value_out) as "valueOut", sum(d.value_change) as "valueChange"
    from ${table} d
    where d.org_id = ${orgId} ${atLocation(scope, 'd')} and d.day >= ${period.from}::date
      ${scope.category ? ofCategory(scope, 'd.product_id') : sql``}
    group by 1, 2
    union all
    select null, null, coalesce(sum(v.on_hand), 0), 0, 0, 0, coalesce(sum(v.value), 0)
    from availability v where v.org_id = ${orgId} ${atLocation(scope, 'v')} ${ofCategory(scope, 'v.product_id')}`.execute(
    db,
  );
  const sums = rows.filter((row): row is DaySum => row.day !== null);
  const atEnd = rows
    .filter(({ day }) => day === null)
    .map(({ type, unitsIn, unitsOut, valueChange }) => ({
      amount: { units: decimal(unitsIn).minus(unitsOut), value: decimal(valueChange) },
      isNow: type === null,
    }))
    .sort((a, b) => Number(b.isNow) - Number(a.isNow))
    .map(({ amount }) => amount)
    .reduce(minus);
  return seriesOf(period, sums, atEnd);
}
