import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import type { Decimal } from '../quantity.rules.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import { refuseUnfit } from '../stock/refuse-unfit.command.ts';
import { closeAllocations, type OpenAllocation } from '../stock/reserve-items.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import { splitAllocations } from '../stock/split-allocations.command.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import type { LockedStockRequest, StockRequestLineState } from './lock-stock-request.command.ts';

/** What leaves with a line, and what of its allocations does not. */
export interface Outgoing {
  line: StockRequestLineState;
  /** Where the line stands in the request, or among the lines when the request names none. */
  at: string;
  kept: OpenAllocation[];
  rest: OpenAllocation[];
  /** Why less leaves than was approved. */
  reason: string | null;
}

/** So much of an item that leaves with a line. */
export interface OutgoingPart {
  line: StockRequestLineState;
  row: ResolvedRow;
  allocation: OpenAllocation;
  quantity: Decimal;
}

/** Frees what is allocated and does not leave; the locked stock is then as it is after that. */
export async function releaseRest(
  command: Command,
  request: LockedStockRequest,
  outgoing: readonly Outgoing[],
): Promise<void> {
  const left = outgoing.flatMap(({ rest }) => rest);
  if (left.length === 0) return;
  const whole = new Map(
    outgoing
      .flatMap(({ kept, rest }) => [...kept, ...rest])
      .map((part) => [part.id, part.quantity] as const)
      .reduce(
        (sums, [id, quantity]) => sums.set(id, quantity.plus(sums.get(id) ?? 0)),
        new Map<string, Decimal>(),
      ),
  );
  const parts = left.map((rest) => ({
    allocation: { ...rest, quantity: whole.get(rest.id) ?? rest.quantity },
    quantity: rest.quantity,
  }));
  await closeAllocations(command, await splitAllocations(command, parts), 'RELEASED', request.records);
  const pairs = request.lines.map(({ productId }) => ({ productId, locationId: request.from.id }));
  for (const [key, record] of await lockRecords(command, pairs)) request.records.set(key, record);
  request.items = await lockPairItems(command, pairs);
}

/**
 * The stock rows that leave, with what of each.
 * @throws LOT_RECALLED, LOT_EXPIRED, BIN_BLOCKED for what was fit when it was approved, and is not any more
 */
export async function resolveParts(command: Command, outgoing: readonly Outgoing[]): Promise<OutgoingPart[]> {
  const parts = outgoing.flatMap(({ line, at, kept }) =>
    kept.map((allocation) => ({ line, at, allocation, quantity: allocation.quantity })),
  );
  // what was promised still leaves, also where the product or the place is inactive by now
  const rows = await resolveRows(
    command.tx,
    parts.map(({ allocation, at }) => ({ inventoryItemId: allocation.itemId, at })),
    { inactive: true },
  );
  const refusals = new Refusals();
  for (const { at, bin } of rows)
    refusals.check(!bin?.blocked, 'BIN_BLOCKED', `${at}lineId`, `the bin ${bin?.code} is blocked`);
  refusals.throwIfAny();
  await refuseUnfit(command, rows, {
    field: 'lineId',
    advice: 'issue less of it, or roll the request back and approve it anew',
  });
  return parts.flatMap((part, index) => {
    const row = rows[index];
    return row ? [{ ...part, row }] : [];
  });
}
