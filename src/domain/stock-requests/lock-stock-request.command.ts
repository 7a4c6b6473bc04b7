import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem, LockedRecord, Pair } from '../stock/locked-stock.rules.ts';
import type { RequestDelivery } from './deliveries.rules.ts';
import {
  checkVersion,
  type StockRequestPriority,
  type StockRequestStanding,
  type StockRequestStepInput,
} from './stock-requests.rules.ts';

/** The location that supplies a request, or the one that it is for. */
export interface RequestPlace {
  id: string;
  code: string;
  timezone: string;
  status: string;
}

/** An approval that counts: how much of each line it is for. */
export interface LiveApproval {
  level: number;
  approvedBy: string;
  quantities: Record<string, string>;
}

/** A stock request as its steps need it. */
export interface StockRequestState extends StockRequestStanding {
  id: string;
  number: string;
  requesterId: string;
  contributors: string[];
  from: RequestPlace;
  destination: RequestPlace & { requestDelivery: RequestDelivery; costCentre: string | null };
  requestedFor: string | null;
  category: string | null;
  priority: StockRequestPriority;
  neededBy: string | null;
  notes: string | null;
  attachments: { name: string; url: string }[];
  approvals: LiveApproval[];
  delivery: RequestDelivery | null;
  transferId: string | null;
  issueId: string | null;
}

/** A line of a stock request as its steps need it. */
export interface StockRequestLineState {
  id: string;
  lineNo: number;
  productId: string;
  globalSku: string;
  productStatus: string;
  requested: Decimal;
  /** 0 until it is approved. */
  approved: Decimal;
  letGo: Decimal;
  issued: Decimal;
}

/** A stock request with its lines and its stock, all locked. */
export interface LockedStockRequest extends StockRequestState {
  lines: StockRequestLineState[];
  records: Map<string, LockedRecord>;
  /** The stock items of its products at the location that supplies it, where the step looks at them. */
  items: LockedItem[];
}

/** A stock request. @throws NOT_FOUND */
export async function readStockRequest(
  { tx }: Command,
  id: string,
  { lock }: { lock: boolean },
): Promise<StockRequestState> {
  const place = (alias: string, ...more: string[]) =>
    sql`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)},
      'timezone', ${sql.ref(`${alias}.timezone`)}, 'status', ${sql.ref(`${alias}.status`)}${sql.raw(more.join(''))})`;
  const { rows } = await sql<StockRequestState>`
    select r.id, r.number, r.status, r.version, r.requester_id as "requesterId", r.contributors, ${place('a')} as "from",
      ${place('b', `, 'requestDelivery', b.request_delivery, 'costCentre', b.cost_centre`)} as destination,
      r.requested_for as "requestedFor", r.category, r.priority, r.needed_by as "neededBy", r.notes, r.attachments, r.delivery,
      r.transfer_id as "transferId", r.issue_id as "issueId",
      coalesce((
        select jsonb_agg(jsonb_build_object('level', v.level, 'approvedBy', v.approved_by, 'quantities', v.quantities) order by v.level)
        from stock_request_approval v where v.org_id = ${tx.orgId} and v.request_id = r.id and v.voided_at is null), '[]') as approvals
    from stock_request r
    join location a on a.org_id = ${tx.orgId} and a.id = r.from_location_id
    join location b on b.org_id = ${tx.orgId} and b.id = r.destination_id
    where r.org_id = ${tx.orgId} and r.id = ${id} ${lock ? sql`for update of r` : sql``}`.execute(tx.db);
  const [request] = rows;
  if (!request) throw refusedField('NOT_FOUND', 'id', 'there is no such stock request');
  return request;
}

type Quantities = 'requested' | 'approved' | 'letGo' | 'issued';

/** The lines of a stock request, in their order. */
export async function readRequestLines({ tx }: Command, id: string): Promise<StockRequestLineState[]> {
  const { rows } = await sql<Omit<StockRequestLineState, Quantities> & Record<Quantities, string | null>>`
    select n.id, n.line_no as "lineNo", n.product_id as "productId", p.global_sku as "globalSku", p.status as "productStatus",
      n.requested, n.approved, n.let_go as "letGo", n.issued
    from stock_request_line n join product p on p.org_id = ${tx.orgId} and p.id = n.product_id
    where n.org_id = ${tx.orgId} and n.request_id = ${id} order by n.line_no`.execute(tx.db);
  return rows.map((row) => ({
    ...row,
    requested: decimal(row.requested),
    approved: decimal(row.approved),
    letGo: decimal(row.letGo),
    issued: decimal(row.issued),
  }));
}

/** What a step looks at before it locks, and again behind the locks. */
export type StepCheck = (request: StockRequestState) => void;

/**
 * Locks a stock request behind its stock (records of both ends in one go, items, then the document: everybody's order) and
 * checks the step. Whoever comes second finds out here: the state is not what it was, or the version is not.
 * @param touches whether the step touches stock at the source, and records at the destination
 * @throws NOT_FOUND, VERSION_CONFLICT, and what `check` refuses
 */
export async function lockStockRequest(
  command: Command,
  input: StockRequestStepInput,
  check: StepCheck,
  touches: (request: StockRequestState) => { from: boolean; to: boolean },
): Promise<LockedStockRequest> {
  const seen = await readStockRequest(command, input.id, { lock: false });
  check(seen);
  const lines = await readRequestLines(command, input.id);
  const { from, to } = touches(seen);
  const at = (locationId: string): Pair[] => lines.map(({ productId }) => ({ productId, locationId }));
  const pairs = [...(from ? at(seen.from.id) : []), ...(to ? at(seen.destination.id) : [])];
  const records = pairs.length > 0 ? await lockRecords(command, pairs) : new Map<string, LockedRecord>();
  const items = from ? await lockPairItems(command, at(seen.from.id)) : [];
  const request = await readStockRequest(command, input.id, { lock: true });
  check(request);
  // somebody was faster: what was locked, and what the caller saw, is about another state
  checkVersion(request, seen.version);
  return { ...request, lines, records, items };
}
