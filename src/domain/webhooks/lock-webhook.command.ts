import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import type { WebhookStatus } from './webhooks.rules.ts';

/** A webhook as a write needs it. */
export interface LockedWebhook {
  id: string;
  url: string;
  description: string | null;
  eventTypes: string[];
  status: WebhookStatus;
  secret: string;
  version: number;
}

/** Locks a webhook. @throws NOT_FOUND, VERSION_CONFLICT */
export async function lockWebhook(
  { tx }: Command,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null | undefined },
): Promise<LockedWebhook> {
  const { rows } = await sql<LockedWebhook>`
    select id, url, description, event_types as "eventTypes", status, secret, version from webhook
    where org_id = ${tx.orgId} and id = ${id} for no key update`.execute(tx.db);
  const webhook = rows[0];
  if (!webhook) throw refusedField('NOT_FOUND', 'id', 'there is no such webhook');
  if (expectedVersion != null && expectedVersion !== webhook.version)
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the webhook has version ${webhook.version} by now`,
      { currentVersion: webhook.version },
    );
  return webhook;
}
