import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import type { ActiveStatus } from '../master-data.rules.ts';
import { referredId } from '../references.query.ts';
import type { RequestDelivery } from '../stock-requests/deliveries.rules.ts';
import { contains } from '../text.rules.ts';
import type { LocationType } from './locations.rules.ts';

/** A location as it is read. */
export interface LocationRow {
  id: string;
  code: string;
  name: string;
  type: LocationType;
  parentId: string | null;
  timezone: string;
  allowNegativeStock: boolean;
  status: ActiveStatus;
  requestDelivery: RequestDelivery;
  costCentre: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface LocationFilter {
  search?: string | null;
  type?: LocationType | null;
  /** Id or code; null finds those at the top. */
  parentId?: string | null;
  status?: ActiveStatus | null;
}

const orders = {
  code: { expression: sql.ref('l.code'), type: 'text' },
  name: { expression: sql.ref('l.name'), type: 'text' },
  updatedAt: { expression: sql.ref('l.updated_at'), type: 'timestamptz' },
} as const;

export type LocationSortField = keyof typeof orders;

const columns = [
  'l.id',
  'l.code',
  'l.name',
  'l.type',
  'l.parent_id as parentId',
  'l.timezone',
  'l.allow_negative_stock as allowNegativeStock',
  'l.status',
  'l.request_delivery as requestDelivery',
  'l.cost_centre as costCentre',
  'l.created_at as createdAt',
  'l.updated_at as updatedAt',
  'l.version',
] as const;

/** A page of locations. */
export function listLocations(
  tx: Tx,
  filter: LocationFilter,
  sort: Sort<LocationSortField>,
  page: PageRequest,
): Promise<Page<LocationRow>> {
  let query = tx.db.selectFrom('location as l').where('l.org_id', '=', tx.orgId);
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([where('l.code', 'ilike', pattern), where('l.name', 'ilike', pattern)]),
    );
  }
  if (filter.type) query = query.where('l.type', '=', filter.type);
  if (filter.status) query = query.where('l.status', '=', filter.status);
  if (filter.parentId === null) query = query.where('l.parent_id', 'is', null);
  if (filter.parentId) query = query.where('l.parent_id', '=', referredId(tx, 'location', filter.parentId));
  return readPage<LocationRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('l.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The locations of some ids, in any order. */
export async function locationsByIds(tx: Tx, ids: readonly string[]): Promise<LocationRow[]> {
  const rows = await tx.db
    .selectFrom('location as l')
    .select(columns)
    .where('l.org_id', '=', tx.orgId)
    .where('l.id', 'in', ids)
    .execute();
  return rows as LocationRow[];
}
