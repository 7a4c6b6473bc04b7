import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage } from '../lists.query.ts';
import type { ActorType } from './audit.rules.ts';

/** What somebody did to a document. */
export interface AuditEntryRow {
  id: string;
  at: string;
  actorType: ActorType;
  actorId: string;
  requestId: string;
  action: string;
  documentType: string;
  documentId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Filters of the list; all that are given must hold. */
export interface AuditEntryFilter {
  documentType?: string | null;
  documentId?: string | null;
  action?: string | null;
  actorId?: string | null;
  requestId?: string | null;
  /** At this moment or later. */
  from?: string | null;
  /** Before this moment. */
  to?: string | null;
}

const columns = {
  documentType: 'e.document_type',
  documentId: 'e.document_id',
  action: 'e.action',
  actorId: 'e.actor_id',
  requestId: 'e.request_id',
} as const;

const newestFirst = {
  name: 'at',
  expression: sql.ref('e.at'),
  type: 'timestamptz',
  descending: true,
} as const;

/** A page of the audit trail, the newest entry first. */
export function listAuditEntries(
  tx: Tx,
  filter: AuditEntryFilter,
  page: PageRequest,
): Promise<Page<AuditEntryRow>> {
  let query = tx.db.selectFrom('audit_entry as e').where('e.org_id', '=', tx.orgId);
  for (const [name, column] of Object.entries(columns)) {
    const value = filter[name as keyof typeof columns];
    if (value != null) query = query.where(column, '=', value);
  }
  if (filter.from != null) query = query.where('e.at', '>=', filter.from);
  if (filter.to != null) query = query.where('e.at', '<', filter.to);
  const rows = query.select([
    'e.id',
    'e.at',
    'e.actor_type as actorType',
    'e.actor_id as actorId',
    'e.request_id as requestId',
    'e.action',
    'e.document_type as documentType',
    'e.document_id as documentId',
    'e.before',
    'e.after',
  ]);
  return readPage<AuditEntryRow>(
    { rows: rows as never, countable: query as never, id: sql.ref('e.id'), order: newestFirst },
    page,
  );
}
