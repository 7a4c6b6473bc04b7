import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import { decimal, text } from '../quantity.rules.ts';
import { lockReplenishment } from './lock-replenishment.command.ts';
import { moveReplenishment } from './move-replenishment.command.ts';
import { checkNotes, type ReplenishmentStepInput } from './replenishment.rules.ts';

/** Which replenishment is approved, and how much of it. */
export interface ApproveReplenishmentInput extends ReplenishmentStepInput {
  /** Default: as it was drafted. */
  quantity?: string | null;
}

/** Approves a draft, as it is or in another quantity. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export async function approveReplenishment(
  command: Command,
  input: ApproveReplenishmentInput,
): Promise<void> {
  checkNotes(input);
  if (input.quantity != null && decimal(input.quantity).lte(0))
    throw refusedField('VALIDATION_FAILED', 'quantity', 'must be greater than 0');
  const replenishment = await lockReplenishment(command, input, 'APPROVE');
  const quantity = input.quantity == null ? replenishment.quantity : decimal(input.quantity);
  await moveReplenishment(command, replenishment, 'approve', {
    to: 'APPROVED',
    note: input.notes ?? null,
    quantity,
    after: { drafted: text(replenishment.quantity) },
  });
}
