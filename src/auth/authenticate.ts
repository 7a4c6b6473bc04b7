import { sql } from 'kysely';
import { DomainError } from '../domain/errors.rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { ipMatcher } from '../platform/ip-ranges.ts';
import type { Actor } from './actor.ts';
import { type PresentedKey, parseApiKey, sameHash } from './api-key.ts';
import { Fresh } from './fresh.ts';
import type { KeyUses } from './key-uses.ts';
import { type LimitsRow, limitColumns, limitsOf } from './limits.ts';
import { permissionsOf } from './permissions.ts';
import { platformIdentity, unauthenticated } from './refusals.ts';

interface StoredKey extends LimitsRow {
  id: string;
  name: string;
  secretHash: string;
  /** The secret that the last rotation replaced, and until when it works. */
  replacedHash: string | null;
  replacedUntil: string | null;
  /** Where it may be used from; `null`: from anywhere. */
  mayComeFrom: ((address: string) => boolean) | null;
  scopes: string[];
  status: string;
  expiresAt: string | null;
  organizationId: string;
}

/** Where a key is found. */
type KeyPlace = Pick<PresentedKey, 'orgId' | 'publicPart'>;
/** A key as its row says it. */
type KeyRow = Omit<StoredKey, 'mayComeFrom'> & { ipRanges: string[] };

const stored = ({ ipRanges, ...row }: KeyRow): StoredKey => ({
  ...row,
  mayComeFrom: ipRanges.length > 0 ? ipMatcher(ipRanges) : null,
});

/** Finds out who sends a request. */
export class Authenticator {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #uses: KeyUses;
  readonly #known = new Fresh<StoredKey>();

  constructor(database: Database, clock: Clock, uses: KeyUses) {
    this.#database = database;
    this.#clock = clock;
    this.#uses = uses;
  }

  /**
   * The actor of an `Authorization` header.
   * @param address where the request comes from, as far as the trusted proxies tell
   * @throws UNAUTHENTICATED without a valid credential, FORBIDDEN for a platform identity, ADDRESS_NOT_ALLOWED for a key
   *   that is used from elsewhere than it may be
   */
  async authenticate(authorization: string | undefined, address: string | undefined): Promise<Actor> {
    const sent = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!sent) throw unauthenticated('Send an API key: "Authorization: Bearer <key>"');
    const presented = parseApiKey(sent);
    if (!presented) throw unauthenticated('The API key is not valid');
    const read = () => this.#read(presented);
    let stored = await this.#known.get(presented.publicPart, read);
    // what is remembered may be from before a rotation: a new secret works at once
    if (stored && !hasSecret(stored, presented))
      stored = await this.#known.getAgain(presented.publicPart, read);
    if (!stored) throw unauthenticated('The API key is not valid');
    checkSecret(stored, presented, this.#clock.now());
    return this.#actorOf(presented.orgId, stored, address);
  }

  /**
   * The actor of a key by its public part, for a session that was made from the key: whoever has the session showed the
   * secret before. Everything else is asked again.
   * @throws UNAUTHENTICATED when the key works no longer, ADDRESS_NOT_ALLOWED
   */
  async actorOfKey(orgId: number, publicPart: string, address: string | undefined): Promise<Actor> {
    const stored = await this.#known.get(publicPart, () => this.#read({ orgId, publicPart }));
    if (!stored) throw unauthenticated('The API key is not valid');
    return this.#actorOf(orgId, stored, address);
  }

  #actorOf(orgId: number, stored: StoredKey, address: string | undefined): Actor {
    const now = this.#clock.now();
    if (stored.status !== 'ACTIVE') throw unauthenticated('The API key was revoked');
    if (stored.expiresAt && Date.parse(stored.expiresAt) <= now.getTime()) {
      throw unauthenticated('The API key has expired');
    }
    if (orgId === 0) throw platformIdentity();
    checkAddress(stored, address ?? '');
    this.#uses.note(orgId, stored.id, now);
    return {
      type: 'API_KEY',
      id: stored.id,
      name: stored.name,
      orgId,
      organizationId: stored.organizationId,
      permissions: permissionsOf(stored.scopes),
      rateLimits: limitsOf(stored),
    };
  }

  #read({ orgId, publicPart }: KeyPlace): Promise<StoredKey | null> {
    return this.#database.within(orgId, 'read', async ({ db }) => {
      if (orgId === 0) {
        const { rows } = await sql<KeyRow>`
          select id, name, secret_hash as "secretHash", array[]::text[] as scopes, status, null as "expiresAt", '' as "organizationId",
            null as "replacedHash", null as "replacedUntil", array[]::text[] as "ipRanges",
            null as "perMinute", null as "perHour", null as "totalPerMinute", null as "totalPerHour"
          from platform_key where public_part = ${publicPart}`.execute(db);
        return rows[0] ? stored(rows[0]) : null;
      }
      const { rows } = await sql<KeyRow>`
        select k.id, k.name, k.secret_hash as "secretHash", k.scopes, k.status, k.expires_at as "expiresAt", o.id as "organizationId",
          k.replaced_hash as "replacedHash", k.replaced_until as "replacedUntil", k.ip_ranges as "ipRanges",
          ${limitColumns}
        from api_key k join organization o on o.org_id = k.org_id
        where k.org_id = ${orgId} and k.public_part = ${publicPart}`.execute(db);
      return rows[0] ? stored(rows[0]) : null;
    });
  }
}

/** Whether a key has this secret, or had it before its last rotation. Both are compared, each in constant time. */
function hasSecret({ secretHash, replacedHash }: StoredKey, presented: PresentedKey): boolean {
  const isCurrent = sameHash(secretHash, presented.secretHash);
  const isReplaced = sameHash(replacedHash ?? '', presented.secretHash);
  return isCurrent || isReplaced;
}

/** @throws UNAUTHENTICATED for a secret that is none of the key's, or that a rotation has ended. */
function checkSecret(stored: StoredKey, presented: PresentedKey, now: Date): void {
  if (!hasSecret(stored, presented)) throw unauthenticated('The API key is not valid');
  if (sameHash(stored.secretHash, presented.secretHash)) return;
  if (Date.parse(stored.replacedUntil ?? '') > now.getTime()) return;
  throw unauthenticated('The API key was rotated: this secret was replaced by a newer one');
}

/** @throws ADDRESS_NOT_ALLOWED */
function checkAddress({ mayComeFrom }: StoredKey, address: string): void {
  if (!mayComeFrom || mayComeFrom(address)) return;
  throw new DomainError('ADDRESS_NOT_ALLOWED', `The API key may not be used from ${address || 'here'}`, {
    address: address || null,
  });
}
