import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, sum, text, ZERO } from '../quantity.rules.ts';
import type { Act, ActLine, PostedAct } from '../stock/act.rules.ts';
import { fefoOrder } from '../stock/fefo.rules.ts';
import { goodStock } from '../stock/good-stock.query.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem } from '../stock/locked-stock.rules.ts';
import { post } from '../stock/post.command.ts';
import { refuseUnfit } from '../stock/refuse-unfit.command.ts';
import { closeAllocations, type OpenAllocation, openAllocations } from '../stock/reserve-items.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { splitAllocations } from '../stock/split-allocations.command.ts';
import { cut, mayTakeHeld, StockPool } from '../stock/stock-pool.rules.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { type LockedTransfer, lockTransfer, type TransferLineState } from './lock-transfer.command.ts';
import { moveTransfer } from './move-transfer.command.ts';
import { writeParcels } from './parcels.command.ts';
import {
  checkOverride,
  checkStepLines,
  type Powers,
  refuseUnknownLines,
  type TransferStepInput,
} from './transfers.rules.ts';
import { changeLines } from './transit.command.ts';

/** How much of a line leaves. */
export interface ShipTransferLineInput {
  lineId: string;
  /** Default: all that was agreed on. */
  quantity?: string | null;
  /** Why more leaves than is reserved. */
  reason?: string | null;
}

/** What leaves: the lines that are named; left out: all that is reserved. */
export interface ShipTransferInput extends TransferStepInput {
  lines?: ShipTransferLineInput[] | null;
}

/** What leaves with a line, and what of its reservation does not. */
interface Shipment {
  line: TransferLineState;
  /** Where the line stands in the request, or among the lines when the request names none. */
  at: string;
  kept: OpenAllocation[];
  rest: OpenAllocation[];
  /** So much more than is reserved. */
  extra: Decimal;
  reason: string | null;
}

/** So much of an item with a line. */
interface Leaving {
  shipment: Shipment;
  item: LockedItem;
  quantity: Decimal;
}

/**
 * Ships an approved transfer: what is reserved leaves in one act and is on its way; what is reserved and does not leave is
 * free again.
 * @throws LOT_RECALLED, LOT_EXPIRED, BIN_BLOCKED, STOCK_ON_HOLD for what must not leave by now; FORBIDDEN and
 * INSUFFICIENT_STOCK where more is to leave than is reserved
 */
export async function shipTransfer(
  command: Command,
  input: ShipTransferInput,
  powers: Powers,
): Promise<void> {
  checkInput(input);
  const transfer = await lockTransfer(command, input, 'SHIP', { from: true, to: true });
  const allocations = await openAllocations(command, [transfer.id], transfer.items);
  const shipments = plan(input, transfer, allocations, powers);
  const items = await release(command, transfer, allocations, shipments);
  const leaving = await allThatLeaves(command, transfer, shipments, items);
  const posted = await move(command, input, transfer, leaving);
  await writeParcels(
    command,
    transfer.id,
    posted.lines.map(({ item, delta, unitCost, causeLineId }) => ({
      lineId: causeLineId ?? '',
      fromItemId: item.id,
      lotId: item.lotId,
      condition: item.condition,
      unitCost,
      shipped: delta.neg(),
    })),
  );
  const shipped = new Map(shipments.map((shipment) => [shipment, shippedOf(shipment)]));
  await changeLines(
    command,
    transfer,
    [...shipped]
      .filter(([, quantity]) => quantity.gt(0))
      .map(([{ line, reason }, quantity]) => ({ lineId: line.id, shipped: quantity, reason })),
  );
  await moveTransfer(command, transfer, 'ship', {
    to: 'IN_TRANSIT',
    note: input.notes ?? null,
    after: {
      documentId: posted.id,
      lines: [...shipped].map(([{ line, reason }, quantity]) => ({
        lineId: line.id,
        shipped: text(quantity),
        ...(reason ? { reason } : {}),
      })),
    },
  });
}

const shippedOf = ({ kept, extra }: Shipment): Decimal =>
  sum(kept.map(({ quantity }) => quantity)).plus(extra);

function checkInput({ notes, lines }: ShipTransferInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  checkStepLines(refusals, lines, { once: true });
  refusals.throwIfAny();
}

/** What leaves with each line. */
function plan(
  input: ShipTransferInput,
  { lines, includeHeld }: LockedTransfer,
  allocations: readonly OpenAllocation[],
  powers: Powers,
): Shipment[] {
  refuseUnknownLines(input.lines ?? [], lines);
  const byLine = Map.groupBy(allocations, ({ lineId }) => lineId);
  const shipments = lines.map((line, index): Shipment => {
    const asked = input.lines?.findIndex(({ lineId }) => lineId === line.id) ?? -1;
    const given = input.lines?.[asked];
    const at = `lines[${given ? asked : index}].`;
    const reserved = (byLine.get(line.id) ?? []).toSorted((a, b) =>
      fefoOrder({ ...a.item, free: ZERO }, { ...b.item, free: ZERO }),
    );
    const total = sum(reserved.map(({ quantity }) => quantity));
    // what is on hold is not reserved, but agreed on
    const agreed = mayTakeHeld(line, includeHeld) ? line.requested : total;
    const named = given || input.lines == null;
    const wanted = given?.quantity == null ? (named ? agreed : ZERO) : decimal(given.quantity);
    if (wanted.gt(agreed)) {
      const what = `${text(wanted)} is more than the ${text(agreed)} that ${agreed.eq(total) ? 'is reserved' : 'was agreed on'}`;
      checkOverride(powers, { at, what, reason: given?.reason });
    }
    const { kept, rest } = cut(reserved, wanted);
    const extra = wanted.gt(total) ? wanted.minus(total) : ZERO;
    return { line, at, kept, rest, extra, reason: given?.reason ?? null };
  });
  if (shipments.every((shipment) => shippedOf(shipment).eq(0)))
    throw refusedField('VALIDATION_FAILED', 'lines', 'nothing would leave: ship more than 0 of a line');
  return shipments;
}

