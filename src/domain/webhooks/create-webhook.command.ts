import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { DomainError, Problems } from '../errors.rules.ts';
import { checkWebhook, MAX_WEBHOOKS } from './webhooks.rules.ts';

/** A webhook to be made. */
export interface CreateWebhookInput {
  url: string;
  eventTypes: string[];
  description?: string | null;
}

/** Makes a webhook; it is told of what happens from now on. @param seal makes what is stored of its secret. */
export async function createWebhook(
  { tx, now, doer, record }: Command,
  input: CreateWebhookInput,
  seal: (id: string) => string,
  refusalOf: (url: string) => string | null,
): Promise<{ id: string }> {
  const problems = new Problems();
  checkWebhook(problems, input, refusalOf);
  problems.throwIfAny();
  const { url, eventTypes, description = null } = input;
  const { rows } = await sql<{ webhooks: number }>`
    select count(*)::integer as webhooks from webhook where org_id = ${tx.orgId}`.execute(tx.db);
  if ((rows[0]?.webhooks ?? 0) >= MAX_WEBHOOKS)
    throw new DomainError('DUPLICATE', `An organization has at most ${MAX_WEBHOOKS} webhooks`, {
      allowed: MAX_WEBHOOKS,
    });
  const id = newId('whk');
  const moment = now.toISOString();
  await sql`
    insert into webhook (org_id, id, url, description, event_types, status, secret, created_by, created_at, updated_at)
    values (${tx.orgId}, ${id}, ${url}, ${description}, ${eventTypes}::text[], 'ACTIVE', ${seal(id)}, ${doer.id},
      ${moment}::timestamptz, ${moment}::timestamptz)`.execute(tx.db);
  record({
    action: 'webhook.create',
    documentType: 'Webhook',
    documentId: id,
    after: { url, eventTypes, description },
    event: 'webhook.created',
  });
  return { id };
}
