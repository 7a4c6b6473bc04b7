import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { ensureLots } from '../lots/ensure-lots.command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import type { AbcClass } from '../organizations/settings.rules.ts';
import { decimal } from '../quantity.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { lockRecords, lockRowItems } from '../stock/lock-stock.command.ts';
import type { LockedItem } from '../stock/locked-stock.rules.ts';
import { checkLotUse } from '../stock/lots.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { classesOf } from './abc.query.ts';
import { writeCounts } from './enter-counts.command.ts';
import {
  type BatchReference,
  changeBatch,
  type LockedBatch,
  lockBatch,
  noSuchBatch,
} from './lock-batch.command.ts';

/** Stock that was found and that the batch does not have: of the batch's location. */
export interface CountLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  /** Id or code. */
  binId?: string | null;
  lotId?: string | null;
  /** Made if it is new. */
  lotNumber?: string | null;
  expiryDate?: string | null;
  condition?: Condition | null;
  /** Left out: the line waits for its count. */
  countedQuantity?: string | null;
  notes?: string | null;
}

/** A line to be added to a batch that is being counted. */
export interface AddCountLineInput extends BatchReference {
  line: CountLineInput;
}

const AT = 'line.';

/**
 * Adds a line for stock that the batch does not have, perhaps with its count. Stock that the system does not know there
 * becomes a stock item with nothing on hand: the count will say how much there is.
 * @returns the id of the line.
 * @throws NOT_FOUND, INVALID_TRANSITION, DUPLICATE (the batch has it: `details.lineId`), and what the lot rules refuse.
 */
export async function addCountLine(command: Command, input: AddCountLineInput): Promise<string> {
  checkLine(input.line);
  const row = await resolveLine(command, input);
  const pair = { productId: row.product.id, locationId: row.location.id };
  await lockRecords(command, [pair]);
  const [item] = await lockRowItems(command, [row]);
  if (!item) throw new Error('A locked item is missing');
  const batch = await lockBatch(command, input, 'addLine');
  await refuseTwice(command, batch.id, item.id);
  const classes = await classesOf(command.tx, command.now, pair.locationId, [pair.productId]);
  const line = { id: newId('ccl'), class: classes.get(pair.productId) ?? ('C' as const) };
  await insertLine(command, batch, item, { ...line, notes: input.line.notes ?? null });
  const { countedQuantity } = input.line;
  if (countedQuantity != null)
    await writeCounts(command, [
      {
        line: { ...line, countNo: 0, countedQuantity: null },
        item: { ...item, lastCountedAt: null },
        countedQuantity,
      },
    ]);
  await changeBatch(command, batch, {});
  command.record({
    action: 'cycle-count.add-line',
    documentType: 'CycleCount',
    documentId: batch.id,
    event: 'cycle-count.line-added',
    after: {
      number: batch.number,
      lineId: line.id,
      inventoryItemId: item.id,
      countedQuantity: countedQuantity ?? null,
    },
  });
  return line.id;
}

function checkLine({ countedQuantity, lotNumber, notes }: CountLineInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', AT + path, message);
  check(
    countedQuantity == null || decimal(countedQuantity).gte(0),
    'countedQuantity',
    'must not be negative',
  );
  check(
    lotNumber == null || (lotNumber.trim() !== '' && lotNumber.length <= 100),
    'lotNumber',
    'must have 1 to 100 characters',
  );
  check((notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  refusals.throwIfAny();
}

/** The stock row that a line names at the batch's location; its lot is made if it is new. */
async function resolveLine(command: Command, { id, line }: AddCountLineInput): Promise<ResolvedRow> {
  const { tx, now } = command;
  const { rows } = await sql<{ locationId: string }>`
    select location_id as "locationId" from cycle_count_batch where org_id = ${tx.orgId} and id = ${id}`.execute(
    tx.db,
  );
  const [batch] = rows;
  if (!batch) throw noSuchBatch();
  const { countedQuantity: _c, notes: _n, expiryDate = null, ...named } = line;
  const [row] = await resolveRows(tx, [{ ...named, locationId: batch.locationId, at: AT }], {
    newLots: true,
  });
  if (!row) throw new Error('A resolved row is missing');
  const { lotGoodOnExpiryDate } = await readSettings(tx);
  const refusals = new Refusals();
  checkLotUse(refusals, row, { expiryDate }, 'CORRECT', now, lotGoodOnExpiryDate);
  refusals.throwIfAny();
  const [withLot = row] = await ensureLots(command, [{ row, expiryDate }]);
  return withLot;
}

async function refuseTwice({ tx }: Command, batchId: string, itemId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select n.id from cycle_count_line n where n.org_id = ${tx.orgId} and n.batch_id = ${batchId} and n.item_id = ${itemId}`.execute(
    tx.db,
  );
  const [line] = rows;
  if (!line) return;
  throw refusedField('DUPLICATE', 'line', 'the cycle count has that stock already: count its line', {
    lineId: line.id,
  });
}

async function insertLine(
  { tx, now }: Command,
  batch: LockedBatch,
  item: LockedItem,
  line: { id: string; class: AbcClass; notes: string | null },
): Promise<void> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    insert into cycle_count_line (org_id, id, batch_id, line_no, item_id, product_id, location_id, class, added, status, notes,
      created_at, updated_at)
    select ${tx.orgId}, ${line.id}, ${batch.id}, coalesce(max(n.line_no), 0) + 1, ${item.id}, ${item.productId}, ${item.locationId},
      ${line.class}, true, 'PENDING', ${line.notes}, ${moment}, ${moment}
    from cycle_count_line n where n.org_id = ${tx.orgId} and n.batch_id = ${batch.id}`.execute(tx.db);
}
