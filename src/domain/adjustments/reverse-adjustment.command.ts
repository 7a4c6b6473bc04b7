import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, refusedField } from '../errors.rules.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import type { PostedAct } from '../stock/post.command.ts';
import { readMovements, undoAct } from './undo-act.command.ts';

/** Which act on the ledger is undone, and why. */
export interface ReverseAdjustmentInput {
  id: string;
  expectedVersion?: number | null;
  notes?: string | null;
}

interface Original {
  id: string;
  number: string;
  type: string;
  status: string;
  version: number;
}

/** What can be undone this way; an issue is undone by the document that made it. */
const reversible = new Set([
  'ADJUSTMENT',
  'LOT_CORRECTION',
  'CONDITION_CHANGE',
  'RECORD_STOCK',
  'CYCLE_COUNT',
  'RECEIPT',
]);

/**
 * Undoes an adjustment or a receipt: posts the opposite movements at the cost of the originals, each naming the one
 * it undoes. It happens once.
 * @throws NOT_FOUND, INVALID_TRANSITION (reversed already, or not reversible), VERSION_CONFLICT, INSUFFICIENT_STOCK
 * when what came in has left since.
 */
export async function reverseAdjustment(command: Command, input: ReverseAdjustmentInput): Promise<PostedAct> {
  const movements = await readMovements(command, input.id);
  if (movements.length === 0) throw refusedField('NOT_FOUND', 'id', 'there is no such adjustment');
  await lockRecords(command, movements);
  const original = await lockOriginal(command, input);
  return undoAct(command, original, movements, { notes: input.notes ?? null });
}

/** Locks the document behind its stock, as every document is. */
async function lockOriginal({ tx }: Command, input: ReverseAdjustmentInput): Promise<Original> {
  const { rows } = await sql<Original>`
    select id, number, type, status, version from stock_document where org_id = ${tx.orgId} and id = ${input.id} for update`.execute(
    tx.db,
  );
  const original = rows[0];
  if (!original) throw refusedField('NOT_FOUND', 'id', 'there is no such adjustment');
  if (original.status !== 'POSTED' || !reversible.has(original.type)) {
    throw new DomainError(
      'INVALID_TRANSITION',
      `${original.number} is a ${original.type} in the state ${original.status} and cannot be reversed`,
      {
        status: original.status,
        type: original.type,
        allowed: [],
      },
    );
  }
  if (input.expectedVersion != null && input.expectedVersion !== original.version) {
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the adjustment has version ${original.version} by now`,
      { currentVersion: original.version },
    );
  }
  return original;
}
