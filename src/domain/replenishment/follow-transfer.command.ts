import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { decimal, ZERO } from '../quantity.rules.ts';
import { readReplenishment } from './lock-replenishment.command.ts';
import { keepSupply, moveReplenishment } from './move-replenishment.command.ts';

/** What became of a transfer that a replenishment made. */
export interface FollowedStep {
  transferId: string;
  verb: 'approve' | 'ship' | 'receive' | 'write-off' | 'cancel';
  /** All of it has come, or was written off. */
  done: boolean;
  note: string | null;
}

/**
 * Lets a replenishment follow its transfer: once that has left, what is on its way is supply of the transfer; what has
 * come of it has come of the replenishment; and both end together. The records of the destination must be locked.
 */
export async function followTransfer(
  command: Command,
  replenishmentId: string,
  { transferId, verb, done, note }: FollowedStep,
): Promise<void> {
  if (verb === 'approve') return;
  const replenishment = await readReplenishment(command, replenishmentId, { lock: true });
  if (verb === 'ship') return keepSupply(command, replenishment, ZERO);
  if (verb === 'cancel') {
    await keepSupply(command, replenishment, ZERO);
    return moveReplenishment(command, replenishment, 'cancel', { to: 'CANCELLED', note });
  }
  const { tx } = command;
  const { rows } = await sql<{ received: string }>`
    select coalesce(sum(n.received + n.over_received), 0) as received from transfer_line n
    where n.org_id = ${tx.orgId} and n.transfer_id = ${transferId}`.execute(tx.db);
  await moveReplenishment(command, replenishment, 'receive', {
    to: done ? 'RECEIVED' : 'ORDERED',
    note,
    received: decimal(rows[0]?.received),
    after: { transferId },
  });
}
