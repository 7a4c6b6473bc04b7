import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { type ApiKeyFields, checkApiKeyFields } from './api-key-fields.command.ts';
import { type ApiKeyReference, checkStatus, lockApiKey } from './lock-api-key.command.ts';

/** What is to be changed of a key; what is left out stays. */
export interface UpdateApiKeyInput extends ApiKeyReference, ApiKeyFields {}

/** What the command is told of permissions, which it does not know. */
export interface ScopeRules {
  isKnownScope(scope: string): boolean;
  /** @throws FORBIDDEN when the caller has less than these. */
  checkGrant(scopes: readonly string[]): void;
}

/**
 * Changes a key: every gateway follows within 5 seconds. Who changes a key must have all that it may do, before and after:
 * else a weaker caller could lengthen the life of a stronger key, or open it to other addresses.
 * @throws NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION (it was revoked), FORBIDDEN
 */
export async function updateApiKey(
  command: Command,
  input: UpdateApiKeyInput,
  rules: ScopeRules,
): Promise<void> {
  const { tx, now } = command;
  checkApiKeyFields(input, now, rules.isKnownScope);
  const key = await lockApiKey(command, input);
  checkStatus(key, 'ACTIVE', 'EXPIRED');
  rules.checkGrant([...key.scopes, ...(input.scopes ?? [])]);
  const before = { name: key.name, scopes: key.scopes, expiresAt: key.expiresAt, ipRanges: key.ipRanges };
  const after = {
    name: input.name ?? key.name,
    scopes: input.scopes ?? key.scopes,
    // null says something here: never, and from anywhere
    expiresAt: input.expiresAt === undefined ? key.expiresAt : input.expiresAt,
    ipRanges: input.ipRanges === undefined ? key.ipRanges : (input.ipRanges ?? []),
  };
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  await sql`
    update api_key set name = ${after.name}, scopes = ${after.scopes}::text[], expires_at = ${after.expiresAt}::timestamptz,
      ip_ranges = ${after.ipRanges}::text[], updated_at = ${now.toISOString()}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${key.id}`.execute(tx.db);
  command.record({
    action: 'api-key.update',
    documentType: 'ApiKey',
    documentId: key.id,
    before,
    after,
    event: 'api-key.updated',
  });
}
