import { type RawBuilder, sql } from 'kysely';
import type { AsOf } from './as-of.rules.ts';

/** The moment that the day after one begins, in the time zone of `location as l`. */
export const startOfNext = (day: string): RawBuilder<string> =>
  sql`((${day}::date + 1)::timestamp at time zone l.timezone)`;

/** Whether `movement as m`, at `location as l`, had been posted. */
export const postedBy = (asOf: AsOf): RawBuilder<boolean> =>
  'day' in asOf
    ? sql<boolean>`m.posted_at < ${startOfNext(asOf.day)}`
    : sql<boolean>`m.posted_at <= ${asOf.moment}::timestamptz`;

/**
 * The last movement of `stock_item as i` under a condition on its moment: what was on hand after it, and at what average
 * cost. Moments of a product at a location never go back (see `entries` of an act), so this is the sum of all movements
 * up to then, found by one look into an index.
 */
export const latestMovement = (orgId: number, condition: RawBuilder<boolean>): RawBuilder<unknown> => sql`
  select m.balance_after, m.cost_after, m.posted_at from movement m
  where m.org_id = ${orgId} and m.item_id = i.id and ${condition} order by m.posted_at desc, m.seq desc limit 1`;
