import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, refusedField } from '../errors.rules.ts';
import { decimal } from '../quantity.rules.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import { type Act, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { recordAct } from './record-act.command.ts';

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

interface OriginalMovement {
  id: string;
  itemId: string;
  productId: string;
  locationId: string;
  delta: string;
  unitCost: string;
  type: string;
  reasonCode: string | null;
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
  const rows = await resolveRows(
    command.tx,
    movements.map(({ itemId }) => ({ inventoryItemId: itemId, at: '' })),
    { inactive: true },
  );
  const act: Act = {
    type: 'REVERSAL',
    reasonCode: movements[0]?.reasonCode ?? null,
    reference: original.number,
    notes: input.notes ?? null,
    reversesId: original.id,
  };
  const posted = await post(
    command,
    act,
    rows.map((row, index) => {
      const movement = movements[index];
      return {
        row,
        change: { delta: decimal(movement?.delta).neg(), atCost: decimal(movement?.unitCost) },
        reversesMovementId: movement?.id ?? '',
        movementType: movement?.type ?? 'REVERSAL',
        reasonCode: movement?.reasonCode ?? null,
        field: 'id',
      };
    }),
  );
  await markReversed(command, original.id, posted.id);
  recordAct(command, act, posted);
  return posted;
}

async function readMovements({ tx }: Command, documentId: string): Promise<OriginalMovement[]> {
  // the last line first, so that balances pass through the same states backwards
  const { rows } = await sql<OriginalMovement>`
    select m.id, m.item_id as "itemId", m.product_id as "productId", m.location_id as "locationId", m.quantity_delta as delta,
      m.unit_cost as "unitCost", m.type, m.reason_code as "reasonCode"
    from movement m where m.org_id = ${tx.orgId} and m.document_id = ${documentId} order by m.line_no desc`.execute(
    tx.db,
  );
  return rows;
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

async function markReversed({ tx, now }: Command, id: string, reversedById: string): Promise<void> {
  await sql`update stock_document set status = 'REVERSED', reversed_by_id = ${reversedById}, updated_at = ${now.toISOString()}::timestamptz,
    version = version + 1 where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}
