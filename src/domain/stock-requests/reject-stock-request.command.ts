import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { voidApprovals } from './approvals.command.ts';
import { readStockRequest } from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import { checkStep, type StockRequestStepInput } from './stock-requests.rules.ts';

/** Which request is refused, and why. */
export interface RejectStockRequestInput extends StockRequestStepInput {
  reason: string;
}

/** Rejects a submitted request. @throws VALIDATION_FAILED without a reason, INVALID_TRANSITION, VERSION_CONFLICT */
export async function rejectStockRequest(command: Command, input: RejectStockRequestInput): Promise<void> {
  const refusals = new Refusals();
  refusals.check(input.reason.trim() !== '', 'VALIDATION_FAILED', 'reason', 'is required: say why');
  checkFreeText(refusals, 'reason', input.reason);
  refusals.throwIfAny();
  const request = await readStockRequest(command, input.id, { lock: true });
  checkStep(request, 'REJECTED', input.expectedVersion);
  await voidApprovals(command, request.id);
  await moveStockRequest(command, request, 'reject', {
    to: 'REJECTED',
    note: input.reason,
    rejectionReason: input.reason,
    after: { reason: input.reason },
  });
}
