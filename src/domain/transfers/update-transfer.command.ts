import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { told } from './create-transfer.command.ts';
import { readTransfer, readTransferLines, type TransferState } from './lock-transfer.command.ts';
import {
  checkDraftLines,
  resolveEnds,
  resolveTransferLines,
  type TransferEnds,
  type TransferLineInput,
  writeTransferLines,
} from './transfer-lines.command.ts';
import { checkStep, type TransferStepInput } from './transfers.rules.ts';

/** Changes of a draft; what is left out stays as it is. */
export interface UpdateTransferInput extends TransferStepInput {
  /** Id or code. */
  fromLocationId?: string | null;
  /** Id or code. */
  toLocationId?: string | null;
  expectedDate?: string | null;
  includeHeld?: boolean | null;
  /** These take the place of all lines. */
  lines?: TransferLineInput[] | null;
}

/** Changes a draft. @throws as createTransfer does; INVALID_TRANSITION, VERSION_CONFLICT */
export async function updateTransfer(command: Command, input: UpdateTransferInput): Promise<void> {
  checkInput(input);
  // nothing of its stock is touched: the document alone is locked
  const before = await readTransfer(command, input.id, { lock: true });
  checkStep(before, 'UPDATE', input.expectedVersion);
  refuseOtherGoods(input, before);
  const ends = await newEnds(command, input, before);
  const lines = input.lines == null ? null : await resolveTransferLines(command, ends, input.lines);
  if (lines) await replaceLines(command, input.id, lines);
  const after = {
    fromLocationId: ends.from.id,
    toLocationId: ends.to.id,
    expectedDate: input.expectedDate === undefined ? before.expectedDate : input.expectedDate,
    notes: input.notes === undefined ? before.notes : input.notes,
    includeHeld: input.includeHeld ?? before.includeHeld,
  };
  const { tx, now } = command;
  await sql`
    update transfer f set from_location_id = ${after.fromLocationId}, to_location_id = ${after.toLocationId},
      expected_date = ${after.expectedDate}::date, notes = ${after.notes}, include_held = ${after.includeHeld},
      updated_at = ${now.toISOString()}::timestamptz, version = f.version + 1
    where f.org_id = ${tx.orgId} and f.id = ${input.id}`.execute(tx.db);
  const { expectedDate, notes, includeHeld } = before;
  command.record({
    action: 'transfer.update',
    event: 'transfer.updated',
    documentType: 'Transfer',
    documentId: input.id,
    before: {
      fromLocationId: before.from.id,
      toLocationId: before.to.id,
      expectedDate,
      notes,
      includeHeld,
    },
    after: { number: before.number, ...after, ...(lines ? { lines: told(lines) } : {}) },
  });
}

function checkInput({ notes, lines }: UpdateTransferInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  if (lines != null) checkDraftLines(refusals, lines);
  refusals.throwIfAny();
}

/** What a replenishment made stays what was ordered with it. @throws TRANSFER_OF_REPLENISHMENT */
function refuseOtherGoods(input: UpdateTransferInput, { replenishmentId }: TransferState): void {
  if (replenishmentId === null) return;
  const refusals = new Refusals();
  for (const field of ['fromLocationId', 'toLocationId', 'lines'] as const)
    refusals.check(
      input[field] == null,
      'TRANSFER_OF_REPLENISHMENT',
      field,
      'is what a replenishment ordered: cancel it, and make another one',
      { replenishmentId },
    );
  refusals.throwIfAny();
}

/** Both ends as they will be. Lines that stay must not name bins of another location. */
async function newEnds(
  command: Command,
  input: UpdateTransferInput,
  before: TransferState,
): Promise<TransferEnds> {
  const ends = await resolveEnds(command, {
    fromLocationId: input.fromLocationId ?? before.from.id,
    toLocationId: input.toLocationId ?? before.to.id,
  });
  const moved = { from: ends.from.id !== before.from.id, to: ends.to.id !== before.to.id };
  if (input.lines != null || (!moved.from && !moved.to)) return ends;
  const refusals = new Refusals();
  for (const { lineNo, fromBinId, toBinId } of await readTransferLines(command, input.id)) {
    const strayed = (moved.from && fromBinId !== null) || (moved.to && toBinId !== null);
    refusals.check(
      !strayed,
      'VALIDATION_FAILED',
      'lines',
      `line ${lineNo} names a bin of the location before: give the lines anew`,
    );
  }
  refusals.throwIfAny();
  return ends;
}

async function replaceLines(
  command: Command,
  id: string,
  lines: Parameters<typeof writeTransferLines>[2],
): Promise<void> {
  const { tx } = command;
  await sql`delete from transfer_line n where n.org_id = ${tx.orgId} and n.transfer_id = ${id}`.execute(
    tx.db,
  );
  await writeTransferLines(command, id, lines);
}
