import type { Limits } from '../platform/rate-limits/rate-limiter.ts';
import type { Permission } from './permissions.ts';

/** Who sends a request, once known: always of one organization. */
export interface Actor {
  readonly type: 'API_KEY';
  /** The credential's id; documents name it as their maker. */
  readonly id: string;
  readonly name: string;
  /** The tenant key (internal); {@link organizationId} is what clients see. */
  readonly orgId: number;
  readonly organizationId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Rate limits that the operator gave its organization; what is missing is as the settings say. */
  readonly rateLimits: {
    readonly key: Partial<Limits>;
    readonly organization: Partial<Limits>;
  };
}
