import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, text } from '../quantity.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { type LockedTransfer, lockTransfer } from './lock-transfer.command.ts';
import { moveTransfer } from './move-transfer.command.ts';
import { changeParcels, readParcels } from './parcels.command.ts';
import { type ParcelPart, Parcels } from './parcels.rules.ts';
import {
  checkStepLines,
  inTransit,
  refuseUnknownLines,
  type StepLineInput,
  statusWhen,
  type TransferStepInput,
} from './transfers.rules.ts';
import { changeLines } from './transit.command.ts';

/** What of a line will never come. */
export interface WriteOffTransferLineInput extends StepLineInput {
  /** Default: all that is still on its way. */
  quantity?: string | null;
  /** Default: the reason of the request. */
  reason?: string | null;
}

/** What will never come, and why; without lines: all that is still on its way. */
export interface WriteOffTransferInput extends TransferStepInput {
  reason?: string | null;
  lines?: WriteOffTransferLineInput[] | null;
}

interface WrittenOff extends ParcelPart {
  lineId: string;
  reason: string;
}

/**
 * Writes off what left and will never come: it is on its way no more, and arrived nowhere. With nothing left on its way,
 * the transfer is RECEIVED.
 * @throws INSUFFICIENT_STOCK when less is on its way, NOT_FOUND
 */
export async function writeOffTransfer(command: Command, input: WriteOffTransferInput): Promise<void> {
  checkInput(input);
  const lineIds = input.lines?.map(({ lineId }) => lineId);
  const transfer = await lockTransfer(command, input, 'WRITE_OFF', { to: true, lineIds });
  const entries = entriesOf(input, transfer);
  const parcels = await readParcels(command, [...new Set(entries.map(({ lineId }) => lineId))]);
  const lost = plan(input, entries, new Parcels(parcels));
  await changeParcels(
    command,
    lost.map(({ parcel, quantity }) => ({ parcelId: parcel.id, writtenOff: quantity })),
  );
  const now = await changeLines(
    command,
    transfer,
    lost.map(({ lineId, quantity, reason }) => ({ lineId, writtenOff: quantity, reason })),
  );
  await moveTransfer(command, transfer, 'write-off', {
    to: statusWhen(transfer.status, now),
    note: input.notes ?? input.reason ?? null,
    after: {
      lines: lost.map(({ lineId, parcel, quantity, reason }) => ({
        lineId,
        ...(parcel.lotId ? { lotId: parcel.lotId } : {}),
        writtenOff: text(quantity),
        value: text(quantity.times(parcel.unitCost)),
        reason,
      })),
    },
  });
}

function checkInput({ notes, reason, lines }: WriteOffTransferInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  checkFreeText(refusals, 'reason', reason);
  checkStepLines(refusals, lines, { once: false });
  const check = (ok: boolean, path: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, 'is required: say why it is written off');
  if (lines == null) check(Boolean(reason?.trim()), 'reason');
  for (const [index, line] of (lines ?? []).entries())
    check(Boolean(line.reason?.trim() || reason?.trim()), `lines[${index}].reason`);
  refusals.throwIfAny();
}

function entriesOf(
  { lines: given }: WriteOffTransferInput,
  { lines }: LockedTransfer,
): WriteOffTransferLineInput[] {
  refuseUnknownLines(given ?? [], lines);
  return given ?? lines.filter((line) => inTransit(line).gt(0)).map(({ id }) => ({ lineId: id }));
}

function plan(
  { reason: ofAll }: WriteOffTransferInput,
  entries: readonly WriteOffTransferLineInput[],
  parcels: Parcels,
): WrittenOff[] {
  const refusals = new Refusals();
  const lost: WrittenOff[] = [];
  for (const [index, entry] of entries.entries()) {
    const at = `lines[${index}].`;
    const named = parcels.named(refusals, at, entry);
    const left: Decimal = parcels.left(named);
    const wanted = entry.quantity == null ? left : decimal(entry.quantity);
    const { parts, short } = parcels.use(named, wanted);
    if (named.length > 0)
      refusals.check(
        short.lte(0),
        'INSUFFICIENT_STOCK',
        `${at}quantity`,
        `${text(wanted)} to be written off, ${text(left)} on its way`,
        { available: Number(left), requested: Number(wanted), lineId: entry.lineId },
      );
    const reason = entry.reason?.trim() ? entry.reason : (ofAll ?? '');
    lost.push(...parts.map((part) => ({ ...part, lineId: entry.lineId, reason })));
  }
  refusals.throwIfAny();
  if (lost.length === 0)
    throw refusedField('VALIDATION_FAILED', 'lines', 'nothing is written off: give more than 0 of a line');
  return lost;
}
