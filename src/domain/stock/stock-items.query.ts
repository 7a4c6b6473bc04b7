import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Moment } from '../dates.rules.ts';
import { type ListQuery, type Page, type PageRequest, readPage, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import { readShapedPage } from '../shaped-lists.query.ts';
import { contains } from '../text.rules.ts';
import type { Condition } from './conditions.rules.ts';
import { owedToHolds } from './owed-to-holds.query.ts';

/** A stock item as it is read, with the names that a list shows. */
export interface StockItemRow {
  id: string;
  productMasterId: string;
  productName: string;
  globalSku: string;
  locationId: string;
  locationName: string;
  binId: string | null;
  binName: string | null;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  quantityOnHand: string;
  quantityReserved: string;
  /** The part of what is reserved that holds keep. */
  quantityHeld: string;
  quantityAvailable: string;
  unitCost: string;
  totalValue: string;
  lastCountedAt: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the stock list; all that are given must hold. Locations and bins by id or code. */
export interface StockItemFilter {
  locationId?: string | null;
  productMasterId?: string | null;
  lotId?: string | null;
  binId?: string | null;
  condition?: Condition | null;
  search?: string | null;
  categoryId?: string | null;
  updatedSince?: string | null;
}

const orders = {
  id: { expression: sql.ref('i.id'), type: 'text' },
  globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
  productName: { expression: sql.ref('p.name'), type: 'text' },
  quantityOnHand: { expression: sql.ref('i.on_hand'), type: 'numeric' },
  expiryDate: { expression: sql`coalesce(i.expiry_date, 'infinity'::date)`, type: 'date' },
  updatedAt: { expression: sql.ref('i.updated_at'), type: 'timestamptz' },
} as const;

export type StockItemSortField = keyof typeof orders;

/**
 * What is reserved and what is available now, from the moment of the request: lapsed reservations do not count, and
 * stock that cannot be promised (its condition, its lot, its expiry by the location's calendar) is not available.
 */
export function nowColumns(orgId: number, now: Moment) {
  const moment = sql`${now.toISOString()}::timestamptz`;
  // what lapses goes to the holds first, as far as they are owed
  const parts = sql`case when i.next_release_at <= ${moment} then (
      select jsonb_build_object('reserved', x.lapsed - least(x.lapsed, x.owed), 'held', x.of_holds - least(x.lapsed, x.owed)) from (
        select coalesce(sum(a.quantity), 0) as lapsed, coalesce(sum(a.quantity) filter (where a.document_type = 'HOLD'), 0) as of_holds,
          ${owedToHolds(orgId, now)} as owed
        from allocation a
        where a.org_id = ${orgId} and a.item_id = i.id and a.status = 'OPEN' and a.expires_at <= ${moment}) x) end`;
  const reserved = sql<string>`i.reserved - coalesce((${parts}->>'reserved')::numeric, 0)`;
  const held = sql<string>`i.held - coalesce((${parts}->>'held')::numeric, 0)`;
  const good = sql`i.promisable and (i.expiry_date is null or i.expiry_date >= (${moment} at time zone l.timezone)::date
      + case when coalesce((o.settings->>'lotGoodOnExpiryDate')::boolean, true) then 0 else 1 end)`;
  return {
    reserved,
    held,
    available: sql<string>`case when ${good} then i.on_hand - (${reserved}) else 0 end`,
  };
}

/** The stock items with all that is read of them, over `stock_item as i`, `product as p`, `location as l`, `organization as o`. */
export function selectStockItems({ db, orgId }: Pick<Tx, 'db' | 'orgId'>, now: Moment) {
  const { reserved, held, available } = nowColumns(orgId, now);
  return db
    .selectFrom('stock_item as i')
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.product_id'),
    )
    .innerJoin('location as l', (join) =>
      join.onRef('l.org_id', '=', 'i.org_id').onRef('l.id', '=', 'i.location_id'),
    )
    .innerJoin('organization as o', 'o.org_id', 'i.org_id')
    .leftJoin('bin as b', (join) => join.onRef('b.org_id', '=', 'i.org_id').onRef('b.id', '=', 'i.bin_id'))
    .leftJoin('lot as t', (join) => join.onRef('t.org_id', '=', 'i.org_id').onRef('t.id', '=', 'i.lot_id'))
    .where('i.org_id', '=', orgId)
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
      'i.on_hand as quantityOnHand',
      'i.unit_cost as unitCost',
      sql<string>`${reserved}`.as('quantityReserved'),
      sql<string>`${held}`.as('quantityHeld'),
      sql<string>`${available}`.as('quantityAvailable'),
      sql<string>`round(i.on_hand * i.unit_cost, 4)`.as('totalValue'),
      'i.last_counted_at as lastCountedAt',
      'i.created_at as createdAt',
      'i.updated_at as updatedAt',
      'i.version',
    ]);
}

