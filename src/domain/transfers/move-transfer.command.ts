import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { followTransfer } from '../replenishment/follow-transfer.command.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { TransferState } from './lock-transfer.command.ts';
import type { TransferStatus } from './transfers.rules.ts';

/** What was done with a transfer: how it is called in the audit trail and as an event. */
const verbs = {
  approve: 'transfer.approved',
  ship: 'transfer.shipped',
  receive: 'transfer.received',
  'write-off': 'transfer.written-off',
  cancel: 'transfer.cancelled',
  'take-back': 'transfer.cancelled',
} as const;

/** Takes a locked transfer a step on, with its history, audit entry and event; its replenishment follows. */
export async function moveTransfer(
  command: Command,
  { id, number, status, from, to: destination, replenishmentId }: TransferState,
  verb: keyof typeof verbs,
  { to, note, after }: { to: TransferStatus; note: string | null; after: object },
): Promise<void> {
  const { tx, now } = command;
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    update transfer f set status = ${to}, updated_at = ${moment}, version = f.version + 1,
      shipped_at = case when ${verb} = 'ship' then ${moment} when ${verb} <> 'take-back' then f.shipped_at end,
      received_at = case when ${to} = 'RECEIVED' then ${moment} else f.received_at end
    where f.org_id = ${tx.orgId} and f.id = ${id}`.execute(tx.db);
  // one that comes in parts stays in its state: who received what, and when, is told all the same
  await recordTransitions(command, [{ documentType: 'TRANSFER', documentId: id, from: status, to, note }]);
  command.record({
    action: `transfer.${verb}`,
    event: verbs[verb],
    documentType: 'Transfer',
    documentId: id,
    before: { status },
    after: { number, status: to, fromLocationId: from.id, toLocationId: destination.id, ...after },
  });
  if (replenishmentId !== null && verb !== 'take-back')
    await followTransfer(command, replenishmentId, { transferId: id, verb, done: to === 'RECEIVED', note });
}
