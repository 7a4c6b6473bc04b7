import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { contains } from '../text.rules.ts';
import type { WebhookStatus } from './webhooks.rules.ts';

/** A webhook as it is read: never its secret. */
export interface WebhookRow {
  id: string;
  url: string;
  description: string | null;
  eventTypes: string[];
  status: WebhookStatus;
  disabledReason: string | null;
  failingSince: string | null;
  previousSecretUntil: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface WebhookFilter {
  search?: string | null;
  status?: WebhookStatus | null;
}

const orders = {
  createdAt: { expression: sql.ref('w.created_at'), type: 'timestamptz' },
  url: { expression: sql.ref('w.url'), type: 'text' },
} as const;

export type WebhookSortField = keyof typeof orders;

const columns = [
  'w.id',
  'w.url',
  'w.description',
  'w.event_types as eventTypes',
  'w.status',
  'w.disabled_reason as disabledReason',
  'w.failing_since as failingSince',
  'w.previous_secret_until as previousSecretUntil',
  'w.created_by as createdBy',
  'w.created_at as createdAt',
  'w.updated_at as updatedAt',
  'w.version',
] as const;

/** A page of webhooks. */
export function listWebhooks(
  tx: Tx,
  filter: WebhookFilter,
  sort: Sort<WebhookSortField>,
  page: PageRequest,
): Promise<Page<WebhookRow>> {
  let query = tx.db.selectFrom('webhook as w').where('w.org_id', '=', tx.orgId);
  if (filter.search) {
    const pattern = contains(filter.search);
    query = query.where((where) =>
      where.or([where('w.url', 'ilike', pattern), where('w.description', 'ilike', pattern)]),
    );
  }
  if (filter.status) query = query.where('w.status', '=', filter.status);
  return readPage<WebhookRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('w.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The webhooks of some ids, in any order. */
export async function webhooksByIds(tx: Tx, ids: readonly string[]): Promise<WebhookRow[]> {
  const rows = await tx.db
    .selectFrom('webhook as w')
    .select(columns)
    .where('w.org_id', '=', tx.orgId)
    .where('w.id', 'in', ids)
    .execute();
  return rows as WebhookRow[];
}
