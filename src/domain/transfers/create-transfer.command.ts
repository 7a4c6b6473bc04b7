import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import { checkFreeText } from '../text.rules.ts';
import {
  checkDraftLines,
  type NewTransferLine,
  resolveEnds,
  resolveTransferLines,
  type TransferLineInput,
  writeTransferLines,
} from './transfer-lines.command.ts';

/** What is to be transferred, and from where to where. */
export interface CreateTransferInput {
  /** Id or code. */
  fromLocationId: string;
  /** Id or code. */
  toLocationId: string;
  expectedDate?: string | null;
  notes?: string | null;
  /** Stock on hold of the lots or bins that lines name may be shipped, too. */
  includeHeld?: boolean | null;
  lines: TransferLineInput[];
}

/**
 * Makes a draft of a transfer: nothing is reserved yet.
 * @param replenishmentId the replenishment that it carries out
 * @returns the transfer's id.
 * @throws NOT_FOUND, INACTIVE, LOT_OF_ANOTHER_PRODUCT, BIN_OF_ANOTHER_LOCATION, BIN_BLOCKED, each naming the field
 */
export async function createTransfer(
  command: Command,
  input: CreateTransferInput,
  replenishmentId: string | null = null,
): Promise<string> {
  checkInput(input);
  const ends = await resolveEnds(command, input);
  const lines = await resolveTransferLines(command, ends, input.lines);
  const id = newId('trf');
  const number = await command.number('TR');
  const { tx, now, doer } = command;
  const fields = {
    fromLocationId: ends.from.id,
    toLocationId: ends.to.id,
    expectedDate: input.expectedDate ?? null,
    notes: input.notes ?? null,
    includeHeld: input.includeHeld ?? false,
  };
  await tx.db
    .insertInto('transfer')
    .values({
      org_id: tx.orgId,
      id,
      number,
      kind: 'STANDARD',
      status: 'DRAFT',
      from_location_id: fields.fromLocationId,
      to_location_id: fields.toLocationId,
      expected_date: fields.expectedDate,
      notes: fields.notes,
      include_held: fields.includeHeld,
      replenishment_id: replenishmentId,
      created_by: doer.id,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
      version: 1,
    })
    .execute();
  await writeTransferLines(command, id, lines);
  await recordTransitions(command, [
    { documentType: 'TRANSFER', documentId: id, from: null, to: 'DRAFT', note: fields.notes },
  ]);
  command.record({
    action: 'transfer.create',
    event: 'transfer.created',
    documentType: 'Transfer',
    documentId: id,
    after: {
      number,
      kind: 'STANDARD',
      status: 'DRAFT',
      ...fields,
      lines: told(lines),
      ...(replenishmentId ? { replenishmentId } : {}),
    },
  });
  return id;
}

function checkInput({ notes, lines }: CreateTransferInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  checkDraftLines(refusals, lines);
  refusals.throwIfAny();
}

/** Lines as the audit trail tells them. */
export const told = (lines: readonly NewTransferLine[]) =>
  lines.map(({ id, productId, lotId, fromBinId, toBinId, requested }) => ({
    lineId: id,
    productMasterId: productId,
    ...(lotId ? { lotId } : {}),
    ...(fromBinId ? { fromBinId } : {}),
    ...(toBinId ? { toBinId } : {}),
    requested,
  }));
