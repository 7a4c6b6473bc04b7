import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Problems } from '../errors.rules.ts';
import { lockWebhook } from './lock-webhook.command.ts';
import { checkWebhook, type WebhookFields, type WebhookStatus } from './webhooks.rules.ts';

/** What is to be changed of a webhook; what is left out stays as it is. */
export interface UpdateWebhookInput extends WebhookFields {
  id: string;
  status?: WebhookStatus | null;
  expectedVersion?: number | null;
}

/**
 * Changes a webhook. Switched on again it goes on with what is still pending; what happened while it was off is not told.
 * @throws NOT_FOUND, VERSION_CONFLICT
 */
export async function updateWebhook(
  command: Command,
  input: UpdateWebhookInput,
  refusalOf: (url: string) => string | null,
): Promise<void> {
  const problems = new Problems();
  checkWebhook(problems, input, refusalOf);
  problems.throwIfAny();
  const { tx, now, record } = command;
  const before = await lockWebhook(command, input);
  const after = {
    url: input.url ?? before.url,
    eventTypes: input.eventTypes ?? before.eventTypes,
    description: input.description === undefined ? before.description : input.description,
    status: input.status ?? before.status,
  };
  const reason = after.status === 'DISABLED' ? 'switched off' : null;
  const renewed = after.status !== before.status || after.url !== before.url;
  await sql`
    update webhook set url = ${after.url}, event_types = ${after.eventTypes}::text[], description = ${after.description},
      status = ${after.status}, disabled_reason = case when ${after.status} = status then disabled_reason else ${reason} end,
      failing_since = case when ${renewed} then null else failing_since end,
      updated_at = ${now.toISOString()}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${before.id}`.execute(tx.db);
  const { url, eventTypes, description, status } = before;
  record({
    action: 'webhook.update',
    documentType: 'Webhook',
    documentId: before.id,
    before: { url, eventTypes, description, status },
    after,
    event: 'webhook.changed',
  });
}

/** Gives a webhook a new secret; for a while what is sent is signed with the old one as well. @throws NOT_FOUND */
export async function rotateWebhookSecret(
  command: Command,
  { id, overlapMinutes }: { id: string; overlapMinutes: number },
  sealed: string,
): Promise<void> {
  const problems = new Problems();
  problems.check(overlapMinutes >= 0 && overlapMinutes <= 43_200, 'overlapMinutes', 'must be 0 to 43200');
  problems.throwIfAny();
  const { tx, now, record } = command;
  const { secret } = await lockWebhook(command, { id });
  const until = overlapMinutes === 0 ? null : new Date(now.getTime() + overlapMinutes * 60_000).toISOString();
  await sql`
    update webhook set secret = ${sealed}, previous_secret = ${until ? secret : null}, previous_secret_until = ${until}::timestamptz,
      updated_at = ${now.toISOString()}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
  record({
    action: 'webhook.rotate-secret',
    documentType: 'Webhook',
    documentId: id,
    after: { previousSecretUntil: until },
    event: 'webhook.secret-rotated',
  });
}

/** Deletes a webhook with its deliveries. @throws NOT_FOUND */
export async function deleteWebhook(command: Command, id: string): Promise<void> {
  const { tx, record } = command;
  const { url, eventTypes, description, status } = await lockWebhook(command, { id });
  await sql`delete from webhook_delivery where org_id = ${tx.orgId} and webhook_id = ${id}`.execute(tx.db);
  await sql`delete from webhook where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
  record({
    action: 'webhook.delete',
    documentType: 'Webhook',
    documentId: id,
    before: { url, eventTypes, description, status },
    event: 'webhook.deleted',
  });
}
