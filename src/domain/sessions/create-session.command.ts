import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import type { MemberRole } from '../members/roles.rules.ts';

/** Most sessions of one credential at a time: the oldest make room. */
const MOST_SESSIONS = 20;

/** A session to be: its token was made by the caller, and only the hash comes here. */
export interface CreateSessionInput {
  /** Who signs in: the doer of the command, as which kind of actor. */
  owner: { type: 'API_KEY' | 'MEMBER'; id: string };
  /** The roles that the token named which it is made from; null: it named none. */
  claimedRoles: readonly MemberRole[] | null;
  tokenHash: string;
  expiresAt: Date;
}

/** Makes a session. @returns its id. */
export async function createSession(
  command: Command,
  { owner, claimedRoles, tokenHash, expiresAt }: CreateSessionInput,
): Promise<{ id: string }> {
  const { tx, now } = command;
  const id = newId('ses');
  const keyId = owner.type === 'API_KEY' ? owner.id : null;
  const memberId = owner.type === 'MEMBER' ? owner.id : null;
  await sql`
    insert into session (org_id, id, api_key_id, member_id, claimed_roles, token_hash, created_at, expires_at)
    values (${tx.orgId}, ${id}, ${keyId}, ${memberId}, ${claimedRoles}::text[], ${tokenHash}, ${now.toISOString()}::timestamptz,
            ${expiresAt.toISOString()}::timestamptz)`.execute(tx.db);
  await sql`
    delete from session where org_id = ${tx.orgId} and id in (
      select id from session where org_id = ${tx.orgId} and coalesce(api_key_id, member_id) = ${owner.id}
      order by created_at desc, id desc offset ${MOST_SESSIONS})`.execute(tx.db);
  command.record({
    action: 'session.create',
    documentType: 'Session',
    documentId: id,
    after: { owner, expiresAt: expiresAt.toISOString() },
  });
  return { id };
}
