import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import type { ActiveStatus } from '../master-data.rules.ts';
import { contains } from '../text.rules.ts';
import type { ChannelType } from './channels.rules.ts';

/** A channel as it is read. */
export interface ChannelRow {
  id: string;
  code: string;
  name: string;
  type: ChannelType;
  status: ActiveStatus;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface ChannelFilter {
  search?: string | null;
  type?: ChannelType | null;
  status?: ActiveStatus | null;
}

const orders = {
  code: { expression: sql.ref('c.code'), type: 'text' },
  name: { expression: sql.ref('c.name'), type: 'text' },
  updatedAt: { expression: sql.ref('c.updated_at'), type: 'timestamptz' },
} as const;

export type ChannelSortField = keyof typeof orders;

const columns = [
  'c.id',
  'c.code',
  'c.name',
  'c.type',
  'c.status',
  'c.created_at as createdAt',
  'c.updated_at as updatedAt',
  'c.version',
] as const;

/** A page of channels. */
export function listChannels(
  tx: Tx,
  filter: ChannelFilter,
  sort: Sort<ChannelSortField>,
  page: PageRequest,
): Promise<Page<ChannelRow>> {
  let query = tx.db.selectFrom('channel as c').where('c.org_id', '=', tx.orgId);
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([where('c.code', 'ilike', pattern), where('c.name', 'ilike', pattern)]),
    );
  }
  if (filter.type) query = query.where('c.type', '=', filter.type);
  if (filter.status) query = query.where('c.status', '=', filter.status);
  return readPage<ChannelRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('c.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The channels of some ids, in any order. */
export async function channelsByIds(tx: Tx, ids: readonly string[]): Promise<ChannelRow[]> {
  const rows = await tx.db
    .selectFrom('channel as c')
    .select(columns)
    .where('c.org_id', '=', tx.orgId)
    .where('c.id', 'in', ids)
    .execute();
  return rows as ChannelRow[];
}
