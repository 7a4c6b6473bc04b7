import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { sum, text } from '../quantity.rules.ts';
import { latestMovement, startOfNext } from '../stock/as-of.query.ts';
import { type AnalyticsScope, atLocation, ofCategory } from './scope.query.ts';

export const receiptAges = [
  'UP_TO_30',
  'FROM_31_TO_60',
  'FROM_61_TO_90',
  'FROM_91_TO_180',
  'FROM_181_TO_365',
  'OVER_365',
  'UNKNOWN',
] as const;
export type ReceiptAge = (typeof receiptAges)[number];

export const expiryAges = [
  'EXPIRED',
  'UP_TO_30',
  'FROM_31_TO_60',
  'FROM_61_TO_90',
  'OVER_90',
  'NONE',
] as const;
export type ExpiryAge = (typeof expiryAges)[number];

/** What of the stock at the end of the period falls into a bucket. */
export interface AgeBucket<Age> {
  age: Age;
  units: string;
  value: string;
}

export interface Ageing {
  byReceipt: AgeBucket<ReceiptAge>[];
  byExpiry: AgeBucket<ExpiryAge>[];
}

interface Row {
  receipt: ReceiptAge;
  expiry: ExpiryAge;
  units: string;
  value: string;
}

/** The stock items as they are now. */
const present = (scope: AnalyticsScope) => sql`
  select i.on_hand as units, i.on_hand * i.unit_cost as value, i.first_received_at as began, i.expiry_date, i.location_id
  from stock_item i where i.org_id = ${scope.orgId} and i.on_hand <> 0 ${atLocation(scope, 'i')} ${ofCategory(scope, 'i.product_id')}`;

/** The stock items as they were at the end of the period, each by its last movement up to then. */
const past = (scope: AnalyticsScope): RawBuilder<unknown> => {
  const { orgId, period } = scope;
  const next = startOfNext(period.to);
  return sql`
  select m.balance_after as units, m.balance_after * m.cost_after as value, b.posted_at as began, i.expiry_date, i.location_id
  from stock_item i join location l on l.org_id = ${orgId} and l.id = i.location_id
  cross join lateral (${latestMovement(orgId, sql`m.posted_at < ${next}`)}) m
  left join lateral (
    select b.posted_at from movement b where b.org_id = ${orgId} and b.item_id = i.id and b.posted_at < ${next}
      and b.quantity_delta > 0 and b.balance_after <= b.quantity_delta order by b.posted_at desc limit 1) b on true
  where i.org_id = ${orgId} and m.balance_after <> 0 ${atLocation(scope, 'i')} ${ofCategory(scope, 'i.product_id')}`;
};

/**
 * The stock at the end of the period by its age and by what is left until it expires. A balance is as old as the receipt
 * that it began with: stock that came in on nothing.
 */
export async function readAgeing({ db }: Tx, scope: AnalyticsScope): Promise<Ageing> {
  const { orgId, period, today } = scope;
  const items = period.to >= today ? present(scope) : past(scope);
  const { rows } = await sql<Row>`
    select receipt, expiry, sum(units) as units, sum(value) as value from (
      select x.units, x.value, case
          when days is null then 'UNKNOWN' when days <= 30 then 'UP_TO_30' when days <= 60 then 'FROM_31_TO_60'
          when days <= 90 then 'FROM_61_TO_90' when days <= 180 then 'FROM_91_TO_180' when days <= 365 then 'FROM_181_TO_365'
          else 'OVER_365' end as receipt, case
          when days_left is null then 'NONE' when days_left < 0 then 'EXPIRED' when days_left <= 30 then 'UP_TO_30'
          when days_left <= 60 then 'FROM_31_TO_60' when days_left <= 90 then 'FROM_61_TO_90' else 'OVER_90' end as expiry
      from (
        select s.units, s.value, ${period.to}::date - (s.began at time zone l.timezone)::date as days,
          s.expiry_date - ${period.to}::date - case when coalesce((o.settings->>'lotGoodOnExpiryDate')::boolean, true) then 0 else 1 end as days_left
        from (${items}) s join location l on l.org_id = ${orgId} and l.id = s.location_id
        join organization o on o.org_id = ${orgId}
      ) x
    ) y group by receipt, expiry`.execute(db);
  return {
    byReceipt: bucketed(receiptAges, rows, ({ receipt }) => receipt),
    byExpiry: bucketed(expiryAges, rows, ({ expiry }) => expiry),
  };
}

/** Every bucket, in its order; those with nothing, too. */
function bucketed<Age>(
  ages: readonly Age[],
  rows: readonly Row[],
  ageOf: (row: Row) => Age,
): AgeBucket<Age>[] {
  return ages.map((age) => {
    const inside = rows.filter((row) => ageOf(row) === age);
    return {
      age,
      units: text(sum(inside.map(({ units }) => units))),
      value: text(sum(inside.map(({ value }) => value))),
    };
  });
}
