import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { closeAllocations, openAllocations } from '../stock/reserve-items.command.ts';
import { checkFreeText } from '../text.rules.ts';
import { lockTransfer } from './lock-transfer.command.ts';
import { moveTransfer } from './move-transfer.command.ts';
import type { TransferStepInput } from './transfers.rules.ts';

/** Gives up a transfer before it leaves: what it reserved is free again. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export async function cancelTransfer(command: Command, input: TransferStepInput): Promise<void> {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', input.notes);
  refusals.throwIfAny();
  const transfer = await lockTransfer(command, input, 'CANCEL', { from: true });
  const allocations = await openAllocations(command, [transfer.id], transfer.items);
  if (allocations.length > 0) await closeAllocations(command, allocations, 'RELEASED', transfer.records);
  await moveTransfer(command, transfer, 'cancel', { to: 'CANCELLED', note: input.notes ?? null, after: {} });
}
