import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, sortOrder } from '../lists.query.ts';
import type { DeliveryStatus } from './webhooks.rules.ts';

/** The telling of an event, as it is read. */
export interface DeliveryRow {
  id: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  documentType: string;
  documentId: string;
  status: DeliveryStatus;
  attempts: number;
  nextAttemptAt: string | null;
  lastAttemptAt: string | null;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: string | null;
  createdAt: string;
}

/** Filters of the list; all that are given must hold. */
export interface DeliveryFilter {
  webhookId?: string | null;
  status?: DeliveryStatus | null;
  eventType?: string | null;
}

const orders = { createdAt: { expression: sql.ref('d.created_at'), type: 'timestamptz' } } as const;

const columns = [
  'd.id',
  'd.webhook_id as webhookId',
  'd.event_id as eventId',
  'e.type as eventType',
  'e.document_type as documentType',
  'e.document_id as documentId',
  'd.status',
  'd.attempts',
  'd.next_attempt_at as nextAttemptAt',
  'd.last_attempt_at as lastAttemptAt',
  'd.last_status as lastStatus',
  'd.last_error as lastError',
  'd.delivered_at as deliveredAt',
  'd.created_at as createdAt',
] as const;

const deliveries = (tx: Tx) =>
  tx.db
    .selectFrom('webhook_delivery as d')
    .innerJoin('outbox_event as e', (join) =>
      join.onRef('e.org_id', '=', 'd.org_id').onRef('e.id', '=', 'd.event_id'),
    )
    .where('d.org_id', '=', tx.orgId);

/** A page of deliveries, the newest first. */
export function listDeliveries(
  tx: Tx,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<DeliveryRow>> {
  let query = deliveries(tx);
  if (filter.webhookId) query = query.where('d.webhook_id', '=', filter.webhookId);
  if (filter.status) query = query.where('d.status', '=', filter.status);
  if (filter.eventType) query = query.where('e.type', '=', filter.eventType);
  return readPage<DeliveryRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('d.id'),
      order: sortOrder(orders, { field: 'createdAt', direction: 'DESC' }),
    },
    page,
  );
}

/** One delivery, or `null`. */
export async function findDelivery(tx: Tx, id: string): Promise<DeliveryRow | null> {
  const row = await deliveries(tx).select(columns).where('d.id', '=', id).executeTakeFirst();
  return (row as DeliveryRow | undefined) ?? null;
}
