import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, max, text, ZERO } from '../quantity.rules.ts';
import type { Act, ActLine, PostedAct } from '../stock/act.rules.ts';
import { post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { checkFreeText } from '../text.rules.ts';
import { type LockedTransfer, lockTransfer, type TransferLineState } from './lock-transfer.command.ts';
import { moveTransfer } from './move-transfer.command.ts';
import { changeParcels, readParcels } from './parcels.command.ts';
import { type Parcel, Parcels } from './parcels.rules.ts';
import { resolveBins } from './transfer-lines.command.ts';
import {
  checkOverride,
  checkStepLines,
  inTransit,
  type Powers,
  refuseUnknownLines,
  type StepLineInput,
  statusWhen,
  type TransferStepInput,
} from './transfers.rules.ts';
import { changeLines } from './transit.command.ts';

/** What has come of a line; a line may be named several times, for its lots or bins. */
export interface ReceiveTransferLineInput extends StepLineInput {
  /** In good condition; default: all that is still on its way, less what is damaged. */
  quantity?: string | null;
  damagedQuantity?: string | null;
  /** Id or code; default: the bin that was planned. */
  toBinId?: string | null;
}

/** What has come; left out: all that is still on its way. */
export interface ReceiveTransferInput extends TransferStepInput {
  lines?: ReceiveTransferLineInput[] | null;
}

/** A part of what has come: of one parcel, into one stock item. */
interface Arrival {
  line: TransferLineState;
  at: string;
  parcel: Parcel;
  quantity: Decimal;
  damaged: boolean;
  /** More than was on its way. */
  over: boolean;
  binId: string | null;
  reason: string | null;
}

/**
 * Takes in what has come of a transfer: the lots that left, at their cost, into the bins that were planned or are named
 * now; what is damaged into the condition DAMAGED. With all of it come or written off, the transfer is RECEIVED.
 * @throws NOT_FOUND, BIN_OF_ANOTHER_LOCATION, BIN_BLOCKED, INACTIVE; FORBIDDEN where more has come than left
 */
export async function receiveTransfer(
  command: Command,
  input: ReceiveTransferInput,
  powers: Powers,
): Promise<void> {
  checkInput(input);
  const lineIds = input.lines?.map(({ lineId }) => lineId);
  const transfer = await lockTransfer(command, input, 'RECEIVE', { to: true, lineIds });
  const entries = entriesOf(input, transfer);
  const bins = await binsOf(command, transfer, entries);
  const lines = await readParcels(command, [...new Set(entries.map(({ lineId }) => lineId))]);
  const arrivals = plan(entries, transfer, new Parcels(lines), { bins, powers });
  const posted = await move(command, input, transfer, arrivals);
  await changeParcels(
    command,
    arrivals
      .filter(({ over }) => !over)
      .map(({ parcel, quantity, damaged }) => ({
        parcelId: parcel.id,
        [damaged ? 'damaged' : 'received']: quantity,
      })),
  );
  const now = await changeLines(
    command,
    transfer,
    arrivals.map(({ line, quantity, damaged, over, reason }) => ({
      lineId: line.id,
      [over ? 'overReceived' : damaged ? 'damaged' : 'received']: quantity,
      reason,
    })),
  );
  await moveTransfer(command, transfer, 'receive', {
    to: statusWhen(transfer.status, now),
    note: input.notes ?? null,
    after: { documentId: posted.id, lines: told(arrivals) },
  });
}

function checkInput({ notes, lines }: ReceiveTransferInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  checkStepLines(refusals, lines, { once: false });
  refusals.throwIfAny();
}

/** The entries of the request; without any, one for each line of which something is on its way. */
function entriesOf(
  { lines: given }: ReceiveTransferInput,
  { lines }: LockedTransfer,
): ReceiveTransferLineInput[] {
  refuseUnknownLines(given ?? [], lines);
  return given ?? lines.filter((line) => inTransit(line).gt(0)).map(({ id }) => ({ lineId: id }));
}

/** The bin that each entry goes into, or null. What was planned may not do any more: then another one is to be named. */
function binsOf(
  command: Command,
  transfer: LockedTransfer,
  entries: readonly ReceiveTransferLineInput[],
): Promise<(string | null)[]> {
  const planned = new Map(transfer.lines.map(({ id, toBinId }) => [id, toBinId]));
  const inputs = entries.map(({ lineId, toBinId }) => ({ toBinId: toBinId ?? planned.get(lineId) ?? null }));
  const refusals = new Refusals();
  return resolveBins(command, refusals, transfer.to, { field: 'toBinId', inputs }).then((bins) => {
    refusals.throwIfAny();
    return bins;
  });
}

/** Says of which parcels each entry is: what is good first, then what is damaged, first expired first. */
function plan(
  entries: readonly ReceiveTransferLineInput[],
  { lines }: LockedTransfer,
  parcels: Parcels,
  { bins, powers }: { bins: readonly (string | null)[]; powers: Powers },
): Arrival[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const refusals = new Refusals();
  const arrivals: Arrival[] = [];
  for (const [index, entry] of entries.entries()) {
    const line = byId.get(entry.lineId);
    const at = `lines[${index}].`;
    const named = parcels.named(refusals, at, entry);
    const last = named.at(-1);
    if (!line || !last) continue;
    const left = parcels.left(named);
    const damaged = decimal(entry.damagedQuantity);
    const good = entry.quantity == null ? max(ZERO, left.minus(damaged)) : decimal(entry.quantity);
    const over = good.plus(damaged).minus(left);
    const { reason = null } = entry;
    if (over.gt(0)) {
      const what = `${text(good.plus(damaged))} is more than the ${text(left)} on its way`;
      checkOverride(powers, { at, what, reason });
    }
    const binId = bins[index] ?? null;
    for (const isDamaged of [false, true]) {
      const { parts, short } = parcels.use(named, isDamaged ? damaged : good);
      const of = { line, at, damaged: isDamaged, binId, reason };
      arrivals.push(...parts.map((part) => ({ ...of, ...part, over: false })));
      if (short.gt(0)) arrivals.push({ ...of, parcel: last, quantity: short, over: true });
    }
  }
  refusals.throwIfAny();
  if (arrivals.length === 0)
    throw refusedField('VALIDATION_FAILED', 'lines', 'nothing has come: give more than 0 of a line');
  return arrivals;
}

async function move(
  command: Command,
  input: ReceiveTransferInput,
  transfer: LockedTransfer,
  arrivals: readonly Arrival[],
): Promise<PostedAct> {
  // what left still arrives, also where the product or the place is inactive by now
  const rows = await resolveRows(
    command.tx,
    arrivals.map(({ line, at, parcel, damaged, binId }) => ({
      at,
      productMasterId: line.productId,
      locationId: transfer.to.id,
      binId,
      lotId: parcel.lotId,
      condition: damaged ? 'DAMAGED' : parcel.condition,
    })),
    { inactive: true },
  );
  const act: Act = {
    type: 'TRANSFER',
    reasonCode: null,
    reference: transfer.number,
    notes: input.notes ?? null,
    cause: { type: 'TRANSFER', id: transfer.id },
  };
  const lines = arrivals.flatMap(({ line, parcel, quantity }, index): ActLine[] => {
    const row = rows[index];
    if (!row) return [];
    return [
      {
        row,
        change: { delta: quantity, unitCost: parcel.unitCost },
        causeLineId: line.id,
        field: 'quantity',
      },
    ];
  });
  const posted = await post(command, act, lines);
  recordAct(command, act, posted);
  return posted;
}

/** What has come, as the audit trail tells it. */
const told = (arrivals: readonly Arrival[]) =>
  arrivals.map(({ line, parcel, quantity, damaged, over, binId, reason }) => ({
    lineId: line.id,
    ...(parcel.lotId ? { lotId: parcel.lotId } : {}),
    ...(binId ? { binId } : {}),
    [damaged ? 'damaged' : 'received']: text(quantity),
    ...(over ? { over } : {}),
    ...(reason ? { reason } : {}),
  }));
