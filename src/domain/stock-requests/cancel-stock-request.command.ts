import type { Command } from '../command.ts';
import { closeAllocations, openAllocations } from '../stock/reserve-items.command.ts';
import { voidApprovals } from './approvals.command.ts';
import { type LockedStockRequest, lockStockRequest } from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import { checkStep, type StockRequestStatus } from './stock-requests.rules.ts';
import { checkNotes, type NotedStepInput } from './submit-stock-request.command.ts';

/** The states in which a request has stock allocated. */
const allocated: readonly StockRequestStatus[] = ['APPROVED', 'PICKING'];

/** Gives up a request before it is issued: what was allocated is free again. @throws INVALID_TRANSITION, VERSION_CONFLICT */
export async function cancelStockRequest(command: Command, input: NotedStepInput): Promise<void> {
  checkNotes(input);
  const request = await lockStockRequest(
    command,
    input,
    (found) => checkStep(found, 'CANCELLED', input.expectedVersion),
    ({ status }) => ({ from: allocated.includes(status), to: false }),
  );
  await freeAllocations(command, request);
  await voidApprovals(command, request.id);
  await moveStockRequest(command, request, 'cancel', {
    to: 'CANCELLED',
    note: input.notes ?? null,
    after: {},
  });
}

/** Gives back what a locked request has allocated. */
export async function freeAllocations(
  command: Command,
  { id, items, records }: LockedStockRequest,
): Promise<void> {
  const allocations = await openAllocations(command, [id], items);
  if (allocations.length > 0) await closeAllocations(command, allocations, 'RELEASED', records);
}
