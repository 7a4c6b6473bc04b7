import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import type { ActiveStatus } from '../master-data.rules.ts';
import { referredId } from '../references.query.ts';
import { contains } from '../text.rules.ts';
import type { BinType } from './bins.rules.ts';

/** A bin as it is read. */
export interface BinRow {
  id: string;
  locationId: string;
  code: string;
  name: string;
  zone: string | null;
  type: BinType;
  blocked: boolean;
  status: ActiveStatus;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface BinFilter {
  /** Id or code. */
  locationId?: string | null;
  search?: string | null;
  zone?: string | null;
  type?: BinType | null;
  blocked?: boolean | null;
  status?: ActiveStatus | null;
}

const orders = {
  code: { expression: sql.ref('b.code'), type: 'text' },
  name: { expression: sql.ref('b.name'), type: 'text' },
  zone: { expression: sql`coalesce(b.zone, '')`, type: 'text' },
  updatedAt: { expression: sql.ref('b.updated_at'), type: 'timestamptz' },
} as const;

export type BinSortField = keyof typeof orders;

const columns = [
  'b.id',
  'b.location_id as locationId',
  'b.code',
  'b.name',
  'b.zone',
  'b.type',
  'b.blocked',
  'b.status',
  'b.created_at as createdAt',
  'b.updated_at as updatedAt',
  'b.version',
] as const;

/** A page of bins. */
export function listBins(
  tx: Tx,
  filter: BinFilter,
  sort: Sort<BinSortField>,
  page: PageRequest,
): Promise<Page<BinRow>> {
  let query = tx.db.selectFrom('bin as b').where('b.org_id', '=', tx.orgId);
  if (filter.locationId)
    query = query.where('b.location_id', '=', referredId(tx, 'location', filter.locationId));
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([where('b.code', 'ilike', pattern), where('b.name', 'ilike', pattern)]),
    );
  }
  if (filter.zone) query = query.where('b.zone', '=', filter.zone);
  if (filter.type) query = query.where('b.type', '=', filter.type);
  if (filter.blocked != null) query = query.where('b.blocked', '=', filter.blocked);
  if (filter.status) query = query.where('b.status', '=', filter.status);
  return readPage<BinRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('b.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The bins of some ids, in any order. */
export async function binsByIds(tx: Tx, ids: readonly string[]): Promise<BinRow[]> {
  const rows = await tx.db
    .selectFrom('bin as b')
    .select(columns)
    .where('b.org_id', '=', tx.orgId)
    .where('b.id', 'in', ids)
    .execute();
  return rows as BinRow[];
}

/** The first bins of each of some locations in the order of their codes, `most` of each. */
export async function firstBinsOfLocations(
  tx: Tx,
  locationIds: readonly string[],
  most: number,
): Promise<BinRow[]> {
  const rows = await tx.db
    .selectFrom(sql<{ id: string }>`unnest(${locationIds}::text[])`.as<'l'>(sql`l(id)`))
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('bin as b')
          .select(columns)
          .where('b.org_id', '=', tx.orgId)
          .whereRef('b.location_id', '=', sql.ref('l.id'))
          .orderBy('b.code')
          .limit(sql.lit(most))
          .as('b'),
      (join) => join.onTrue(),
    )
    .selectAll('b')
    .orderBy('b.code')
    .execute();
  return rows as BinRow[];
}
