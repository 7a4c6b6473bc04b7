import type { Command } from '../command.ts';
import { ZERO } from '../quantity.rules.ts';
import { cancelTransfer } from '../transfers/cancel-transfer.command.ts';
import { lockReplenishment } from './lock-replenishment.command.ts';
import { keepSupply, moveReplenishment } from './move-replenishment.command.ts';
import { checkNotes, type ReplenishmentStepInput } from './replenishment.rules.ts';

/**
 * Gives up what has not come yet, with its transfer if that has not left.
 * @throws NOT_FOUND, INVALID_TRANSITION (also when its transfer is on its way), VERSION_CONFLICT
 */
export async function cancelReplenishment(command: Command, input: ReplenishmentStepInput): Promise<void> {
  checkNotes(input);
  const replenishment = await lockReplenishment(command, input, 'CANCEL');
  const { transferId, status } = replenishment;
  const notes = input.notes ?? null;
  // the replenishment follows
  if (transferId !== null) return cancelTransfer(command, { id: transferId, notes });
  if (status === 'ORDERED') await keepSupply(command, replenishment, ZERO);
  await moveReplenishment(command, replenishment, 'cancel', { to: 'CANCELLED', note: notes });
}
