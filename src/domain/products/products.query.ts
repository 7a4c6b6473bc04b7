import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import { contains } from '../text.rules.ts';
import type { ProductStatus } from './products.rules.ts';

/** A product as it is read. */
export interface ProductRow {
  id: string;
  globalSku: string;
  name: string;
  categoryId: string | null;
  unit: string;
  unitCost: string;
  safetyStock: string;
  reorderPoint: string;
  lotControlled: boolean;
  expiryControlled: boolean;
  barcode: string | null;
  packSize: string;
  status: ProductStatus;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the product list; all that are given must hold. */
export interface ProductFilter {
  search?: string | null;
  categoryId?: string | null;
  status?: ProductStatus | null;
  lotControlled?: boolean | null;
}

const orders = {
  globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
  name: { expression: sql.ref('p.name'), type: 'text' },
  updatedAt: { expression: sql.ref('p.updated_at'), type: 'timestamptz' },
} as const;

export type ProductSortField = keyof typeof orders;

const columns = [
  'p.id',
  'p.global_sku as globalSku',
  'p.name',
  'p.category_id as categoryId',
  'p.unit',
  'p.unit_cost as unitCost',
  'p.safety_stock as safetyStock',
  'p.reorder_point as reorderPoint',
  'p.lot_controlled as lotControlled',
  'p.expiry_controlled as expiryControlled',
  'p.barcode',
  'p.pack_size as packSize',
  'p.status',
  'p.created_at as createdAt',
  'p.updated_at as updatedAt',
  'p.version',
] as const;

/** A page of products. */
export function listProducts(
  tx: Tx,
  filter: ProductFilter,
  sort: Sort<ProductSortField>,
  page: PageRequest,
): Promise<Page<ProductRow>> {
  let query = tx.db.selectFrom('product as p').where('p.org_id', '=', tx.orgId);
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([
        where('p.name', 'ilike', pattern),
        where('p.global_sku', 'ilike', pattern),
        where('p.barcode', '=', filter.search ?? ''),
      ]),
    );
  }
  if (filter.categoryId)
    query = query.where('p.category_id', '=', referredId(tx, 'category', filter.categoryId));
  if (filter.status) query = query.where('p.status', '=', filter.status);
  if (filter.lotControlled != null) query = query.where('p.lot_controlled', '=', filter.lotControlled);
  return readPage<ProductRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('p.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The products of some ids, in any order. */
export async function productsByIds(tx: Tx, ids: readonly string[]): Promise<ProductRow[]> {
  const rows = await tx.db
    .selectFrom('product as p')
    .select(columns)
    .where('p.org_id', '=', tx.orgId)
    .where('p.id', 'in', ids)
    .execute();
  return rows as ProductRow[];
}
