import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import { contains } from '../text.rules.ts';

/** A category as it is read. */
export interface CategoryRow {
  id: string;
  name: string;
  parentId: string | null;
  path: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface CategoryFilter {
  search?: string | null;
  /** Id or path of the parent; null finds those at the top. */
  parentId?: string | null;
}

const orders = {
  path: { expression: sql.ref('c.path'), type: 'text' },
  name: { expression: sql.ref('c.name'), type: 'text' },
  updatedAt: { expression: sql.ref('c.updated_at'), type: 'timestamptz' },
} as const;

export type CategorySortField = keyof typeof orders;

const columns = [
  'c.id',
  'c.name',
  'c.parent_id as parentId',
  'c.path',
  'c.created_at as createdAt',
  'c.updated_at as updatedAt',
  'c.version',
] as const;

/** A page of categories. */
export function listCategories(
  tx: Tx,
  filter: CategoryFilter,
  sort: Sort<CategorySortField>,
  page: PageRequest,
): Promise<Page<CategoryRow>> {
  let query = tx.db.selectFrom('category as c').where('c.org_id', '=', tx.orgId);
  if (filter.search) query = query.where('c.path', 'ilike', contains(filter.search));
  if (filter.parentId === null) query = query.where('c.parent_id', 'is', null);
  if (filter.parentId) query = query.where('c.parent_id', '=', referredId(tx, 'category', filter.parentId));
  return readPage<CategoryRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('c.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The categories of some ids, in any order. */
export async function categoriesByIds(tx: Tx, ids: readonly string[]): Promise<CategoryRow[]> {
  return tx.db
    .selectFrom('category as c')
    .select(columns)
    .where('c.org_id', '=', tx.orgId)
    .where('c.id', 'in', ids)
    .execute();
}
