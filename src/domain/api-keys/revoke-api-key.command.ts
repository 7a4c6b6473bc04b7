import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';

/**
 * Revokes an API key for good; every gateway refuses it within 5 seconds. One that is revoked already stays as it is.
 * @throws NOT_FOUND
 */
export async function revokeApiKey({ tx, now, record }: Command, id: string): Promise<void> {
  const moment = now.toISOString();
  const { rows } = await sql<{ status: string }>`
    select status from api_key where org_id = ${tx.orgId} and id = ${id} for no key update`.execute(tx.db);
  const key = rows[0];
  if (!key) throw refusedField('NOT_FOUND', 'id', 'there is no such API key');
  if (key.status === 'REVOKED') return;
  await sql`
    update api_key set status = 'REVOKED', revoked_at = ${moment}::timestamptz, updated_at = ${moment}::timestamptz,
      version = version + 1
    where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
  record({
    action: 'api-key.revoke',
    documentType: 'ApiKey',
    documentId: id,
    before: { status: key.status },
    after: { status: 'REVOKED' },
    event: 'api-key.revoked',
  });
}
