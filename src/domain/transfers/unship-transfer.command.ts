import { sql } from 'kysely';
import { readMovements, undoAct } from '../adjustments/undo-act.command.ts';
import type { Command } from '../command.ts';
import { DomainError } from '../errors.rules.ts';
import { lockTransfer, readTransfer } from './lock-transfer.command.ts';
import { moveTransfer } from './move-transfer.command.ts';
import { actsOfTransfers } from './transfers.query.ts';
import { changeLines } from './transit.command.ts';

/**
 * Takes a transfer back that has left and of which nothing has arrived or was written off: its goods are where they were,
 * and it is cancelled. Only the document that it carries out does this; it must have locked the stock at both ends.
 * @throws GOODS_MOVED_ON when something of it has arrived or was written off
 */
export async function unshipTransfer(command: Command, id: string, note: string | null): Promise<void> {
  const { number, status } = await readTransfer(command, id, { lock: false });
  if (status !== 'IN_TRANSIT') throw movedOn(id, number, status);
  const transfer = await lockTransfer(command, { id }, 'RECEIVE', { from: true, to: true });
  const touched = transfer.lines.some(({ received, damaged, writtenOff }) =>
    received.plus(damaged).plus(writtenOff).gt(0),
  );
  if (touched) throw movedOn(id, number, status);
  const { orgId, db } = command.tx;
  for (const act of await actsOfTransfers(command.tx, [id])) {
    const movements = await readMovements(command, act.id);
    await undoAct(command, act, movements, { notes: note, cause: { type: 'TRANSFER', id } });
  }
  await sql`delete from transfer_parcel p where p.org_id = ${orgId} and p.transfer_id = ${id}`.execute(db);
  const changes = transfer.lines.map((line) => ({ lineId: line.id, shipped: line.shipped.neg() }));
  await changeLines(command, transfer, changes);
  await moveTransfer(command, transfer, 'take-back', { to: 'CANCELLED', note, after: {} });
}

function movedOn(id: string, number: string, status: string): DomainError {
  return new DomainError(
    'GOODS_MOVED_ON',
    `Of the transfer ${number} something has arrived or was written off already`,
    { transferId: id, transferStatus: status },
  );
}
