import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, Refusals } from '../errors.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { voidApprovals } from './approvals.command.ts';
import { freeAllocations } from './cancel-stock-request.command.ts';
import {
  type LockedStockRequest,
  lockStockRequest,
  type StockRequestState,
} from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import {
  checkVersion,
  invalidTransition,
  type StockRequestStatus,
  type StockRequestStepInput,
  statusBefore,
} from './stock-requests.rules.ts';
import { takeBackIssue } from './take-back-issue.command.ts';

/** Which request goes a step back, and why. */
export interface RollBackStockRequestInput extends StockRequestStepInput {
  reason?: string | null;
}

/** What a caller may do beyond writing. */
export interface RollBackPowers {
  /** The caller has the permission `stockrequests.approve`. */
  mayApprove: boolean;
}

/**
 * Takes a request one step back, undoing what that step did: of an issue the movements are reversed and the stock is
 * allocated again, of an approval the stock is free again. Approvals count no more once it is SUBMITTED or a DRAFT: nothing
 * that was approved before is approved after it. Who may not approve may give up an approval, and so ask anew, but not
 * overrule a rejection.
 * @throws INVALID_TRANSITION for a draft, or what was cancelled; FORBIDDEN for a rejection without `stockrequests.approve`;
 * GOODS_MOVED_ON when what was issued is not at its destination any more; VERSION_CONFLICT
 */
export async function rollBackStockRequest(
  command: Command,
  input: RollBackStockRequestInput,
  powers: RollBackPowers,
): Promise<void> {
  const refusals = new Refusals();
  checkFreeText(refusals, 'reason', input.reason);
  refusals.throwIfAny();
  const request = await lockStockRequest(
    command,
    input,
    (found) => checkRollBack(found, input.expectedVersion, powers),
    touches,
  );
  const to = statusBefore[request.status];
  if (!to) throw invalidTransition(request, 'rolled back');
  const note = input.reason ?? null;
  const undone = await undo(command, request, note);
  await moveStockRequest(command, request, 'roll-back', {
    to,
    note: note ?? 'rolled back',
    after: { reason: note, ...undone },
  });
}

function checkRollBack(
  request: StockRequestState,
  expectedVersion: number | null | undefined,
  { mayApprove }: RollBackPowers,
): void {
  if (!statusBefore[request.status]) throw invalidTransition(request, 'rolled back');
  checkVersion(request, expectedVersion);
  const permission = 'stockrequests.approve';
  if (request.status === 'REJECTED' && !mayApprove)
    throw new DomainError(
      'FORBIDDEN',
      `A rejection is rolled back by who may approve: ${permission} is needed`,
      {
        permission,
        permissions: [permission],
      },
    );
}

/** Which stock the undoing of a step touches. */
const touches = ({ status, delivery }: StockRequestState) => ({
  from: status === 'APPROVED' || status === 'ISSUED',
  to: status === 'ISSUED' && delivery !== 'CONSUMPTION',
});

/** Undoes what the last step did. @returns what there is to tell of it */
async function undo(command: Command, request: LockedStockRequest, note: string | null): Promise<object> {
  const steps: Partial<Record<StockRequestStatus, () => Promise<object>>> = {
    SUBMITTED: async () => {
      await voidApprovals(command, request.id);
      return {};
    },
    APPROVED: async () => {
      await freeAllocations(command, request);
      await voidApprovals(command, request.id);
      await forgetApproved(command, request.id);
      return {};
    },
    ISSUED: () => takeBackIssue(command, request, note),
  };
  return (await steps[request.status]?.()) ?? {};
}

async function forgetApproved({ tx }: Command, requestId: string): Promise<void> {
  await sql`
    update stock_request_line n set approved = null, let_go = 0 where n.org_id = ${tx.orgId} and n.request_id = ${requestId}`.execute(
    tx.db,
  );
}
