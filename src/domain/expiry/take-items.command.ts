import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { type Decimal, decimal, max, min, text, ZERO } from '../quantity.rules.ts';
import { type LetGo, letGo, type ReservedStock, readReservedStock } from '../reservations/let-go.command.ts';
import type { ActLine } from '../stock/act.rules.ts';
import { readToHold } from '../stock/keep-holds.command.ts';
import { lockRecords, lockRowItems } from '../stock/lock-stock.command.ts';
import type { LockedItem, LockedRecord } from '../stock/locked-stock.rules.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { AllocationPart } from '../stock/split-allocations.command.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import type { Perishable } from './expiry.rules.ts';

/** A stock item that is taken, or a part of it. */
export interface TakenItemInput {
  inventoryItemId: string;
  /** Default: all that is on hand. */
  quantity?: string | null;
}

/** Stock items that are taken together: all or none. */
export interface TakeItemsInput {
  items: TakenItemInput[];
  notes?: string | null;
  /** What reservations hold of it is let go, as far as it is in the way. */
  releaseReservations?: boolean | null;
  /** Stock on hold is taken, too. */
  includeHeld?: boolean | null;
}

/** A stock item of the request with what is taken of it. */
export interface Taking {
  /** Where it stands in the request: `items[2].` */
  at: string;
  row: ResolvedRow;
  item: LockedItem;
  quantity: Decimal;
}

/** What a request takes, its stock locked, and what is wrong with it so far. */
export interface Takings {
  all: Taking[];
  records: Map<string, LockedRecord>;
  refusals: Refusals;
}

const MAX_ITEMS = 1_000;

/**
 * Finds the stock items of a request. They may be of a product or place that is inactive: what is left there has to go, too.
 * @throws VALIDATION_FAILED, NOT_FOUND
 */
