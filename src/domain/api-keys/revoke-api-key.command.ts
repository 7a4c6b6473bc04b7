import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { type ApiKeyReference, lockApiKey } from './lock-api-key.command.ts';

/**
 * Revokes an API key for good, with all of its secrets; every gateway refuses it within 5 seconds. One that is revoked
 * already stays as it is.
 * @throws NOT_FOUND, VERSION_CONFLICT
 */
export async function revokeApiKey(command: Command, input: ApiKeyReference): Promise<void> {
  const { tx, now } = command;
  const moment = now.toISOString();
  const key = await lockApiKey(command, input);
  if (key.status === 'REVOKED') return;
  await sql`
    update api_key set status = 'REVOKED', revoked_at = ${moment}::timestamptz, updated_at = ${moment}::timestamptz,
      replaced_hash = null, replaced_until = null, version = version + 1
    where org_id = ${tx.orgId} and id = ${key.id}`.execute(tx.db);
  command.record({
    action: 'api-key.revoke',
    documentType: 'ApiKey',
    documentId: key.id,
    before: { status: key.status },
    after: { status: 'REVOKED' },
    event: 'api-key.revoked',
  });
}
