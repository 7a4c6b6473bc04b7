import type { Command } from '../command.ts';
import { sum, text } from '../quantity.rules.ts';
import { handOverAllocations } from '../stock/hand-over-allocations.command.ts';
import { createTransfer } from '../transfers/create-transfer.command.ts';
import { lockTransfer } from '../transfers/lock-transfer.command.ts';
import { moveTransfer } from '../transfers/move-transfer.command.ts';
import { shipTransfer } from '../transfers/ship-transfer.command.ts';
import type { LockedStockRequest } from './lock-stock-request.command.ts';
import { type Outgoing, resolveParts } from './outgoing.command.ts';

/**
 * Issues through a transfer that leaves at once, for the destination to receive: what was allocated to the request is
 * what it ships.
 * @returns the id of the transfer
 */
export async function deliverByTransfer(
  command: Command,
  request: LockedStockRequest,
  outgoing: readonly Outgoing[],
): Promise<string> {
  await resolveParts(command, outgoing); // which refuses what must not leave
  const leaving = outgoing.filter(({ kept }) => kept.length > 0);
  const notes = `Stock request ${request.number}`;
  const id = await createTransfer(command, {
    fromLocationId: request.from.id,
    toLocationId: request.destination.id,
    notes,
    lines: leaving.map(({ line, kept }) => ({
      productMasterId: line.productId,
      quantity: text(sum(kept.map(({ quantity }) => quantity))),
    })),
  });
  const transfer = await lockTransfer(command, { id }, 'APPROVE', { from: true });
  const lineOf = new Map(leaving.map(({ line }, index) => [line.id, transfer.lines[index]?.id ?? '']));
  const kept = leaving.flatMap((each) => each.kept);
  await handOverAllocations(command, kept, { type: 'TRANSFER', id }, lineOf);
  await moveTransfer(command, transfer, 'approve', {
    to: 'APPROVED',
    note: notes,
    after: {
      stockRequestId: request.id,
      lines: transfer.lines.map((line) => ({ lineId: line.id, reserved: text(line.requested) })),
    },
  });
  await shipTransfer(command, { id, notes }, { mayOverride: false });
  return id;
}