export async function resolveItems(
  command: Command,
  { items, notes, force }: TakeItemsInput & { force?: boolean | null },
): Promise<ResolvedRow[]> {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(items.length >= 1 && items.length <= MAX_ITEMS, 'items', 'must be 1 to 1,000');
  check((notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  check(!force || Boolean(notes?.trim()), 'notes', 'is required with force: say why');
  const seen = new Set<string>();
  for (const [index, { inventoryItemId, quantity }] of items.entries()) {
    check(
      quantity == null || decimal(quantity).gt(0),
      `items[${index}].quantity`,
      'must be greater than 0 (left out: all that is on hand)',
    );
    check(
      !seen.has(inventoryItemId),
      `items[${index}].inventoryItemId`,
      'the same stock item is given twice',
    );
    seen.add(inventoryItemId);
  }
  refusals.throwIfAny();
  return resolveRows(
    command.tx,
    items.map(({ inventoryItemId }, index) => ({ inventoryItemId, at: `items[${index}].` })),
    { inactive: true },
  );
}

/**
 * Locks the stock of a request and says how much of each item it takes.
 * @param targets rows that stock is moved to: their records are locked in the same go.
 */
export async function lockTakings(
  command: Command,
  input: TakeItemsInput,
  rows: readonly ResolvedRow[],
  targets: readonly ResolvedRow[] = [],
): Promise<Takings> {
  const records = await lockRecords(
    command,
    [...rows, ...targets].map(({ product, location }) => ({
      productId: product.id,
      locationId: location.id,
    })),
  );
  const items = await lockRowItems(command, rows);
  const refusals = new Refusals();
  const all = rows.flatMap((row, index) => {
    const item = items[index];
    if (!item) return [];
    const given = input.items[index]?.quantity;
    const quantity = given == null ? item.onHand : decimal(given);
    const enough = refusals.check(
      quantity.gt(0) && quantity.lte(item.onHand),
      'INSUFFICIENT_STOCK',
      `${row.at}quantity`,
      given == null ? 'nothing is on hand' : `${given} requested, ${text(item.onHand)} on hand`,
      figures(item, given == null ? ZERO : quantity),
    );
    return enough ? [{ at: row.at, row, item, quantity }] : [];
  });
  return { all, records, refusals };
}

const figures = ({ id, onHand, reserved, held }: LockedItem, requested: Decimal) => ({
  available: Number(max(ZERO, onHand.minus(reserved))),
  requested: Number(requested),
  onHand: Number(onHand),
  reserved: Number(reserved),
  held: Number(held),
  inventoryItemId: id,
});

/**
 * Makes room for what is taken: what is reserved or on hold is in the way, unless the request says otherwise. Throws
 * what was refused so far, too; every item is named.
 * @returns what reservations had to let go.
 * @throws INSUFFICIENT_STOCK naming the reservations, STOCK_ON_HOLD
 */
export async function makeRoom(
  command: Command,
  input: TakeItemsInput,
  { all, records, refusals }: Takings,
  note: string,
): Promise<LetGo[]> {
  const covered = all.filter(({ item }) => item.holdCount > 0).map(({ item }) => item.id);
  const toHold = input.includeHeld ? new Map<string, Decimal>() : await readToHold(command, covered);
  const crowded = all.flatMap((taking) => {
    const { item, quantity } = taking;
    const after = item.onHand.minus(quantity);
    // a hold may be owed more than it keeps so far: what reservations give back goes to it first
    const kept = input.includeHeld ? ZERO : max(item.held, min(item.onHand, toHold.get(item.id) ?? ZERO));
    const free = refusals.check(
      after.gte(kept),
      'STOCK_ON_HOLD',
      `${taking.at}quantity`,
      `${text(quantity)} requested, ${text(kept)} on hold`,
      figures(item, quantity),
    );
    const lacking = item.reserved.minus(item.held).plus(kept).minus(after);
    return free && lacking.gt(0) ? [{ taking, lacking }] : [];
  });
  const reserved = await readReservedStock(
    command,
    crowded.map(({ taking }) => taking.item),
  );
  const parts = crowded.flatMap(({ taking, lacking }) => {
    const those = reserved.filter(({ itemId }) => itemId === taking.item.id);
    const { taken, short } = takeNewest(those, lacking);
    const ok = refusals.check(
      Boolean(input.releaseReservations) && short.lte(0),
      'INSUFFICIENT_STOCK',
      `${taking.at}quantity`,
      `${text(taking.quantity)} requested, ${text(lacking)} of it is reserved`,
      { ...figures(taking.item, taking.quantity), reservations: byReservation(those) },
    );
    return ok ? taken : [];
  });
  refusals.throwIfAny();
  return letGo(command, parts, records, note);
}

function takeNewest(
  reserved: readonly ReservedStock[],
  lacking: Decimal,
): { taken: AllocationPart<ReservedStock>[]; short: Decimal } {
  const taken: AllocationPart<ReservedStock>[] = [];
  let short = lacking;
  for (const allocation of reserved) {
    if (short.lte(0)) break;
    const quantity = min(short, allocation.quantity);
    taken.push({ allocation, quantity });
    short = short.minus(quantity);
  }
  return { taken, short };
}

function byReservation(reserved: readonly ReservedStock[]) {
  const sums = new Map<string, { id: string; number: string; quantity: Decimal }>();
  for (const { reservationId: id, number, quantity } of reserved)
    sums.set(id, { id, number, quantity: (sums.get(id)?.quantity ?? ZERO).plus(quantity) });
  return [...sums.values()].map(({ quantity, ...of }) => ({ ...of, quantity: Number(quantity) }));
}

/** The line of an act that takes so much out of its item. */
export function lineOut({ row, quantity }: Taking, { includeHeld }: TakeItemsInput): ActLine {
  return { row, change: { delta: quantity.neg() }, overHolds: includeHeld ?? false, field: 'quantity' };
}

/** What is taken, as far as its end matters: by what the locked item says. */
export const perishable = ({ at, row, item: { expiryDate, condition } }: Taking): Perishable => ({
  at,
  timezone: row.location.timezone,
  expiryDate,
  condition,
});
