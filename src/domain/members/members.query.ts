import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { contains } from '../text.rules.ts';
import type { MemberRole, MemberStatus } from './roles.rules.ts';

/** A member as it is read. */
export interface MemberRow {
  id: string;
  name: string;
  email: string;
  subject: string;
  role: MemberRole;
  status: MemberStatus;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  removedAt: string | null;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface MemberFilter {
  search?: string | null;
  status?: MemberStatus | null;
  role?: MemberRole | null;
}

const orders = {
  name: { expression: sql.ref('m.name'), type: 'text' },
  createdAt: { expression: sql.ref('m.created_at'), type: 'timestamptz' },
} as const;

export type MemberSortField = keyof typeof orders;

const columns = [
  'm.id',
  'm.name',
  'm.email',
  'm.subject',
  'm.role',
  'm.status',
  'm.created_by as createdBy',
  'm.created_at as createdAt',
  'm.updated_at as updatedAt',
  'm.removed_at as removedAt',
  'm.version',
] as const;

/** A page of members, also of those who were removed. */
export function listMembers(
  tx: Tx,
  { search, status, role }: MemberFilter,
  sort: Sort<MemberSortField>,
  page: PageRequest,
): Promise<Page<MemberRow>> {
  let query = tx.db.selectFrom('member as m').where('m.org_id', '=', tx.orgId);
  if (search) {
    const pattern = contains(search);
    query = query.where((where) =>
      where.or([where('m.name', 'ilike', pattern), where('m.email', 'ilike', pattern)]),
    );
  }
  if (status) query = query.where('m.status', '=', status);
  if (role) query = query.where('m.role', '=', role);
  return readPage<MemberRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('m.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The members of some ids, in any order. */
export async function membersByIds(tx: Tx, ids: readonly string[]): Promise<MemberRow[]> {
  const rows = await tx.db
    .selectFrom('member as m')
    .select(columns)
    .where('m.org_id', '=', tx.orgId)
    .where('m.id', 'in', ids)
    .execute();
  return rows as MemberRow[];
}
