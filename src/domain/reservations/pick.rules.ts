import type { Policy } from '../availability/policies.rules.ts';
import { promiseOf } from '../availability/promise.rules.ts';
import type { StoredRecord } from '../availability/records.rules.ts';
import { dayIn } from '../dates.rules.ts';
import type { Refusals } from '../errors.rules.ts';
import { completeSettings } from '../organizations/settings.rules.ts';
import { type Decimal, max, min, sum, text, ZERO } from '../quantity.rules.ts';
import { firstGoodExpiry } from '../stock/conditions.rules.ts';
import { type Pickable, pickFefo } from '../stock/fefo.rules.ts';
import { type Pair, pairKey } from '../stock/locked-stock.rules.ts';

/** A stock item that could be reserved. */
export interface ReservableItem extends Omit<Pickable, 'free'>, Pair {
  lotId: string | null;
  onHand: Decimal;
  reserved: Decimal;
  /** The part of what is reserved that holds keep. */
  held: Decimal;
}

/** What there is of a product at a location for whoever asks. */
export interface Reservable<Item extends ReservableItem> {
  /** What may be promised. */
  atp: Decimal;
  /** The items that may be picked. */
  good: readonly Item[];
  /** Why nothing may be promised, though there is stock. */
  blocked: string | null;
}

/** What the promises of some products at some locations follow from. */
interface Promises {
  records: readonly StoredRecord[];
  policies: readonly Policy[];
  demand: ReadonlyMap<string, Decimal>;
}

/** What is to be reserved: of one lot, or first expired first out. */
export interface WantedLine extends Pair {
  at: string;
  lotId: string | null;
  /** How the request names the lot. */
  lotField: 'lotId' | 'lotNumber';
  quantity: Decimal;
  /** Where it is noted that it cannot be had. */
  refusals: Refusals;
}

/** So much of an item for a line. */
export interface LinePick<Item, Line> {
  line: Line;
  item: Item;
  quantity: Decimal;
}

/**
 * What may be reserved of some products at some locations, by `pairKey`, for a channel or for none: within its ATP, and
 * only of items that are good and live long enough for it.
 */
export function reservableStock<Item extends ReservableItem & { promisable: boolean }>(
  { records, policies, demand }: Promises,
  channelId: string | null,
  items: readonly Item[],
  now: Date,
): Map<string, Reservable<Item>> {
  const byPair = Map.groupBy(items, pairKey);
  return new Map(
    records.map((record) => {
      const { cell, minRemainingDays } = promiseOf(record, channelId, policies, demand, now);
      const firstGood = firstGoodExpiry(
        dayIn(record.timezone, now),
        completeSettings(record.settings).lotGoodOnExpiryDate,
        minRemainingDays,
      );
      const good = (byPair.get(pairKey(record)) ?? []).filter(
        ({ promisable, expiryDate }) => promisable && (expiryDate === null || expiryDate >= firstGood),
      );
      const blocked = record.blocked ? `${record.globalSku} is blocked at ${record.locationName}` : null;
      return [pairKey(record), { atp: cell.atp, good, blocked }];
    }),
  );
}

/** Refuses lines of what is not to be promised at all. */
export function refuseBlocked<Item extends ReservableItem>(
  lines: readonly WantedLine[],
  stock: ReadonlyMap<string, Reservable<Item>>,
): void {
  for (const { at, refusals, ...line } of lines) {
    const blocked = stock.get(pairKey(line))?.blocked ?? null;
    refusals.check(blocked === null, 'AVAILABILITY_BLOCKED', `${at}productMasterId`, `${blocked}`);
  }
}

/** Picks items for every line, in their order; lines of one product and location share what there is. */
export function pickLines<Item extends ReservableItem, Line extends WantedLine>(
  lines: readonly Line[],
  stock: ReadonlyMap<string, Reservable<Item>>,
): LinePick<Item, Line>[] {
  const taken = new Map<string, Decimal>();
  const left = new Map([...stock].map(([key, { atp }]) => [key, max(ZERO, atp)]));
  const all: LinePick<Item, Line>[] = [];
  for (const line of lines) {
    const key = pairKey(line);
    const atp = left.get(key) ?? ZERO;
    const items = (stock.get(key)?.good ?? []).filter(
      ({ lotId }) => line.lotId === null || lotId === line.lotId,
    );
    const free = items.map((item) => ({
      ...item,
      free: item.onHand.minus(item.reserved).minus(taken.get(item.id) ?? ZERO),
    }));
    const { picks, short } = pickFefo(free, line.quantity);
    if (short.gt(0) || line.quantity.gt(atp)) {
      const there = line.lotId === null ? atp : min(atp, sum(free.map((item) => max(ZERO, item.free))));
      refuse(line, items, there);
      continue;
    }
    left.set(key, atp.minus(line.quantity));
    for (const { item, quantity } of picks) {
      taken.set(item.id, (taken.get(item.id) ?? ZERO).plus(quantity));
      all.push({ line, item, quantity });
    }
  }
  return all;
}

/** A lot of which all that is free is on hold is refused for that; anything else there is too little of. */
function refuse(line: WantedLine, items: readonly ReservableItem[], there: Decimal): void {
  const { at, lotId, lotField, quantity, productId, locationId, refusals } = line;
  const held = sum(items.map((item) => item.held));
  const details = {
    available: Number(there),
    requested: Number(quantity),
    productMasterId: productId,
    locationId,
  };
  const free = items.some((item) => item.onHand.gt(item.reserved));
  if (lotId !== null && !free && held.gt(0))
    refusals.check(
      false,
      'STOCK_ON_HOLD',
      `${at}${lotField}`,
      `all of the lot that is free is on hold: ${text(held)}`,
      { ...details, held: Number(held) },
    );
  else
    refusals.check(
      false,
      'INSUFFICIENT_STOCK',
      `${at}quantity`,
      `${text(quantity)} requested, ${text(there)} available`,
      details,
    );
}