/** Frees what is reserved and does not leave. @returns the source's items as they are then */
async function release(
  command: Command,
  transfer: LockedTransfer,
  allocations: readonly OpenAllocation[],
  shipments: readonly Shipment[],
): Promise<LockedItem[]> {
  const byId = new Map(allocations.map((allocation) => [allocation.id, allocation]));
  const parts = shipments
    .flatMap(({ rest }) => rest)
    .map((rest) => ({ allocation: byId.get(rest.id) ?? rest, quantity: rest.quantity }));
  if (parts.length === 0) return transfer.items;
  const released = await splitAllocations(command, parts);
  await closeAllocations(command, released, 'RELEASED', transfer.records);
  const pairs = transfer.lines.map(({ productId }) => ({ productId, locationId: transfer.from.id }));
  for (const [key, record] of await lockRecords(command, pairs)) transfer.records.set(key, record);
  return lockPairItems(command, pairs);
}

/** What leaves of each item: what is reserved, and where more was asked for, what is free. */
async function allThatLeaves(
  command: Command,
  transfer: LockedTransfer,
  shipments: readonly Shipment[],
  items: readonly LockedItem[],
): Promise<Leaving[]> {
  const leaving = shipments.flatMap((shipment) =>
    shipment.kept.map(({ item, quantity }): Leaving => ({ shipment, item, quantity })),
  );
  const more = shipments.filter(({ extra }) => extra.gt(0));
  if (more.length > 0) {
    const pool = new StockPool(await goodStock(command, transfer, items));
    const refusals = new Refusals();
    for (const shipment of more) {
      const { line, at, extra } = shipment;
      const { free, held, available, short } = pool.take(line, extra, transfer.includeHeld);
      const all = shippedOf(shipment);
      refusals.check(
        short.lte(0),
        'INSUFFICIENT_STOCK',
        `${at}quantity`,
        `${text(all)} to be shipped, ${text(all.minus(extra).plus(available))} available`,
        { available: Number(all.minus(extra).plus(available)), requested: Number(all), lineId: line.id },
      );
      leaving.push(...[...free, ...held].map(({ item, quantity }) => ({ shipment, item, quantity })));
    }
    refusals.throwIfAny();
  }
  const kept = shipments.flatMap((shipment) => shipment.kept);
  if (kept.length > 0) await closeAllocations(command, kept, 'USED', transfer.records);
  return addedUp(leaving);
}

/** One part for each line and item. */
function addedUp(leaving: readonly Leaving[]): Leaving[] {
  const parts = new Map<string, Leaving>();
  for (const { shipment, item, quantity } of leaving) {
    const key = `${shipment.line.id} ${item.id}`;
    parts.set(key, { shipment, item, quantity: quantity.plus(parts.get(key)?.quantity ?? ZERO) });
  }
  return [...parts.values()].toSorted((a, b) => a.shipment.line.lineNo - b.shipment.line.lineNo);
}

async function move(
  command: Command,
  input: ShipTransferInput,
  transfer: LockedTransfer,
  leaving: readonly Leaving[],
): Promise<PostedAct> {
  const rows = await resolveRows(
    command.tx,
    leaving.map(({ item, shipment }) => ({ inventoryItemId: item.id, at: shipment.at })),
    { inactive: true },
  );
  refuseBlocked(rows);
  await refuseUnfit(command, rows, { field: 'lineId', advice: 'ship the transfer without it, or cancel it' });
  const act: Act = {
    type: 'TRANSFER',
    reasonCode: null,
    reference: transfer.number,
    notes: input.notes ?? null,
    cause: { type: 'TRANSFER', id: transfer.id },
  };
  const lines = leaving.flatMap(({ shipment: { line }, quantity }, index): ActLine[] => {
    const row = rows[index];
    if (!row) return [];
    const overHolds = mayTakeHeld(line, transfer.includeHeld);
    return [{ row, change: { delta: quantity.neg() }, causeLineId: line.id, overHolds, field: 'quantity' }];
  });
  const posted = await post(command, act, lines);
  recordAct(command, act, posted);
  return posted;
}

function refuseBlocked(rows: readonly ResolvedRow[]): void {
  const refusals = new Refusals();
  for (const { at, bin } of rows)
    refusals.check(!bin?.blocked, 'BIN_BLOCKED', `${at}lineId`, `the bin ${bin?.code} is blocked`);
  refusals.throwIfAny();
}
