import { type Decimal, max, min, sum, ZERO } from '../quantity.rules.ts';
import { type Pick, pickFefo } from './fefo.rules.ts';
import type { LockedItem } from './locked-stock.rules.ts';

/** What a line asks for: of a product, perhaps of one lot and out of one bin only. */
export interface PoolLine {
  productId: string;
  lot: { id: string } | null;
  fromBinId: string | null;
}

/** Held stock leaves only where a line says which: by its lot or its bin. */
export const mayTakeHeld = ({ lot, fromBinId }: PoolLine, includeHeld: boolean): boolean =>
  includeHeld && (lot !== null || fromBinId !== null);

/** What a line gets: stock that is free, and then, where it may, stock on hold. */
export interface Taken {
  free: Pick<LockedItem & { free: Decimal }>[];
  held: Pick<LockedItem & { free: Decimal }>[];
  /** All that there was for it. */
  available: Decimal;
  short: Decimal;
}

/** The good stock of a location, that lines take their parts from one after another. */
export class StockPool {
  readonly #byProduct: ReadonlyMap<string, readonly LockedItem[]>;
  /** What lines before took, by item: of what is free, and of what is on hold. */
  readonly #taken = { free: new Map<string, Decimal>(), held: new Map<string, Decimal>() };

  constructor(items: readonly LockedItem[]) {
    this.#byProduct = Map.groupBy(items, ({ productId }) => productId);
  }

  /** Takes so much for a line, first expired first out; nothing when there is less. */
  take(line: PoolLine, wanted: Decimal, includeHeld: boolean): Taken {
    const items = (this.#byProduct.get(line.productId) ?? []).filter(
      ({ lotId, binId }) =>
        (line.lot === null || lotId === line.lot.id) && (line.fromBinId === null || binId === line.fromBinId),
    );
    const left = (which: 'free' | 'held') =>
      items.map((item) => {
        const there = which === 'held' ? item.held : item.onHand.minus(item.reserved);
        return { ...item, free: max(ZERO, there.minus(this.#taken[which].get(item.id) ?? ZERO)) };
      });
    const free = left('free');
    const held = mayTakeHeld(line, includeHeld) ? left('held') : [];
    const fromFree = pickFefo(free, wanted);
    const fromHeld = pickFefo(held, fromFree.short);
    const available = sum([...free, ...held].map((item) => item.free));
    const taken = { free: fromFree.picks, held: fromHeld.picks, available, short: fromHeld.short };
    if (taken.short.gt(0)) return { ...taken, free: [], held: [] };
    this.#note('free', taken.free);
    this.#note('held', taken.held);
    return taken;
  }

  #note(which: 'free' | 'held', picks: Taken['free']): void {
    const taken = this.#taken[which];
    for (const { item, quantity } of picks) taken.set(item.id, (taken.get(item.id) ?? ZERO).plus(quantity));
  }
}

/** The parts of one list in their order until so much is reached; the last one is cut. */
export function cut<Part extends { quantity: Decimal }>(
  parts: readonly Part[],
  wanted: Decimal,
): { kept: Part[]; rest: Part[] } {
  const kept: Part[] = [];
  const rest: Part[] = [];
  let left = wanted;
  for (const part of parts) {
    const here = min(left, part.quantity);
    left = left.minus(here);
    if (here.gt(0)) kept.push({ ...part, quantity: here });
    if (here.lt(part.quantity)) rest.push({ ...part, quantity: part.quantity.minus(here) });
  }
  return { kept, rest };
}