/** Conditions of a filter, over `stock_item as i` and, where they look at products, `product as p`. */
export function conditionsOf(orgId: number, filter: StockItemFilter): RawBuilder<boolean>[] {
  const given: RawBuilder<boolean>[] = [];
  const { locationId, productMasterId, lotId, binId, condition, search, categoryId, updatedSince } = filter;
  if (locationId) given.push(sql`i.location_id = ${referredId({ orgId }, 'location', locationId)}`);
  if (binId)
    given.push(
      sql`i.bin_id in (select x.id from bin x where x.org_id = ${orgId} and (x.id = ${binId} or x.code = ${binId}))`,
    );
  if (productMasterId) given.push(sql`i.product_id = ${productMasterId}`);
  if (lotId) given.push(sql`i.lot_id = ${lotId}`);
  if (condition) given.push(sql`i.condition = ${condition}`);
  if (search) given.push(sql`(p.name ilike ${contains(search)} or p.global_sku ilike ${contains(search)})`);
  if (categoryId) given.push(sql`p.category_id = ${categoryId}`);
  if (updatedSince) given.push(sql`i.updated_at >= ${updatedSince}::timestamptz`);
  return given;
}

/** A page of the stock: one statement, and one more when the total is asked for. */
export function listStockItems(
  tx: Tx,
  now: Date,
  filter: StockItemFilter,
  sort: { field: StockItemSortField; direction: 'ASC' | 'DESC' },
  page: PageRequest,
): Promise<Page<StockItemRow>> {
  const given = conditionsOf(tx.orgId, filter);
  const withProducts = Boolean(filter.search || filter.categoryId);
  const list = (of: Pick<Tx, 'db' | 'orgId'>, at: Moment): ListQuery<StockItemRow> => ({
    rows: selectStockItems(of, at) as never,
    countable: keysOf(of, given, withProducts) as never,
    keys: keysOf(
      of,
      given,
      withProducts || sort.field === 'globalSku' || sort.field === 'productName',
    ) as never,
    id: sql.ref('i.id'),
    order: sortOrder(orders, sort),
  });
  if (given.length > 0 || page.after) return readPage(list(tx, now), page);
  const shape = `stock items by ${sort.field} ${sort.direction}`;
  return readShapedPage(tx, now, page, shape, ({ orgId, moment }) =>
    list({ db: tx.db, orgId }, { toISOString: () => moment }),
  );
}

/** The filtered stock items themselves, with their products only where filter or order looks at them. */
function keysOf(
  { db, orgId }: Pick<Tx, 'db' | 'orgId'>,
  given: readonly RawBuilder<boolean>[],
  withProducts: boolean,
) {
  let keys = db.selectFrom('stock_item as i').where('i.org_id', '=', orgId);
  for (const condition of given) keys = keys.where(condition);
  if (!withProducts) return keys;
  return keys.innerJoin('product as p', (join) =>
    join.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.product_id'),
  );
}

/** The stock items of some ids, in any order. */
export async function stockItemsByIds(tx: Tx, now: Date, ids: readonly string[]): Promise<StockItemRow[]> {
  return (await selectStockItems(tx, now).where('i.id', 'in', ids).execute()) as StockItemRow[];
}

/** The stock items of a product, at every location or at one, FEFO order. */
export async function stockItemsOf(
  tx: Tx,
  now: Date,
  productId: string,
  locationId: string,
): Promise<StockItemRow[]> {
  const rows = await selectStockItems(tx, now)
    .where('i.product_id', '=', productId)
    .where('i.location_id', '=', locationId)
    .orderBy(sql`i.expiry_date nulls last`)
    .orderBy(sql`i.first_received_at nulls first`)
    .orderBy('i.id')
    .execute();
  return rows as StockItemRow[];
}
