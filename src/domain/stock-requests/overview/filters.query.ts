import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { StockRequestFilter } from '../stock-requests.query.ts';
import {
  type StockRequestPriority,
  type StockRequestStatus,
  stockRequestPriorities,
  stockRequestStatuses,
} from '../stock-requests.rules.ts';
import {
  conditionOf,
  countedRequests,
  countedUnder,
  type Dimension,
  dimensionConditions,
  dimensions,
  overdue,
} from './counted-requests.query.ts';

/** A value that requests can be filtered by, and how many have it. */
export interface Counted<Value> {
  value: Value;
  count: number;
}

/** A location that requests can be filtered by. */
export interface CountedPlace extends Counted<string> {
  code: string;
  name: string;
}

/** What requests can be filtered by. */
export interface FilterCounts {
  status: Counted<StockRequestStatus>[];
  priority: Counted<StockRequestPriority>[];
  category: Counted<string | null>[];
  location: CountedPlace[];
  destination: CountedPlace[];
  requester: Counted<string>[];
  overdue: number;
  notOverdue: number;
}

/** Most values of a filter that are told: those with the most requests. */
const MOST = 100;

/**
 * What requests can be filtered by, and how many each value would find together with the other filters that are given:
 * one statement.
 */
export async function countFilters(tx: Tx, now: Date, filter: StockRequestFilter): Promise<FilterCounts> {
  const own = dimensionConditions(tx, filter);
  const flags = Object.entries(own).map(
    ([name, condition]) => sql`, coalesce(${condition}, false) as ${sql.ref(`in_${name}`)}`,
  );
  const others = (but: Dimension | null) => {
    const given = (Object.keys(own) as Dimension[]).filter((name) => name !== but);
    return sql.join([sql`true`, ...given.map((name) => sql.ref(`in_${name}`))], sql` and `);
  };
  const counted = (name: Dimension) => sql`
    select ${sql.ref(dimensions[name])} as value, sum(requests)::int as count from kind where ${others(name)}
    group by 1 having sum(requests) <> 0 order by 2 desc, 1 limit ${sql.lit(MOST)}`;
  const all = (rows: RawBuilder<unknown>) =>
    sql`(select coalesce(jsonb_agg(to_jsonb(f)), '[]') from (${rows}) f)`;
  const places = (name: Dimension) => sql`
    select f.value, f.count, l.code, l.name from (${counted(name)}) f
    join location l on l.org_id = ${tx.orgId} and l.id = f.value order by f.count desc, f.value`;
  const { rows } = await sql<Omit<FilterCounts, 'notOverdue'> & { total: number }>`
    with kind as materialized (
      select k.* ${sql.join(flags, sql``)} from (${countedRequests(tx, now, filter)}) k
    )
    select ${all(counted('status'))} as status, ${all(counted('priority'))} as priority, ${all(counted('category'))} as category,
      ${all(places('locationId'))} as location, ${all(places('destinationId'))} as destination, ${all(counted('requesterId'))} as requester,
      (select count(*)::int from stock_request r where ${conditionOf(tx, now, { ...filter, overdue: null })} and ${overdue(tx, now)}) as overdue,
      (${totalBesideOverdue(tx, now, filter, others(null))}) as total`.execute(tx.db);
  const [found] = rows;
  if (!found) throw new Error('A select without a table answered nothing');
  const { total, ...counts } = found;
  return {
    ...counts,
    status: inOrder(stockRequestStatuses, counts.status),
    priority: inOrder(stockRequestPriorities, counts.priority),
    notOverdue: total - counts.overdue,
  };
}

/** How many there are under all filters but that of what is overdue. */
function totalBesideOverdue(
  tx: Tx,
  now: Date,
  filter: StockRequestFilter,
  flags: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (filter.overdue == null) return sql`select coalesce(sum(requests), 0)::int from kind where ${flags}`;
  return sql`select coalesce(sum(requests), 0)::int from (${countedUnder(tx, now, { ...filter, overdue: null })}) u`;
}

/** Values in the order of their list. */
const inOrder = <Value extends string>(order: readonly Value[], found: readonly Counted<Value>[]) =>
  found.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
