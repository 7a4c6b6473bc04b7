import { sql } from 'kysely';
import { type MemberRole, type MemberStatus, scopesOf } from '../domain/members/roles.rules.ts';
import type { Database } from '../platform/database/database.ts';
import type { Actor } from './actor.ts';
import { Fresh } from './fresh.ts';
import { type LimitsRow, limitColumns, limitsOf } from './limits.ts';
import { type Permission, permissionsOf } from './permissions.ts';
import { unauthenticated } from './refusals.ts';

interface StoredMember extends LimitsRow {
  orgId: number;
  organizationId: string;
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  status: MemberStatus;
}

/** Finds members as actors, by what a token or a session says of them. */
export class MemberDirectory {
  readonly #database: Database;
  readonly #members = new Fresh<StoredMember>();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The member of an organization whom the identity provider calls by this subject.
   * @param organization the slug or id
   * @throws UNAUTHENTICATED, in the same words for an organization that is none and for somebody who is not in it
   */
  async bySubject(
    organization: string,
    subject: string,
    claimedRoles: readonly MemberRole[] | null,
  ): Promise<Actor> {
    const stored = await this.#members.get(JSON.stringify([organization, subject]), async () => {
      const orgId = await this.#organization(organization);
      return orgId === null ? null : this.#read(orgId, sql`m.subject = ${subject}`);
    });
    return actorOf(stored, claimedRoles);
  }

  /** The member of an id, in whose name a session was made. @throws UNAUTHENTICATED */
  async byId(orgId: number, id: string, claimedRoles: readonly MemberRole[] | null): Promise<Actor> {
    const stored = await this.#members.get(`${orgId} ${id}`, () => this.#read(orgId, sql`m.id = ${id}`));
    return actorOf(stored, claimedRoles);
  }

  /** The tenant key of an organization's slug or id: the one thing that is found without being inside of one. */
  #organization(name: string): Promise<number | null> {
    return this.#database.within(0, 'read', async ({ db }) => {
      const { rows } = await sql<{ orgId: number | null }>`
        select find_organization(${name}) as "orgId"`.execute(db);
      return rows[0]?.orgId ?? null;
    });
  }

  #read(orgId: number, which: ReturnType<typeof sql>): Promise<StoredMember | null> {
    return this.#database.within(orgId, 'read', async ({ db }) => {
      const { rows } = await sql<StoredMember>`
        select m.org_id as "orgId", o.id as "organizationId", m.id, m.name, m.email, m.role, m.status,
          ${limitColumns}
        from member m join organization o on o.org_id = m.org_id
        where m.org_id = ${orgId} and ${which}`.execute(db);
      return rows[0] ?? null;
    });
  }
}

function actorOf(stored: StoredMember | null, claimedRoles: readonly MemberRole[] | null): Actor {
  if (stored?.status !== 'ACTIVE')
    throw unauthenticated('The token is of nobody who is a member of its organization');
  const { orgId, organizationId, id, name, email, role } = stored;
  return {
    type: 'MEMBER',
    id,
    name,
    orgId,
    organizationId,
    permissions: narrowed(role, claimedRoles),
    member: { email, role, claimedRoles },
    rateLimits: limitsOf(stored),
  };
}

/** What a role may do, as far as the token's roles may do it, too: a token narrows and never widens. */
function narrowed(role: MemberRole, claimed: readonly MemberRole[] | null): ReadonlySet<Permission> {
  const own = permissionsOf(scopesOf(role));
  if (claimed === null) return own;
  const others = permissionsOf(claimed.flatMap(scopesOf));
  return new Set([...own].filter((permission) => others.has(permission)));
}
