import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { findLocations } from '../lookups.query.ts';
import { sum, text } from '../quantity.rules.ts';
import { latestMovement, postedBy } from './as-of.query.ts';
import { type AsOf, pastOf } from './as-of.rules.ts';
import { conditionsOf, type StockItemFilter, type StockItemRow } from './stock-items.query.ts';

/** A stock item as it was; `updatedAt`: when it last moved, by then. */
export type StockItemAsOfRow = Pick<
  StockItemRow,
  | 'id'
  | 'productMasterId'
  | 'productName'
  | 'globalSku'
  | 'locationId'
  | 'locationName'
  | 'binId'
  | 'binName'
  | 'lotId'
  | 'lotNumber'
  | 'expiryDate'
  | 'condition'
  | 'quantityOnHand'
  | 'unitCost'
  | 'totalValue'
  | 'updatedAt'
>;

const orders = {
  id: { expression: sql.ref('i.id'), type: 'text' },
  globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
  productName: { expression: sql.ref('p.name'), type: 'text' },
  quantityOnHand: { expression: sql.ref('m.balance_after'), type: 'numeric' },
  expiryDate: { expression: sql`coalesce(i.expiry_date, 'infinity'::date)`, type: 'date' },
  updatedAt: { expression: sql.ref('m.posted_at'), type: 'timestamptz' },
} as const;

export type StockItemAsOfSortField = keyof typeof orders;

/** A page of the stock as it was: the items that had moved by then, each as its last movement left it. */
export async function listStockAsOf(
  tx: Tx,
  now: Date,
  request: { asOf: string; filter: StockItemFilter; sort: Sort<StockItemAsOfSortField>; page: PageRequest },
): Promise<Page<StockItemAsOfRow>> {
  const { filter, sort, page } = request;
  const asOf = pastOf(request.asOf, now, await timezoneOf(tx, request.asOf, filter.locationId));
  const { updatedSince, ...lasting } = filter;
  const given = conditionsOf(tx.orgId, lasting);
  if (updatedSince) given.push(sql`m.posted_at >= ${updatedSince}::timestamptz`);
  const keys = keysOf(tx, asOf, given);
  return readPage<StockItemAsOfRow>(
    {
      rows: selectStockAsOf(tx, asOf) as never,
      keys: keys as never,
      countable: keys as never,
      id: sql.ref('i.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The time zone that a day is meant in, where one location is asked for. */
async function timezoneOf(tx: Tx, asOf: string, locationId: string | null | undefined) {
  if (asOf.includes('T') || locationId == null) return null;
  return (await findLocations(tx, [locationId])).get(locationId)?.timezone ?? null;
}

function selectStockAsOf({ db, orgId }: Tx, asOf: AsOf) {
  return stockAsOf({ db, orgId }, asOf)
    .leftJoin('bin as b', (join) => join.onRef('b.org_id', '=', 'i.org_id').onRef('b.id', '=', 'i.bin_id'))
    .leftJoin('lot as t', (join) => join.onRef('t.org_id', '=', 'i.org_id').onRef('t.id', '=', 'i.lot_id'))
    .select([
      'i.id',
      'i.product_id as productMasterId',
      'p.name as productName',
      'p.global_sku as globalSku',
      'i.location_id as locationId',
      'l.name as locationName',
      'i.bin_id as binId',
      'b.name as binName',
      'i.lot_id as lotId',
      't.number as lotNumber',
      'i.expiry_date as expiryDate',
      'i.condition',
      'm.balance_after as quantityOnHand',
      'm.cost_after as unitCost',
      sql<string>`round(m.balance_after * m.cost_after, 4)`.as('totalValue'),
      'm.posted_at as updatedAt',
    ]);
}

/** `stock_item as i` with its product, its location, and `m`: its last movement by then. */
function stockAsOf({ db, orgId }: Pick<Tx, 'db' | 'orgId'>, asOf: AsOf) {
  const last = sql<{
    balance_after: string;
    cost_after: string;
    posted_at: string;
  }>`lateral (${latestMovement(orgId, postedBy(asOf))})`;
  return db
    .selectFrom('stock_item as i')
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.product_id'),
    )
    .innerJoin('location as l', (join) =>
      join.onRef('l.org_id', '=', 'i.org_id').onRef('l.id', '=', 'i.location_id'),
    )
    .innerJoin(last.as('m'), (join) => join.onTrue())
    .where('i.org_id', '=', orgId);
}

function keysOf(tx: Tx, asOf: AsOf, given: readonly RawBuilder<boolean>[]) {
  let keys = stockAsOf(tx, asOf);
  for (const condition of given) keys = keys.where(condition);
  return keys;
}

/** A product at a location, as it was. */
export interface LevelAsOf {
  locationId: string;
  locationName: string;
  onHand: string;
  value: string;
}

/** A product over all locations, as it was. */
export interface LevelsAsOf {
  levels: LevelAsOf[];
  totals: { onHand: string; value: string };
}

/** A product at each location where it had moved by then, by the location's name, and over all of them. */
export async function readLevelsAsOf(
  { db, orgId }: Tx,
  now: Date,
  productId: string,
  asOf: string,
): Promise<LevelsAsOf> {
  const then = pastOf(asOf, now, null);
  const { rows: levels } = await sql<LevelAsOf>`
    select l.id as "locationId", l.name as "locationName", sum(m.balance_after) as "onHand", sum(m.balance_after * m.cost_after) as value
    from stock_item i join location l on l.org_id = ${orgId} and l.id = i.location_id
    cross join lateral (${latestMovement(orgId, postedBy(then))}) m
    where i.org_id = ${orgId} and i.product_id = ${productId}
    group by l.id, l.name order by l.name, l.id`.execute(db);
  const total = (name: 'onHand' | 'value') => text(sum(levels.map((level) => level[name])));
  return { levels, totals: { onHand: total('onHand'), value: total('value') } };
}
