import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { LEASE_MS } from './webhooks.rules.ts';

/** A webhook as it is called. */
export interface CalledWebhook {
  url: string;
  /** Sealed; the second one is that before the last rotation, while it still holds. */
  secrets: string[];
  failingSince: string | null;
  organizationId: string;
}

/** A delivery that this process is to try now. */
export interface ClaimedDelivery {
  id: string;
  /** How many attempts there were, with this one. */
  attempts: number;
  eventId: string;
  type: string;
  documentType: string;
  documentId: string;
  payload: Record<string, unknown>;
  createdAt: string;
}

/** An active webhook; `null` where there is none any more. */
export async function calledWebhook(tx: Tx, id: string, now: Date): Promise<CalledWebhook | null> {
  const { rows } = await sql<CalledWebhook>`
    select w.url, w.failing_since as "failingSince", o.id as "organizationId",
      array_remove(array[w.secret, case when w.previous_secret_until > ${now.toISOString()}::timestamptz then w.previous_secret end], null)
        as secrets
    from webhook w join organization o on o.org_id = w.org_id
    where w.org_id = ${tx.orgId} and w.id = ${id} and w.status = 'ACTIVE'`.execute(tx.db);
  return rows[0] ?? null;
}

/**
 * Takes deliveries that are due and that nobody else has: until the lease ends no other process tries them. A process that
 * is killed loses nothing; what it had is due again when its lease is over.
 */
export async function claimDeliveries(
  tx: Tx,
  webhookId: string,
  now: Date,
  most: number,
): Promise<ClaimedDelivery[]> {
  const moment = now.toISOString();
  const lease = new Date(now.getTime() + LEASE_MS).toISOString();
  const { rows } = await sql<ClaimedDelivery>`
    with due as (
      select d.id from webhook_delivery d
      where d.org_id = ${tx.orgId} and d.webhook_id = ${webhookId} and d.status = 'PENDING' and d.next_attempt_at <= ${moment}::timestamptz
      order by d.next_attempt_at, d.id limit ${sql.lit(most)} for update skip locked
    ), claimed as (
      update webhook_delivery d set attempts = d.attempts + 1, next_attempt_at = ${lease}::timestamptz, last_attempt_at = ${moment}::timestamptz
      from due where d.org_id = ${tx.orgId} and d.id = due.id
      returning d.org_id, d.id, d.attempts, d.event_id)
    select c.id, c.attempts, e.id as "eventId", e.type, e.document_type as "documentType", e.document_id as "documentId", e.payload,
      e.created_at as "createdAt"
    from claimed c join outbox_event e on e.org_id = c.org_id and e.id = c.event_id
    order by e.seq`.execute(tx.db);
  return rows;
}
