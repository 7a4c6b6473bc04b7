import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { dayIn } from '../dates.rules.ts';
import { invalid } from '../errors.rules.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { type StockItemRow, selectStockItems } from '../stock/stock-items.query.ts';

/** A stock item that has expired, or will soon. */
export interface ExpiredStockRow extends StockItemRow {
  /** Days since the last day on which it was good, negative while there are some to go; null: it has no date. */
  daysPastExpiry: number | null;
  /** Its date has passed, or it was marked expired. */
  expired: boolean;
  value: string;
}

/** Filters of the list; all that are given must hold. */
export interface ExpiredStockFilter {
  /** Id or code. */
  locationId?: string | null;
  productMasterId?: string | null;
  categoryId?: string | null;
  condition?: Condition | null;
  /** The day that expiry is judged on; default: today at each location. */
  asOf?: string | null;
  /** Stock that will have expired so many days later counts, too. */
  withinDays?: number | null;
}

/** What the stock of a filter comes to. */
export interface ExpiredTotals {
  items: number;
  quantity: string;
  value: string;
}

export type ExpiredStockSortField = 'expiryDate' | 'value' | 'daysPastExpiry' | 'globalSku';

/** How far ahead one may look. */
const MAX_DAYS = 3_650;

/** The zone whose days begin first: when a day has not begun there, it has begun nowhere. */
const EARLIEST_ZONE = 'Pacific/Kiritimati';

const value = sql<string>`round(i.on_hand * i.unit_cost, 4)`;

/**
 * Days since the last good day, over `stock_item as i`. That day is the expiry date, or the day before it, as the
 * organization has set; which day it is now follows from the location's time zone: looked up for each location once, not
 * for each item.
 */
function daysPastExpiry({ orgId }: Tx, now: Date, asOf: string | null | undefined): RawBuilder<number> {
  const today = asOf
    ? sql`${asOf}::date`
    : sql`(${now.toISOString()}::timestamptz at time zone l.timezone)::date`;
  const days = sql`(
    select jsonb_object_agg(l.id, ${today} + case when coalesce((o.settings->>'lotGoodOnExpiryDate')::boolean, true) then 0 else 1 end)
    from location l join organization o on o.org_id = l.org_id where l.org_id = ${orgId})`;
  return sql<number>`((${days} ->> i.location_id)::date - i.expiry_date)`;
}

/** A page of the stock that has expired or is about to, and what all of it is worth. */
export async function listExpiredStock(
  tx: Tx,
  now: Date,
  filter: ExpiredStockFilter,
  sort: Sort<ExpiredStockSortField>,
  page: PageRequest,
): Promise<Page<ExpiredStockRow> & { totals(): Promise<ExpiredTotals> }> {
  const withinDays = filter.withinDays ?? 0;
  if (withinDays < 0 || withinDays > MAX_DAYS)
    throw invalid([{ path: 'filter.withinDays', message: `must be between 0 and ${MAX_DAYS}` }]);
  const past = daysPastExpiry(tx, now, filter.asOf);
  const given = filtered(tx, now, filter, withinDays, past);
  const found = await readPage<ExpiredStockRow>(
    {
      rows: selectStockItems(tx, now).select([
        past.as('daysPastExpiry'),
        sql<boolean>`i.condition = 'EXPIRED' or coalesce(${past} > 0, false)`.as('expired'),
        value.as('value'),
      ]) as never,
      keys: (sort.field === 'globalSku' ? withProducts(given) : given) as never,
      countable: given as never,
      id: sql.ref('i.id'),
      order: sortOrder(
        {
          expiryDate: { expression: sql`coalesce(i.expiry_date, 'infinity'::date)`, type: 'date' },
          value: { expression: value, type: 'numeric' },
          daysPastExpiry: { expression: sql`coalesce(${past}, 0)`, type: 'integer' },
          globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
        },
        sort,
      ),
    },
    page,
  );
  return { ...found, totals: () => sumUp(given) };
}

/** The stock items under a filter. */
function filtered(
  tx: Tx,
  now: Date,
  filter: ExpiredStockFilter,
  withinDays: number,
  past: RawBuilder<number>,
) {
  const { orgId } = tx;
  // no location is further than this: the index on expiry finds what may have expired, the calendar decides
  const latest = sql`${filter.asOf ?? dayIn(EARLIEST_ZONE, now)}::date + ${withinDays}::int`;
  let given = tx.db
    .selectFrom('stock_item as i')
    .where('i.org_id', '=', orgId)
    .where('i.on_hand', '<>', '0')
    .where(sql<boolean>`(i.condition = 'EXPIRED' or i.expiry_date <= ${latest})`)
    .where(sql<boolean>`(i.condition = 'EXPIRED' or ${past} > -(${withinDays}::int))`);
  if (filter.locationId)
    given = given.where(
      sql<boolean>`i.location_id = ${referredId({ orgId }, 'location', filter.locationId)}`,
    );
  if (filter.productMasterId) given = given.where('i.product_id', '=', filter.productMasterId);
  if (filter.condition) given = given.where('i.condition', '=', filter.condition);
  if (filter.categoryId)
    given = given.where(
      sql<boolean>`i.product_id in (select x.id from product x where x.org_id = ${orgId} and x.category_id = ${filter.categoryId})`,
    );
  return given;
}

type Filtered = ReturnType<typeof filtered>;

const withProducts = (given: Filtered) =>
  given.innerJoin('product as p', (join) =>
    join.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.product_id'),
  );

async function sumUp(given: Filtered): Promise<ExpiredTotals> {
  const [sums] = await given
    .select([
      sql<number>`count(*)::int`.as('items'),
      sql<string>`coalesce(sum(i.on_hand), 0)`.as('quantity'),
      sql<string>`coalesce(sum(${value}), 0)`.as('value'),
    ])
    .execute();
  return sums ?? { items: 0, quantity: '0', value: '0' };
}
