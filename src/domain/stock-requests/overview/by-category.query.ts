import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { StockRequestFilter } from '../stock-requests.query.ts';
import { type StockRequestStatus, stockRequestStatuses } from '../stock-requests.rules.ts';
import { countedUnder } from './counted-requests.query.ts';

/** How many requests there are in each state. */
export type StatusCounts = Record<StockRequestStatus, number>;

/** The requests of a category; null: those of none. */
export interface CategoryCounts {
  category: string | null;
  total: number;
  byStatus: StatusCounts;
}

/** Every state, those that nothing is in with 0. */
export const completeCounts = (counts: Partial<StatusCounts> | null): StatusCounts =>
  Object.fromEntries(stockRequestStatuses.map((status) => [status, counts?.[status] ?? 0])) as StatusCounts;

/** How many requests each category has, those with the most first: one statement. */
export async function countByCategory(
  tx: Tx,
  now: Date,
  filter: StockRequestFilter,
): Promise<CategoryCounts[]> {
  const { rows } = await sql<{ category: string | null; total: number; byStatus: Partial<StatusCounts> }>`
    select category, sum(n)::int as total, jsonb_object_agg(status, n) as "byStatus"
    from (select category, status, sum(requests)::int as n from (${countedUnder(tx, now, filter)}) u group by 1, 2 having sum(requests) <> 0) x
    group by 1 order by 2 desc, 1 nulls last`.execute(tx.db);
  return rows.map((row) => ({ ...row, byStatus: completeCounts(row.byStatus) }));
}
