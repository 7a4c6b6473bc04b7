import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DomainError } from '../domain/errors.rules.ts';
import type { Tx } from '../platform/database/transaction.ts';

/** How long the answer to a key is kept. */
const KEEP_HOURS = 48;

/** What a write is known by when it is sent again. */
export interface IdempotencyClaim {
  key: string;
  caller: string;
  requestHash: string;
}

/** A hash of everything that makes two requests the same; the order of an object's fields is not part of it. */
export function requestHash(parts: unknown): string {
  const canonical = JSON.stringify(parts, (_field, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(canonical).digest('base64url');
}

/**
 * Claims a key in the transaction of the write. A copy that arrives meanwhile waits here until this transaction
 * ends, on whichever server it runs.
 * @returns the stored answer of an earlier request with this key, or `null` when the key is ours now.
 * @throws IDEMPOTENCY_KEY_REUSED when the key was used for another request or by another caller.
 */
export async function claimKey(tx: Tx, claim: IdempotencyClaim, now: Date): Promise<string | null> {
  const moment = now.toISOString();
  const claimed = await sql`
    insert into idempotency_record as r (org_id, id, caller, request_hash, created_at, expires_at)
    values (${tx.orgId}, ${claim.key}, ${claim.caller}, ${claim.requestHash}, ${moment}::timestamptz,
            ${moment}::timestamptz + make_interval(hours => ${KEEP_HOURS}))
    on conflict (org_id, id) do update set caller = excluded.caller, request_hash = excluded.request_hash, answer = null,
        created_at = excluded.created_at, expires_at = excluded.expires_at
      where r.expires_at <= ${moment}::timestamptz
    returning 1`.execute(tx.db);
  if (claimed.rows.length > 0) return null;
  const { rows } = await sql<{ caller: string; request_hash: string; answer: string }>`
    select caller, request_hash, answer from idempotency_record where org_id = ${tx.orgId} and id = ${claim.key}`.execute(
    tx.db,
  );
  const earlier = rows[0];
  if (!earlier || earlier.caller !== claim.caller || earlier.request_hash !== claim.requestHash) {
    throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request', {
      idempotencyKey: claim.key,
    });
  }
  return earlier.answer;
}

/** Keeps the answer with the key, in the transaction of the effect. */
export async function storeAnswer(tx: Tx, key: string, answer: string): Promise<void> {
  await sql`update idempotency_record set answer = ${answer} where org_id = ${tx.orgId} and id = ${key}`.execute(
    tx.db,
  );
}
