import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { DomainError } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { type Decimal, text } from '../quantity.rules.ts';
import type { StockRequestState } from './lock-stock-request.command.ts';

/**
 * Whether somebody may approve a request: nobody who had a hand in it, and nobody twice.
 * @throws SELF_APPROVAL, ALREADY_APPROVED
 */
export async function refuseApprover(
  { tx, doer }: Command,
  { requesterId, contributors, approvals, status }: StockRequestState,
): Promise<void> {
  const { stockRequestSelfApproval } = await readSettings(tx);
  if (!stockRequestSelfApproval && contributors.includes(doer.id))
    throw new DomainError(
      'SELF_APPROVAL',
      'Who made, edited or submitted a stock request cannot approve it',
      { requesterId, status },
    );
  if (approvals.some(({ approvedBy }) => approvedBy === doer.id))
    throw new DomainError('ALREADY_APPROVED', 'The second approval is to be by another approver', {
      status,
      approvals: approvals.map(({ level, approvedBy }) => ({ level, approvedBy })),
    });
}

/** How many approvals a request of a value needs. */
export async function approvalsNeeded({ tx }: Command, value: Decimal): Promise<number> {
  const { stockRequestSecondApprovalAbove: limit } = await readSettings(tx);
  return limit !== null && value.gt(limit) ? 2 : 1;
}

/** Notes an approval. */
export async function writeApproval(
  { tx, now, doer }: Command,
  { id, approvals }: StockRequestState,
  { value, quantities, notes }: { value: Decimal; quantities: Record<string, string>; notes: string | null },
): Promise<void> {
  await sql`
    insert into stock_request_approval (org_id, id, request_id, level, approved_by, approved_at, notes, value, quantities)
    values (${tx.orgId}, ${newId('sra')}, ${id}, ${approvals.length + 1}, ${doer.id}, ${now.toISOString()}::timestamptz, ${notes},
      ${text(value)}::numeric, ${JSON.stringify(quantities)}::jsonb)`.execute(tx.db);
}

/** Approvals count no more: they were rolled back, or the request was rejected. */
export async function voidApprovals({ tx, now }: Command, requestId: string): Promise<void> {
  await sql`
    update stock_request_approval v set voided_at = ${now.toISOString()}::timestamptz
    where v.org_id = ${tx.orgId} and v.request_id = ${requestId} and v.voided_at is null`.execute(tx.db);
}
