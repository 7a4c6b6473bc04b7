import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { decimal } from '../quantity.rules.ts';
import { type Act, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { recordAct } from './record-act.command.ts';

/** A movement of an act that is to be undone. */
export interface OriginalMovement {
  id: string;
  itemId: string;
  productId: string;
  locationId: string;
  delta: string;
  unitCost: string;
  type: string;
  reasonCode: string | null;
  causeLineId: string | null;
}

/** The movements of an act, the last line first, so that balances pass through the same states backwards. */
export async function readMovements({ tx }: Command, documentId: string): Promise<OriginalMovement[]> {
  const { rows } = await sql<OriginalMovement>`
    select m.id, m.item_id as "itemId", m.product_id as "productId", m.location_id as "locationId", m.quantity_delta as delta,
      m.unit_cost as "unitCost", m.type, m.reason_code as "reasonCode", m.cause_line_id as "causeLineId"
    from movement m where m.org_id = ${tx.orgId} and m.document_id = ${documentId} order by m.line_no desc`.execute(
    tx.db,
  );
  return rows;
}

/** What a reversal says beside its lines. */
export interface UndoOptions {
  notes: string | null;
  /** The document that the reversal carries out; its lines are then those of the movements that are undone. */
  cause?: { type: string; id: string };
  costCentre?: string | null;
}

/**
 * Undoes an act: posts the opposite movements at the cost of the originals, each naming the one it undoes. The records of
 * its stock, and then the document, must be locked, and it must be one that may be undone.
 */
export async function undoAct(
  command: Command,
  original: { id: string; number: string },
  movements: readonly OriginalMovement[],
  { notes, cause, costCentre }: UndoOptions,
): Promise<PostedAct> {
  const rows = await resolveRows(
    command.tx,
    movements.map(({ itemId }) => ({ inventoryItemId: itemId, at: '' })),
    { inactive: true },
  );
  const act: Act = {
    type: 'REVERSAL',
    reasonCode: movements[0]?.reasonCode ?? null,
    reference: original.number,
    notes,
    reversesId: original.id,
    ...(cause ? { cause } : {}),
    ...(costCentre ? { costCentre } : {}),
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
        ...(cause ? { causeLineId: movement?.causeLineId ?? null } : {}),
        field: 'id',
      };
    }),
  );
  await markReversed(command, original.id, posted.id);
  recordAct(command, act, posted);
  return posted;
}

async function markReversed({ tx, now }: Command, id: string, reversedById: string): Promise<void> {
  await sql`update stock_document set status = 'REVERSED', reversed_by_id = ${reversedById}, updated_at = ${now.toISOString()}::timestamptz,
    version = version + 1 where org_id = ${tx.orgId} and id = ${id}`.execute(tx.db);
}
