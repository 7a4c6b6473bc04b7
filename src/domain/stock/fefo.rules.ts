import { type Decimal, min, ZERO } from '../quantity.rules.ts';

/** An item that stock could be taken from. */
export interface Pickable {
  id: string;
  expiryDate: string | null;
  firstReceivedAt: string | null;
  /** What is free of it. */
  free: Decimal;
}

/** So much of one item. */
export interface Pick<Item extends Pickable> {
  item: Item;
  quantity: Decimal;
}

/** First expired, first out; then the oldest receipt; then the id, so that the order is total. No expiry comes last. */
export function fefoOrder(a: Pickable, b: Pickable): number {
  return (
    compare(a.expiryDate ?? '9999-12-31', b.expiryDate ?? '9999-12-31') ||
    compare(a.firstReceivedAt ?? '', b.firstReceivedAt ?? '') ||
    compare(a.id, b.id)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Takes a quantity from items in FEFO order. @returns the picks, and what could not be found. */
export function pickFefo<Item extends Pickable>(
  items: readonly Item[],
  wanted: Decimal,
): { picks: Pick<Item>[]; short: Decimal } {
  const picks: Pick<Item>[] = [];
  let short = wanted;
  for (const item of items.toSorted(fefoOrder)) {
    if (short.lte(0)) break;
    const quantity = min(short, item.free);
    if (quantity.lte(0)) continue;
    picks.push({ item, quantity });
    short = short.minus(quantity);
  }
  return { picks, short: short.lt(0) ? ZERO : short };
}
