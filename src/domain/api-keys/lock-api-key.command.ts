import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, refusedField } from '../errors.rules.ts';
import type { ApiKeyStatus } from './api-keys.rules.ts';

/** An API key, and the version that a change of it is based on. */
export interface ApiKeyReference {
  id: string;
  expectedVersion?: number | null;
}

/** A key that is about to be changed; never its secret. */
export interface LockedApiKey {
  id: string;
  publicPart: string;
  name: string;
  last4: string;
  scopes: string[];
  status: ApiKeyStatus;
  expiresAt: string | null;
  ipRanges: string[];
  version: number;
}

/** Locks a key. @throws NOT_FOUND, VERSION_CONFLICT */
export async function lockApiKey(
  { tx, now }: Command,
  { id, expectedVersion }: ApiKeyReference,
): Promise<LockedApiKey> {
  const { rows } = await sql<LockedApiKey>`
    select id, public_part as "publicPart", name, last4, scopes, expires_at as "expiresAt", ip_ranges as "ipRanges", version,
      case when status = 'ACTIVE' and expires_at <= ${now.toISOString()}::timestamptz then 'EXPIRED' else status end as status
    from api_key where org_id = ${tx.orgId} and id = ${id} for no key update`.execute(tx.db);
  const [key] = rows;
  if (!key) throw refusedField('NOT_FOUND', 'id', 'there is no such API key');
  if (expectedVersion != null && expectedVersion !== key.version) {
    const message = `the API key has version ${key.version} by now`;
    throw refusedField('VERSION_CONFLICT', 'expectedVersion', message, { currentVersion: key.version });
  }
  return key;
}

/** @throws INVALID_TRANSITION when the key is in none of the states in which something may be done. */
export function checkStatus({ status }: LockedApiKey, ...allowed: ApiKeyStatus[]): void {
  if (allowed.includes(status)) return;
  throw new DomainError('INVALID_TRANSITION', `The API key is ${status}`, { status, allowed: [] });
}
