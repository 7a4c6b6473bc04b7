import { DomainError, Refusals } from '../errors.rules.ts';
import { type Decimal, decimal, max, sum, ZERO } from '../quantity.rules.ts';
import {
  pickLines,
  type Reservable,
  type ReservableItem,
  refuseBlocked,
  type WantedLine,
} from '../reservations/pick.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { applyChange, type Balance } from '../stock/ledger.rules.ts';
import { pairKey } from '../stock/locked-stock.rules.ts';
import { isSound, type JudgedLine } from './lots.rules.ts';

/** A stock item as a write would find it: what has lapsed is given back, and holds have taken what they are owed. */
export interface LotStockItem extends ReservableItem {
  condition: Condition;
  /** What its holds are to keep. */
  toHold: Decimal;
  promisable: boolean;
  /** Promisable, and not expired by the calendar of its location. */
  good: boolean;
  allowNegative: boolean;
}

type Stock = ReadonlyMap<string, Reservable<LotStockItem>>;

/** The least that can be asked for: stands for a quantity that is not given. */
const LEAST = decimal('0.0001');

/**
 * Judges lines that are to be reserved, as reserving does. A line that something speaks against already takes nothing
 * from the others: it is compared by itself with all that is there.
 */
export function judgeReserve(
  lines: readonly JudgedLine[],
  stock: Stock,
  items: readonly LotStockItem[],
): void {
  const wanted = lines.map(asWanted);
  const sound = new Set(wanted.filter(isSound));
  refuseBlocked(wanted, stock);
  const picked = new Set(wanted.filter((line) => isSound(line) && !line.anyQuantity));
  pickLines([...picked], stock);
  const there = availableOf(items, ({ condition }) => condition === 'AVAILABLE');
  for (const line of wanted) if (!picked.has(line)) compareAlone(line, sound.has(line) ? stock : there);
}

interface Wanted extends WantedLine {
  anyQuantity: boolean;
}

const asWanted = ({ row, lotField, quantity, refusals }: JudgedLine): Wanted => ({
  at: row.at,
  productId: row.product.id,
  locationId: row.location.id,
  lotId: row.lot?.id ?? null,
  lotField,
  quantity: quantity ?? LEAST,
  anyQuantity: quantity === null,
  refusals,
});

function compareAlone(line: Wanted, stock: Stock): void {
  const refusals = new Refusals();
  pickLines([{ ...line, refusals }], stock);
  // who names no quantity asks for none that could be too much
  line.refusals.all.push(
    ...refusals.all.filter(({ code }) => !line.anyQuantity || code !== 'INSUFFICIENT_STOCK'),
  );
}

/** Everything of some kind that is free, by product and location. */
export function availableOf(
  items: readonly LotStockItem[],
  which: (item: LotStockItem) => boolean,
): Map<string, Reservable<LotStockItem>> {
  const groups = Map.groupBy(items.filter(which), pairKey);
  return new Map(
    [...groups].map(([key, good]) => {
      const atp = sum(good.map(({ onHand, reserved }) => max(ZERO, onHand.minus(reserved))));
      return [key, { atp, good, blocked: null }];
    }),
  );
}

/** Judges decreases as the ledger does; lines of one item share it. */
export function judgeAdjust(
  lines: readonly JudgedLine[],
  itemsOf: (line: JudgedLine) => readonly LotStockItem[],
): void {
  const balances = new Map<string, Balance>();
  for (const line of lines) {
    // without its lot nobody knows which stock is meant
    if (line.refusals.all.some(({ code }) => code === 'LOT_REQUIRED')) continue;
    const key = keyOf(line);
    const balance = balances.get(key) ?? balanceOf(itemsOf(line), line);
    balances.set(key, balance);
    decrease(line, isSound(line) && line.quantity !== null ? balance : { ...balance });
  }
}

function decrease({ row, quantity, refusals }: JudgedLine, balance: Balance): void {
  try {
    applyChange(balance, { delta: (quantity ?? LEAST).neg() });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (quantity === null && error.code === 'INSUFFICIENT_STOCK') return;
    refusals.check(false, error.code, `${row.at}quantity`, error.message, error.details);
  }
}

const keyOf = ({ row: { itemId, product, location, bin, lot, condition } }: JudgedLine): string =>
  itemId ?? JSON.stringify([product.id, location.id, bin?.id, lot?.id, condition]);

/** One balance of what may be several items, or none yet. */
function balanceOf(items: readonly LotStockItem[], { row: { location } }: JudgedLine): Balance {
  const total = (figure: 'onHand' | 'reserved' | 'held' | 'toHold') => sum(items.map((item) => item[figure]));
  return {
    itemId: items[0]?.id ?? '',
    onHand: total('onHand'),
    reserved: total('reserved'),
    held: total('held'),
    toHold: total('toHold'),
    unitCost: ZERO,
    allowNegative: items[0]?.allowNegative ?? location.allowNegative,
  };
}
