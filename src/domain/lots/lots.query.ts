import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { LotStatus } from '../stock/conditions.rules.ts';
import { contains } from '../text.rules.ts';

/** A lot as it is read. */
export interface LotRow {
  id: string;
  productId: string;
  number: string;
  expiryDate: string | null;
  manufacturedDate: string | null;
  status: LotStatus;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface LotFilter {
  /** Id or SKU. */
  productMasterId?: string | null;
  number?: string | null;
  search?: string | null;
  status?: LotStatus | null;
  expiresBefore?: string | null;
}

const orders = {
  number: { expression: sql.ref('l.number'), type: 'text' },
  expiryDate: { expression: sql`coalesce(l.expiry_date, 'infinity'::date)`, type: 'date' },
  updatedAt: { expression: sql.ref('l.updated_at'), type: 'timestamptz' },
} as const;

export type LotSortField = keyof typeof orders;

const columns = [
  'l.id',
  'l.product_id as productId',
  'l.number',
  'l.expiry_date as expiryDate',
  'l.manufactured_date as manufacturedDate',
  'l.status',
  'l.created_at as createdAt',
  'l.updated_at as updatedAt',
  'l.version',
] as const;

/** A page of lots. */
export function listLots(
  tx: Tx,
  filter: LotFilter,
  sort: Sort<LotSortField>,
  page: PageRequest,
): Promise<Page<LotRow>> {
  let query = tx.db.selectFrom('lot as l').where('l.org_id', '=', tx.orgId);
  if (filter.productMasterId)
    query = query.where('l.product_id', '=', referredId(tx, 'product', filter.productMasterId));
  if (filter.number) query = query.where('l.number', '=', filter.number);
  if (filter.search) query = query.where('l.number', 'ilike', contains(filter.search));
  if (filter.status) query = query.where('l.status', '=', filter.status);
  if (filter.expiresBefore) query = query.where('l.expiry_date', '<', filter.expiresBefore);
  return readPage<LotRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('l.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The lots of some ids, in any order. */
export async function lotsByIds(tx: Tx, ids: readonly string[]): Promise<LotRow[]> {
  const rows = await tx.db
    .selectFrom('lot as l')
    .select(columns)
    .where('l.org_id', '=', tx.orgId)
    .where('l.id', 'in', ids)
    .execute();
  return rows as LotRow[];
}
