import type { Command } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { text } from '../quantity.rules.ts';
import { createTransfer } from '../transfers/create-transfer.command.ts';
import { lockReplenishment, type ReplenishmentState } from './lock-replenishment.command.ts';
import { keepSupply, moveReplenishment } from './move-replenishment.command.ts';
import { checkNotes, type ReplenishmentStepInput } from './replenishment.rules.ts';

/** Which replenishment is ordered, and when it is expected. */
export interface OrderReplenishmentInput extends ReplenishmentStepInput {
  /** Default: the day it was drafted with, else today and the lead time. */
  expectedDate?: string | null;
}

/**
 * Orders what was approved: from now on it is supply of its location. From another location it makes a transfer, a draft,
 * and follows it.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, INACTIVE
 */
export async function orderReplenishment(command: Command, input: OrderReplenishmentInput): Promise<void> {
  checkNotes(input);
  const replenishment = await lockReplenishment(command, input, 'ORDER');
  const expectedDate =
    input.expectedDate ?? replenishment.expectedDate ?? expectedDay(command, replenishment);
  const ordered = { ...replenishment, expectedDate };
  const transferId = await makeTransfer(command, ordered);
  await keepSupply(command, ordered, ordered.quantity);
  await moveReplenishment(command, replenishment, 'order', {
    to: 'ORDERED',
    note: input.notes ?? null,
    expectedDate,
    after: { expectedDate, ...(transferId === null ? {} : { transferId }) },
  });
}

/** Today at the location, and the lead time of its settings. */
function expectedDay({ now }: Command, { timezone, leadTimeDays }: ReplenishmentState): string {
  const day = new Date(`${dayIn(timezone, now)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + leadTimeDays);
  return day.toISOString().slice(0, 10);
}

/** What is ordered from a location is a transfer from there. @returns its id */
async function makeTransfer(
  command: Command,
  { id, number, sourceLocationId, locationId, productId, quantity, expectedDate }: ReplenishmentState,
): Promise<string | null> {
  if (sourceLocationId === null) return null;
  const lines = [{ productMasterId: productId, quantity: text(quantity) }];
  const input = { fromLocationId: sourceLocationId, toLocationId: locationId, expectedDate, lines };
  return createTransfer(command, { ...input, notes: `Replenishment ${number}` }, id);
}
