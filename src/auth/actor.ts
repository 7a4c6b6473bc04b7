import type { MemberRole } from '../domain/members/roles.rules.ts';
import type { Limits } from '../platform/rate-limits/rate-limiter.ts';
import type { Permission } from './permissions.ts';

/** Who sends a request, once known: always of one organization. */
export interface Actor {
  readonly type: 'API_KEY' | 'MEMBER';
  /** The id of the key or the member; documents name it as their maker. */
  readonly id: string;
  readonly name: string;
  /** The tenant key (internal); {@link organizationId} is what clients see. */
  readonly orgId: number;
  readonly organizationId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** What is known of a member beyond that; a key has none of it. */
  readonly member?: MemberDetails;
  /** Rate limits that the operator gave its organization; what is missing is as the settings say. */
  readonly rateLimits: {
    readonly key: Partial<Limits>;
    readonly organization: Partial<Limits>;
  };
}

/** What a signed-in person is shown of themselves, and what a session is made from. */
export interface MemberDetails {
  readonly email: string;
  readonly role: MemberRole;
  /** The roles that the token named, which narrow the member's own; null: it named none. */
  readonly claimedRoles: readonly MemberRole[] | null;
}
