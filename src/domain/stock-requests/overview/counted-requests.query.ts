import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { referredId } from '../../references.query.ts';
import { conditions, isOverdue, type StockRequestFilter } from '../stock-requests.query.ts';

/** What requests are counted by: the filters whose values have counts of their own, and their columns. */
export const dimensions = {
  status: 'status',
  priority: 'priority',
  category: 'category',
  locationId: 'from_location_id',
  destinationId: 'destination_id',
  requesterId: 'requester_id',
} as const;
export type Dimension = keyof typeof dimensions;
const names = Object.keys(dimensions) as Dimension[];

/**
 * Whether `stock_request as r` is overdue. Whose calendar counts is asked only where today's date is not the same
 * everywhere: the days before are past, and those after to come, wherever the destination is.
 */
export function overdue({ orgId }: Tx, now: Date): RawBuilder<boolean> {
  const zone = sql`(select l.timezone from location l where l.org_id = ${orgId} and l.id = r.destination_id)`;
  const dayAfter = (hours: number) =>
    sql`${new Date(now.getTime() + hours * 3_600_000).toISOString().slice(0, 10)}::date`;
  return sql<boolean>`(r.status in ('SUBMITTED', 'APPROVED', 'PICKING') and r.needed_by is not null and r.needed_by < ${dayAfter(26)}
    and (r.needed_by < ${dayAfter(-26)} or ${isOverdue(now, zone)}))`;
}

/** The conditions of a filter over `stock_request as r`, as one. */
export function conditionOf(tx: Tx, now: Date, filter: StockRequestFilter): RawBuilder<boolean> {
  const { overdue: late, ...others } = filter;
  const given = conditions(tx, now, others);
  if (late === true) given.push(overdue(tx, now));
  if (late === false) given.push(sql`not coalesce(${overdue(tx, now)}, false)`);
  return sql<boolean>`r.org_id = ${tx.orgId}${sql.join(
    given.map((condition) => sql` and ${condition}`),
    sql``,
  )}`;
}

/** The conditions of a filter's dimensions over rows with their columns, each by itself. */
export function dimensionConditions(
  tx: Tx,
  filter: StockRequestFilter,
): Partial<Record<Dimension, RawBuilder<boolean>>> {
  const given = names.flatMap((name) => {
    const value = filter[name];
    if (!value) return [];
    const place = name === 'locationId' || name === 'destinationId';
    const wanted = place ? referredId(tx, 'location', value) : sql`${value}`;
    return [[name, sql<boolean>`k.${sql.ref(dimensions[name])} = ${wanted}`] as const];
  });
  return Object.fromEntries(given);
}

const columns = sql`r.status, r.priority, r.category, r.from_location_id, r.destination_id, r.requester_id`;

/** Requests one by one, in the columns of the counts. */
const oneByOne = (n: 1 | -1) => sql`${columns}, ${sql.lit(n)} as requests,
  case when r.approved_at - r.submitted_at is not null then ${sql.lit(n)} else 0 end as approved,
  ${sql.lit(n)} * coalesce(extract(epoch from r.approved_at - r.submitted_at), 0) as approve_seconds,
  case when r.issued_at - r.submitted_at is not null then ${sql.lit(n)} else 0 end as issued,
  ${sql.lit(n)} * coalesce(extract(epoch from r.issued_at - r.submitted_at), 0) as issue_seconds`;

/** Whether a filter asks for what is not counted: then the requests themselves are read. */
export const isUncounted = ({ search, neededBefore, overdue: late }: StockRequestFilter): boolean =>
  Boolean(search || neededBefore || late);

/**
 * How many requests there are of each kind, and how long they took: rows of the table of counts, which a million requests
 * make no slower, or the requests themselves where the filter asks for words or days, which are not counted.
 * @param filter applies but for the dimensions: see {@link dimensionConditions}
 */
export function countedRequests(tx: Tx, now: Date, filter: StockRequestFilter): RawBuilder<unknown> {
  const { search, neededBefore, overdue: late } = filter;
  if (isUncounted(filter))
    return sql`select ${oneByOne(1)} from stock_request r where ${conditionOf(tx, now, { search, neededBefore, overdue: late })}`;
  const counts = sql`
    select ${columns}, r.requests, r.approved, r.approve_seconds, r.issued, r.issue_seconds from stock_request_count r
    where r.org_id = ${tx.orgId} and r.requests <> 0`;
  if (late !== false) return counts;
  // all but the overdue ones, of which there are few
  return sql`${counts}
    union all select ${oneByOne(-1)} from stock_request r where r.org_id = ${tx.orgId} and ${overdue(tx, now)}`;
}

/** The same, with the filter's dimensions applied. */
export function countedUnder(tx: Tx, now: Date, filter: StockRequestFilter): RawBuilder<unknown> {
  const own = Object.values(dimensionConditions(tx, filter));
  return sql`select k.* from (${countedRequests(tx, now, filter)}) k where true${sql.join(
    own.map((condition) => sql` and ${condition}`),
    sql``,
  )}`;
}

/** The requests of a filter that asks for what is not counted, read once: `chosen`, in the columns that overviews ask for. */
export const chosen = (tx: Tx, now: Date, filter: StockRequestFilter): RawBuilder<unknown> => sql`
  chosen as materialized (
    select r.org_id, r.id, ${columns}, r.needed_by, r.contributors, r.created_at, r.submitted_at, r.approved_at, r.issued_at
    from stock_request r where ${conditionOf(tx, now, filter)})`;

/** The kinds of {@link chosen}. */
export const countedChosen = (tx: Tx): RawBuilder<unknown> =>
  sql`select ${oneByOne(1)} from chosen r where r.org_id = ${tx.orgId}`;
