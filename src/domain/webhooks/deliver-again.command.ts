import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import { lockWebhook } from './lock-webhook.command.ts';

/** Sends an event to a webhook again, now: one that was given up, that waits for its next attempt or that arrived. */
export async function retryWebhookDelivery({ tx, now, record }: Command, id: string): Promise<void> {
  const { rows } = await sql<{ status: string; webhookId: string; eventId: string }>`
    select d.status, d.webhook_id as "webhookId", d.event_id as "eventId" from webhook_delivery d
    where d.org_id = ${tx.orgId} and d.id = ${id} for update`.execute(tx.db);
  const delivery = rows[0];
  if (!delivery) throw refusedField('NOT_FOUND', 'id', 'there is no such delivery');
  // the count begins anew, so that it gets all its attempts
  await sql`
    update webhook_delivery set status = 'PENDING', attempts = 0, next_attempt_at = ${now.toISOString()}::timestamptz,
      delivered_at = null
    where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
  record({
    action: 'webhook.retry',
    documentType: 'WebhookDelivery',
    documentId: id,
    before: { status: delivery.status },
    after: { status: 'PENDING', webhookId: delivery.webhookId, eventId: delivery.eventId },
  });
}

/** Sends a `webhook.test` event to one webhook, whatever it listens to. @returns the id of the delivery. */
export async function testWebhook(command: Command, id: string): Promise<{ id: string }> {
  const { tx, now, doer, record } = command;
  const webhook = await lockWebhook(command, { id });
  if (webhook.status !== 'ACTIVE') throw refusedField('INACTIVE', 'id', 'the webhook is switched off');
  const eventId = newId('evt');
  const deliveryId = newId('whd');
  const moment = now.toISOString();
  const payload = JSON.stringify({ webhookId: id, by: doer.id });
  await sql`
    with told as (
      insert into outbox_event (org_id, id, type, document_type, document_id, payload, created_at)
      values (${tx.orgId}, ${eventId}, 'webhook.test', 'Webhook', ${id}, ${payload}::jsonb, ${moment}::timestamptz))
    insert into webhook_delivery (org_id, id, webhook_id, event_id, status, attempts, next_attempt_at, created_at)
    values (${tx.orgId}, ${deliveryId}, ${id}, ${eventId}, 'PENDING', 0, ${moment}::timestamptz, ${moment}::timestamptz)`.execute(
    tx.db,
  );
  record({
    action: 'webhook.test',
    documentType: 'Webhook',
    documentId: id,
    after: { deliveryId, eventId },
  });
  return { id: deliveryId };
}
