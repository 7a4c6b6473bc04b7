import { sql } from 'kysely';
import type { Limits } from '../platform/rate-limits/rate-limiter.ts';
import type { Actor } from './actor.ts';

/** The rate limits that the operator gave an organization, as its row says them; null: as the settings say. */
export interface LimitsRow {
  perMinute: number | null;
  perHour: number | null;
  totalPerMinute: number | null;
  totalPerHour: number | null;
}

/** What the columns are called in a query that has the organization as `o`. */
export const limitColumns = sql`o.rate_limit_per_minute as "perMinute", o.rate_limit_per_hour as "perHour",
  o.rate_limit_total_per_minute as "totalPerMinute", o.rate_limit_total_per_hour as "totalPerHour"`;

/** The limits of those who call for the organization. */
export const limitsOf = (row: LimitsRow): Actor['rateLimits'] => ({
  key: given(row.perMinute, row.perHour),
  organization: given(row.totalPerMinute, row.totalPerHour),
});

const given = (perMinute: number | null, perHour: number | null): Partial<Limits> => ({
  ...(perMinute === null ? {} : { perMinute }),
  ...(perHour === null ? {} : { perHour }),
});
