import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { MemberRole } from '../domain/members/roles.rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { nature } from '../platform/nature.ts';
import type { Actor } from './actor.ts';
import type { Authenticator } from './authenticate.ts';
import { Fresh } from './fresh.ts';
import type { MemberDirectory } from './members.ts';
import { unauthenticated } from './refusals.ts';

const ORGANIZATION_DIGITS = 6;
const SECRET_BYTES = 24;
const FORMAT = /^([0-9a-z]{6})_([0-9a-f]{48})$/;

/** The token of a session: what the cookie holds, and what is kept of it. */
export interface SessionToken {
  orgId: number;
  plaintext: string;
  hash: string;
}

/** A session as it is stored. */
interface StoredSession {
  id: string;
  expiresAt: string;
  claimedRoles: MemberRole[] | null;
  memberId: string | null;
  /** The public part of the key that it was made from. */
  publicPart: string | null;
}

/** A session that holds, and who is signed in by it. */
export interface OpenSession {
  readonly id: string;
  readonly expiresAt: string;
  readonly actor: Actor;
}

const hashOf = (plaintext: string): string => createHash('sha256').update(plaintext).digest('hex');

/**
 * Makes the token of a session. Like an API key it begins with its organization, so that it is looked up inside of that;
 * the secret has 192 random bits.
 */
export function newSessionToken(orgId: number): SessionToken {
  const plaintext = `${orgId.toString(36).padStart(ORGANIZATION_DIGITS, '0')}_${nature().randomBytes(SECRET_BYTES).toString('hex')}`;
  return { orgId, plaintext, hash: hashOf(plaintext) };
}

/** Reads a token; `null` when it cannot be one of ours. */
function parseSessionToken(plaintext: string): SessionToken | null {
  const digits = FORMAT.exec(plaintext)?.[1];
  const orgId = Number.parseInt(digits ?? '0', 36);
  return orgId > 0 && orgId <= 2_147_483_647 ? { orgId, plaintext, hash: hashOf(plaintext) } : null;
}

/** Finds out who is signed in by a session's token. */
export class SessionAuthenticator {
  readonly #database: Database;
  readonly #keys: Authenticator;
  readonly #members: MemberDirectory;
  readonly #clock: Clock;
  readonly #sessions = new Fresh<StoredSession>();

  constructor(database: Database, keys: Authenticator, members: MemberDirectory, clock: Clock) {
    this.#database = database;
    this.#keys = keys;
    this.#members = members;
    this.#clock = clock;
  }

  /** The session of a token, with its owner as they are now. @throws UNAUTHENTICATED when it, or its owner, has ended */
  async open(plaintext: string, address: string | undefined): Promise<OpenSession> {
    const token = parseSessionToken(plaintext);
    const stored = token && (await this.#sessions.get(token.hash, () => this.#read(token)));
    if (!token || !stored || Date.parse(stored.expiresAt) <= this.#clock.now().getTime())
      throw unauthenticated('The session has ended: sign in again');
    const { id, expiresAt, claimedRoles, memberId, publicPart } = stored;
    // the owner is asked for each time, and remembered no longer than by itself
    const actor = memberId
      ? await this.#members.byId(token.orgId, memberId, claimedRoles)
      : await this.#keys.actorOfKey(token.orgId, publicPart ?? '', address);
    return { id, expiresAt, actor };
  }

  /** Forgets what is remembered of a token: it was signed out here, and holds no longer. */
  forget(plaintext: string): void {
    const token = parseSessionToken(plaintext);
    if (token) this.#sessions.forget(token.hash);
  }

  #read({ orgId, hash }: SessionToken): Promise<StoredSession | null> {
    return this.#database.within(orgId, 'read', async ({ db }) => {
      // by the hash: how long it takes tells nothing of a secret
      const { rows } = await sql<StoredSession>`
        select s.id, s.expires_at as "expiresAt", s.claimed_roles as "claimedRoles", s.member_id as "memberId",
          k.public_part as "publicPart"
        from session s left join api_key k on k.org_id = s.org_id and k.id = s.api_key_id
        where s.org_id = ${orgId} and s.token_hash = ${hash}`.execute(db);
      return rows[0] ?? null;
    });
  }
}
