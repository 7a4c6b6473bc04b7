import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { contains } from '../text.rules.ts';
import type { ReasonDirection } from './reason-codes.rules.ts';

/** A reason code as it is read. */
export interface ReasonCodeRow {
  id: string;
  code: string;
  name: string;
  direction: ReasonDirection;
  requiresNotes: boolean;
  active: boolean;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface ReasonCodeFilter {
  active?: boolean | null;
  direction?: ReasonDirection | null;
  search?: string | null;
}

const orders = {
  code: { expression: sql.ref('r.code'), type: 'text' },
  name: { expression: sql.ref('r.name'), type: 'text' },
  updatedAt: { expression: sql.ref('r.updated_at'), type: 'timestamptz' },
} as const;

export type ReasonCodeSortField = keyof typeof orders;

const columns = [
  'r.id',
  'r.code',
  'r.name',
  'r.direction',
  'r.requires_notes as requiresNotes',
  'r.active',
  'r.created_at as createdAt',
  'r.updated_at as updatedAt',
  'r.version',
] as const;

/** A page of reason codes. */
export function listReasonCodes(
  tx: Tx,
  filter: ReasonCodeFilter,
  sort: Sort<ReasonCodeSortField>,
  page: PageRequest,
): Promise<Page<ReasonCodeRow>> {
  let query = tx.db.selectFrom('reason_code as r').where('r.org_id', '=', tx.orgId);
  if (filter.active != null) query = query.where('r.active', '=', filter.active);
  if (filter.direction) query = query.where('r.direction', '=', filter.direction);
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([where('r.code', 'ilike', pattern), where('r.name', 'ilike', pattern)]),
    );
  }
  return readPage<ReasonCodeRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('r.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}
