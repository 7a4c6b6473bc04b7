import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import type { ActiveStatus } from '../master-data.rules.ts';
import { referredId } from '../references.query.ts';
import type { StockRequestPlaceRow } from '../stock-requests/stock-requests.query.ts';
import { contains } from '../text.rules.ts';

/** A stocklist as it is read. */
export interface StocklistRow {
  id: string;
  code: string;
  name: string;
  destinationId: string;
  destination: StockRequestPlaceRow;
  fromLocationId: string | null;
  fromLocation: StockRequestPlaceRow | null;
  notes: string | null;
  status: ActiveStatus;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** A product of a stocklist. */
export interface StocklistLineRow {
  id: string;
  stocklistId: string;
  lineNo: number;
  productMasterId: string;
  globalSku: string;
  productName: string;
  unit: string;
  packSize: string;
  parLevel: string;
}

/** Filters of the list; all that are given must hold. */
export interface StocklistFilter {
  search?: string | null;
  /** Id or code. */
  destinationId?: string | null;
  /** Id or code. */
  fromLocationId?: string | null;
  /** With a line of this product. */
  productMasterId?: string | null;
  status?: ActiveStatus | null;
}

const orders = {
  code: { expression: sql.ref('s.code'), type: 'text' },
  name: { expression: sql.ref('s.name'), type: 'text' },
  updatedAt: { expression: sql.ref('s.updated_at'), type: 'timestamptz' },
} as const;

export type StocklistSortField = keyof typeof orders;

function select({ db, orgId }: Tx) {
  const place = (alias: 'a' | 'b') =>
    sql<StockRequestPlaceRow>`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'name', ${sql.ref(`${alias}.name`)})`;
  return db
    .selectFrom('stocklist as s')
    .innerJoin('location as b', (join) =>
      join.onRef('b.org_id', '=', 's.org_id').onRef('b.id', '=', 's.destination_id'),
    )
    .leftJoin('location as a', (join) =>
      join.onRef('a.org_id', '=', 's.org_id').onRef('a.id', '=', 's.from_location_id'),
    )
    .where('s.org_id', '=', orgId)
    .select([
      's.id',
      's.code',
      's.name',
      's.destination_id as destinationId',
      place('b').as('destination'),
      's.from_location_id as fromLocationId',
      sql<StockRequestPlaceRow | null>`case when a.id is not null then ${place('a')} end`.as('fromLocation'),
      's.notes',
      's.status',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
      's.version',
    ]);
}

/** A page of stocklists. */
export function listStocklists(
  tx: Tx,
  filter: StocklistFilter,
  sort: Sort<StocklistSortField>,
  page: PageRequest,
): Promise<Page<StocklistRow>> {
  const { orgId } = tx;
  const { search, destinationId, fromLocationId, productMasterId, status } = filter;
  let keys = tx.db.selectFrom('stocklist as s').where('s.org_id', '=', orgId);
  if (search) {
    const pattern = contains(search);
    keys = keys.where((where) =>
      where.or([where('s.code', 'ilike', pattern), where('s.name', 'ilike', pattern)]),
    );
  }
  if (destinationId) keys = keys.where('s.destination_id', '=', referredId(tx, 'location', destinationId));
  if (fromLocationId)
    keys = keys.where('s.from_location_id', '=', referredId(tx, 'location', fromLocationId));
  if (productMasterId)
    keys = keys.where(
      sql<boolean>`exists (select 1 from stocklist_line n where n.org_id = ${orgId} and n.stocklist_id = s.id and n.product_id = ${productMasterId})`,
    );
  if (status) keys = keys.where('s.status', '=', status);
  return readPage<StocklistRow>(
    {
      rows: select(tx) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('s.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The stocklists of some ids, in any order. */
export async function stocklistsByIds(tx: Tx, ids: readonly string[]): Promise<StocklistRow[]> {
  return (await select(tx).where('s.id', 'in', ids).execute()) as StocklistRow[];
}

/** The active stocklists of a destination, by code. */
export async function stocklistsOf(tx: Tx, destinationId: string): Promise<StocklistRow[]> {
  const found = select(tx).where('s.destination_id', '=', destinationId).where('s.status', '=', 'ACTIVE');
  return (await found.orderBy('s.code').execute()) as StocklistRow[];
}

/** The lines of some stocklists, in their order. */
export async function linesByStocklists(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<StocklistLineRow[]> {
  const { rows } = await sql<StocklistLineRow>`
    select n.id, n.stocklist_id as "stocklistId", n.line_no as "lineNo", n.product_id as "productMasterId", p.global_sku as "globalSku",
      p.name as "productName", p.unit, p.pack_size as "packSize", n.par_level as "parLevel"
    from stocklist_line n join product p on p.org_id = ${orgId} and p.id = n.product_id
    where n.org_id = ${orgId} and n.stocklist_id = any(${ids}::text[]) order by n.stocklist_id, n.line_no`.execute(
    db,
  );
  return rows;
}
