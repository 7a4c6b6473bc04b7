import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../domain/errors.rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import type { Limits } from '../platform/rate-limits/rate-limiter.ts';
import type { Actor } from './actor.ts';
import { type PresentedKey, parseApiKey, sameHash } from './api-key.ts';
import { permissionsOf } from './permissions.ts';

/** How long a key is trusted without asking the database: a revocation holds everywhere within this time. */
const FRESH_MS = 4_000;
const REMEMBERED_KEYS = 10_000;

interface StoredKey {
  id: string;
  name: string;
  secretHash: string;
  scopes: string[];
  status: string;
  expiresAt: string | null;
  organizationId: string;
  perMinute: number | null;
  perHour: number | null;
  totalPerMinute: number | null;
  totalPerHour: number | null;
}

/** What is known of a sent key, until it is asked again. */
type Known = { stored: StoredKey | null; readAt: number };

/** Finds out who sends a request. */
export class Authenticator {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #known = new LRUCache<string, Known>({ max: REMEMBERED_KEYS });
  readonly #reading = new Map<string, Promise<StoredKey | null>>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * The actor of an `Authorization` header.
   * @throws UNAUTHENTICATED without a valid credential, FORBIDDEN for a platform identity.
   */
  async authenticate(authorization: string | undefined): Promise<Actor> {
    const sent = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!sent) throw unauthenticated('Send an API key: "Authorization: Bearer <key>"');
    const presented = parseApiKey(sent);
    if (!presented) throw unauthenticated('The API key is not valid');
    const stored = await this.#lookUp(presented);
    if (!stored || !sameHash(stored.secretHash, presented.secretHash))
      throw unauthenticated('The API key is not valid');
    if (stored.status !== 'ACTIVE') throw unauthenticated('The API key was revoked');
    if (stored.expiresAt && Date.parse(stored.expiresAt) <= this.#clock.now().getTime()) {
      throw unauthenticated('The API key has expired');
    }
    if (presented.orgId === 0) {
      throw new DomainError(
        'FORBIDDEN',
        'Not available in SuperAdmin: a platform identity has no organization',
        { permission: null },
      );
    }
    return {
      type: 'API_KEY',
      id: stored.id,
      name: stored.name,
      orgId: presented.orgId,
      organizationId: stored.organizationId,
      permissions: permissionsOf(stored.scopes),
      rateLimits: {
        key: given({ perMinute: stored.perMinute, perHour: stored.perHour }),
        organization: given({ perMinute: stored.totalPerMinute, perHour: stored.totalPerHour }),
      },
    };
  }

  async #lookUp(key: PresentedKey): Promise<StoredKey | null> {
    const known = this.#known.get(key.publicPart);
    if (known && performance.now() - known.readAt < FRESH_MS) return known.stored;
    // one read however many requests wait for it
    let reading = this.#reading.get(key.publicPart);
    if (!reading) {
      const readAt = performance.now();
      reading = this.#read(key)
        .then((stored) => {
          this.#known.set(key.publicPart, { stored, readAt });
          return stored;
        })
        .finally(() => this.#reading.delete(key.publicPart));
      this.#reading.set(key.publicPart, reading);
    }
    return reading;
  }

  #read({ orgId, publicPart }: PresentedKey): Promise<StoredKey | null> {
    return this.#database.within(orgId, 'read', async ({ db }) => {
      if (orgId === 0) {
        const { rows } = await sql<StoredKey>`
          select id, name, secret_hash as "secretHash", array[]::text[] as scopes, status, null as "expiresAt", '' as "organizationId",
            null as "perMinute", null as "perHour", null as "totalPerMinute", null as "totalPerHour"
          from platform_key where public_part = ${publicPart}`.execute(db);
        return rows[0] ?? null;
      }
      const { rows } = await sql<StoredKey>`
        select k.id, k.name, k.secret_hash as "secretHash", k.scopes, k.status, k.expires_at as "expiresAt", o.id as "organizationId",
          o.rate_limit_per_minute as "perMinute", o.rate_limit_per_hour as "perHour",
          o.rate_limit_total_per_minute as "totalPerMinute", o.rate_limit_total_per_hour as "totalPerHour"
        from api_key k join organization o on o.org_id = k.org_id
        where k.org_id = ${orgId} and k.public_part = ${publicPart}`.execute(db);
      return rows[0] ?? null;
    });
  }
}

/** The limits that are there. */
const given = ({ perMinute, perHour }: Record<'perMinute' | 'perHour', number | null>): Partial<Limits> => ({
  ...(perMinute === null ? {} : { perMinute }),
  ...(perHour === null ? {} : { perHour }),
});

function unauthenticated(message: string): DomainError {
  return new DomainError('UNAUTHENTICATED', message);
}
