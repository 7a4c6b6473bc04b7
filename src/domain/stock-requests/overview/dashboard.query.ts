import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { StockRequestFilter } from '../stock-requests.query.ts';
import { completeCounts, type StatusCounts } from './by-category.query.ts';
import {
  chosen,
  conditionOf,
  countedChosen,
  countedUnder,
  isUncounted,
  overdue,
} from './counted-requests.query.ts';
import { waitsFor } from './pending-approvals.query.ts';

/** A product, and how often it was asked for. */
export interface RequestedProduct {
  productMasterId: string;
  globalSku: string;
  name: string;
  requests: number;
  quantity: string;
}

/** How stock requests stand. */
export interface DashboardRow {
  total: number;
  byStatus: StatusCounts;
  overdue: number;
  waitingForMe: number;
  averageHoursToApprove: string | null;
  averageHoursToIssue: string | null;
  mostRequestedProducts: RequestedProduct[];
}

/** The latest requests whose products are looked at, and the products that are told. */
export const LATEST = 1_000;
export const MOST_REQUESTED = 10;

/**
 * How the requests under a filter stand: one statement.
 * @param approverId who looks, where they may approve
 */
export async function readDashboard(
  tx: Tx,
  now: Date,
  filter: StockRequestFilter,
  approverId: string | null,
): Promise<DashboardRow> {
  const { db, orgId } = tx;
  const uncounted = isUncounted(filter);
  const those = uncounted
    ? sql`chosen r where r.org_id = ${orgId}`
    : sql`stock_request r where ${conditionOf(tx, now, filter)}`;
  const waiting =
    approverId === null ? sql`0` : sql`(select count(*)::int from ${those} and ${waitsFor(tx, approverId)})`;
  const { rows } = await sql<Omit<DashboardRow, 'byStatus'> & { byStatus: Partial<StatusCounts> | null }>`
    with ${uncounted ? sql`${chosen(tx, now, filter)},` : sql``} kind as materialized (
      select status, sum(requests)::int as requests, sum(approved) as approved, sum(approve_seconds) as approve_seconds,
        sum(issued) as issued, sum(issue_seconds) as issue_seconds
      from (${uncounted ? countedChosen(tx) : countedUnder(tx, now, filter)}) u group by 1
    ), latest as (
      select r.id from ${those} and r.status not in ('DRAFT', 'CANCELLED')
      order by r.created_at desc, r.id desc limit ${sql.lit(LATEST)}
    )
    select coalesce(sum(k.requests), 0)::int as total, jsonb_object_agg(k.status, k.requests) filter (where k.requests <> 0) as "byStatus",
      round(sum(k.approve_seconds) / nullif(sum(k.approved), 0) / 3600, 4) as "averageHoursToApprove",
      round(sum(k.issue_seconds) / nullif(sum(k.issued), 0) / 3600, 4) as "averageHoursToIssue",
      (select count(*)::int from ${those} and ${overdue(tx, now)}) as overdue,
      ${waiting} as "waitingForMe",
      (select coalesce(jsonb_agg(jsonb_build_object('productMasterId', p.id, 'globalSku', p.global_sku, 'name', p.name,
          'requests', x.requests, 'quantity', x.quantity::text) order by x.requests desc, x.quantity desc, x.product_id), '[]')
        from (
          select n.product_id, count(*)::int as requests, sum(n.requested) as quantity
          from latest join stock_request_line n on n.org_id = ${orgId} and n.request_id = latest.id
          group by 1 order by 2 desc, 3 desc, 1 limit ${sql.lit(MOST_REQUESTED)}
        ) x join product p on p.org_id = ${orgId} and p.id = x.product_id) as "mostRequestedProducts"
    from kind k`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('An aggregate answered nothing');
  return { ...row, byStatus: completeCounts(row.byStatus) };
}
