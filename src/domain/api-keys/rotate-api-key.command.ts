import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Problems } from '../errors.rules.ts';
import { type ApiKeyReference, checkStatus, lockApiKey } from './lock-api-key.command.ts';

const DAY_MINUTES = 24 * 60;
const MOST_MINUTES = 30 * DAY_MINUTES;

/** Which key gets another secret, and how long the one it has goes on working. */
export interface RotateApiKeyInput extends ApiKeyReference {
  /** Left out: a day. 0: it is refused at once. */
  overlapMinutes?: number | null;
}

/** How the caller makes a secret for a public part. */
type MakeSecret = (publicPart: string) => { plaintextKey: string; last4: string; secretHash: string };

/**
 * Gives a key another secret. The key stays the same (its id, scopes, limits and what it made); the old secret goes on
 * working for a while, so that whoever uses it can change over. A secret older than that one ends now.
 * @returns the key as it is to be sent from now on: kept nowhere
 * @throws NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION (it was revoked, or has expired), FORBIDDEN (the new secret would
 *   give the caller more than it has)
 */
export async function rotateApiKey(
  command: Command,
  input: RotateApiKeyInput,
  makeSecret: MakeSecret,
  checkGrant: (scopes: readonly string[]) => void,
): Promise<{ plaintextKey: string }> {
  const { tx, now } = command;
  const minutes = input.overlapMinutes ?? DAY_MINUTES;
  const problems = new Problems();
  const fits = minutes >= 0 && minutes <= MOST_MINUTES;
  problems.check(fits, 'overlapMinutes', `must be 0 to ${MOST_MINUTES} (30 days)`);
  problems.throwIfAny();
  const key = await lockApiKey(command, input);
  checkStatus(key, 'ACTIVE');
  checkGrant(key.scopes);
  const { plaintextKey, last4, secretHash } = makeSecret(key.publicPart);
  const overlapUntil = minutes === 0 ? null : new Date(now.getTime() + minutes * 60_000).toISOString();
  await sql`
    update api_key set replaced_hash = case when ${overlapUntil}::timestamptz is not null then secret_hash end,
      replaced_until = ${overlapUntil}::timestamptz, secret_hash = ${secretHash}, last4 = ${last4},
      updated_at = ${now.toISOString()}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${key.id}`.execute(tx.db);
  command.record({
    action: 'api-key.rotate',
    documentType: 'ApiKey',
    documentId: key.id,
    before: { last4: key.last4 },
    after: { last4, overlapUntil },
    event: 'api-key.rotated',
  });
  return { plaintextKey };
}
