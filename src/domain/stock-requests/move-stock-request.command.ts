import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { RequestDelivery } from './deliveries.rules.ts';
import type { StockRequestState } from './lock-stock-request.command.ts';
import type { StockRequestStatus } from './stock-requests.rules.ts';

/** What was done with a request: how it is called in the audit trail, and as an event. */
const verbs = {
  submit: 'stock-request.submitted',
  'record-approval': 'stock-request.approval-recorded',
  approve: 'stock-request.approved',
  reject: 'stock-request.rejected',
  pick: 'stock-request.picking',
  issue: 'stock-request.issued',
  cancel: 'stock-request.cancelled',
  'roll-back': 'stock-request.rolled-back',
} as const;

/** Where a step takes a request. */
export interface Move {
  to: StockRequestStatus;
  note: string | null;
  /** What happened, for the audit trail and the event. */
  after: object;
  rejectionReason?: string;
  /** How it was delivered, and by what. */
  delivered?: { delivery: RequestDelivery; transferId: string | null; issueId: string | null };
}

/** Which moments of a request are past in a state: those after it are taken back by a rollback. */
const reached: Readonly<Record<StockRequestStatus, { submitted: boolean; approved: boolean }>> = {
  DRAFT: { submitted: false, approved: false },
  SUBMITTED: { submitted: true, approved: false },
  APPROVED: { submitted: true, approved: true },
  PICKING: { submitted: true, approved: true },
  ISSUED: { submitted: true, approved: true },
  REJECTED: { submitted: true, approved: false },
  CANCELLED: { submitted: true, approved: true },
};

/** Takes a locked request a step on, or back, with its history, audit entry and event. */
export async function moveStockRequest(
  command: Command,
  { id, number, status, from, destination, requesterId }: StockRequestState,
  verb: keyof typeof verbs,
  { to, note, after, rejectionReason, delivered }: Move,
): Promise<void> {
  const { tx, now } = command;
  const moment = sql`${now.toISOString()}::timestamptz`;
  const { submitted, approved } = reached[to];
  await sql`
    update stock_request r set status = ${to}, updated_at = ${moment}, version = r.version + 1,
      submitted_at = case when ${verb} = 'submit' then ${moment} when ${submitted} then r.submitted_at end,
      approved_at = case when ${verb} = 'approve' then ${moment} when ${approved} then r.approved_at end,
      issued_at = case when ${to} = 'ISSUED' then ${moment} end,
      rejection_reason = ${rejectionReason ?? null}, delivery = ${delivered?.delivery ?? null},
      transfer_id = ${delivered?.transferId ?? null}, issue_id = ${delivered?.issueId ?? null}
    where r.org_id = ${tx.orgId} and r.id = ${id}`.execute(tx.db);
  // the first of two approvals leaves it in its state: who approved, and when, is told all the same
  await recordTransitions(command, [
    { documentType: 'STOCK_REQUEST', documentId: id, from: status, to, note },
  ]);
  command.record({
    action: `stock-request.${verb}`,
    event: verbs[verb],
    documentType: 'StockRequest',
    documentId: id,
    before: { status },
    after: {
      number,
      status: to,
      requesterId,
      fromLocationId: from.id,
      destinationId: destination.id,
      ...after,
    },
  });
}
