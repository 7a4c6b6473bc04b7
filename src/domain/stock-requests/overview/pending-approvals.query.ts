import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readAvailable } from '../../availability/available.query.ts';
import { type Page, type PageRequest, readPage } from '../../lists.query.ts';
import { decimal, max, text, ZERO } from '../../quantity.rules.ts';
import {
  type StockRequestFilter,
  type StockRequestRow,
  selectStockRequests,
} from '../stock-requests.query.ts';
import { conditionOf } from './counted-requests.query.ts';

/**
 * Whether `stock_request as r` waits for somebody's approval: submitted, not by a hand of theirs (unless the organization
 * lets them approve their own), and not approved by them before.
 */
export const waitsFor = ({ orgId }: Tx, approverId: string): RawBuilder<boolean> => sql<boolean>`(
  r.status = 'SUBMITTED'
  and (not ${approverId} = any(r.contributors) or coalesce((
    select (o.settings ->> 'stockRequestSelfApproval')::boolean from organization o where o.org_id = ${orgId}), false))
  and not exists (
    select 1 from stock_request_approval v
    where v.org_id = ${orgId} and v.request_id = r.id and v.approved_by = ${approverId} and v.voided_at is null))`;

/** The most urgent first, and of those the one that waits longest. */
const urgency = {
  name: 'urgency',
  expression: sql`(array_position(array['URGENT', 'HIGH', 'NORMAL', 'LOW'], r.priority) * 100000000000
    + coalesce(extract(epoch from r.submitted_at), 0))`,
  type: 'numeric',
  descending: false,
} as const;

/** A page of the requests that somebody can approve. */
export function listPendingApprovals(
  tx: Tx,
  now: Date,
  approverId: string,
  filter: StockRequestFilter,
  page: PageRequest,
): Promise<Page<StockRequestRow>> {
  const keys = tx.db
    .selectFrom('stock_request as r')
    .where(conditionOf(tx, now, filter))
    .where(waitsFor(tx, approverId));
  return readPage<StockRequestRow>(
    {
      rows: selectStockRequests(tx, now) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('r.id'),
      order: urgency,
    },
    page,
  );
}

/** A line that is to be approved, and what there is for it. */
export interface LineToApproveRow {
  id: string;
  requestId: string;
  lineNo: number;
  productMasterId: string;
  globalSku: string;
  productName: string;
  unit: string;
  requested: string;
  approvable: string;
  available: string;
  shortfall: string;
  notes: string | null;
}

type StoredLine = Omit<LineToApproveRow, 'available' | 'shortfall'> & { fromLocationId: string };

/** The lines of some requests with what their supplying locations can promise of them now. */
export async function linesToApprove(
  tx: Tx,
  now: Date,
  requestIds: readonly string[],
): Promise<LineToApproveRow[]> {
  const { rows } = await sql<StoredLine>`
    select n.id, n.request_id as "requestId", n.line_no as "lineNo", n.product_id as "productMasterId", p.global_sku as "globalSku",
      p.name as "productName", p.unit, n.requested, n.notes, r.from_location_id as "fromLocationId",
      coalesce((
        select (v.quantities ->> n.id)::numeric(18,4) from stock_request_approval v
        where v.org_id = ${tx.orgId} and v.request_id = r.id and v.voided_at is null order by v.level desc limit 1), n.requested) as approvable
    from stock_request_line n
    join stock_request r on r.org_id = ${tx.orgId} and r.id = n.request_id
    join product p on p.org_id = ${tx.orgId} and p.id = n.product_id
    where n.org_id = ${tx.orgId} and n.request_id = any(${requestIds}::text[]) order by n.request_id, n.line_no`.execute(
    tx.db,
  );
  const pairs = rows.map(({ productMasterId, fromLocationId }) => ({
    productId: productMasterId,
    locationId: fromLocationId,
  }));
  const available = await readAvailable(tx, now, pairs);
  return rows.map(({ fromLocationId, ...line }) => {
    const there = available.get(`${line.productMasterId} ${fromLocationId}`) ?? ZERO;
    const shortfall = max(ZERO, decimal(line.approvable).minus(max(ZERO, there)));
    return { ...line, available: text(there), shortfall: text(shortfall) };
  });
}
