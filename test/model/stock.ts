import type { ErrorCode } from '../../src/domain/errors.rules.ts';

/** Thrown by the model where the gateway is to refuse. */
export class Refused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

export function refuse(code: ErrorCode): never {
  throw new Refused(code);
}

/** Quantities of the model are whole numbers of ten-thousandths. */
export const UNIT = 10_000;
export const DAY = 86_400_000;

/** What a balance is of. */
export interface Place {
  sku: string;
  at: string;
  bin: string | null;
  lot: string | null;
  condition: string;
}

/** A balance. */
export interface Item extends Place {
  key: string;
  /** As the gateway names it: learned from its answers; `''` while nothing ever lay there. */
  id: string;
  onHand: number;
  /** Since when something has lain there. */
  received: number;
  countedAt: number;
}

/** Stock that a document was promised. */
export interface Promised {
  /** In the order in which they were made. */
  no: number;
  doc: string;
  line: string;
  key: string;
  quantity: number;
  channel: string | null;
  expiresAt: number;
  madeAt: number;
}

/** A hold: on one balance, or on a lot wherever it lies. */
export interface Hold {
  id: string;
  lot: string | null;
  /** What it is to keep of each balance. */
  lines: Map<string, number>;
  /** On all there is, and what comes in later. */
  open: boolean;
  expiresAt: number;
}

export interface Lot {
  /** The first moment at which it is not good any more. */
  goodBefore: number;
  recalled: boolean;
}

/** One change of an act. */
export interface Line extends Place {
  delta: number;
}

export const NEVER = Number.POSITIVE_INFINITY;
export const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
};

export const keyOf = ({ sku, at, bin, lot, condition }: Place): string =>
  `${sku} ${at} ${bin ?? '-'} ${lot ?? '-'} ${condition}`;

/** A balance of good condition. */
export const place = (
  sku: string,
  at: string,
  lot: string | null = null,
  bin: string | null = null,
): Place => ({
  sku,
  at,
  bin,
  lot,
  condition: 'AVAILABLE',
});

/** The stock of an organization as simply as it can be said. */
export class Stock {
  now: number;
  readonly items: Map<string, Item>;
  promises: Promised[];
  holds: Hold[];
  readonly lots: Record<string, Lot>;
  made: number;

  constructor(lots: Record<string, Lot>, from?: Stock) {
    this.lots = lots;
    this.now = from?.now ?? 0;
    this.made = from?.made ?? 0;
    this.items = new Map([...(from?.items ?? [])].map(([key, item]) => [key, { ...item }]));
    this.promises = (from?.promises ?? []).map((one) => ({ ...one }));
    this.holds = (from?.holds ?? []).map((hold) => ({ ...hold, lines: new Map(hold.lines) }));
  }

  /** A copy to try something on. */
  clone(): Stock {
    const lots = Object.entries(this.lots).map(([number, lot]) => [number, { ...lot }]);
    return new Stock(Object.fromEntries(lots), this);
  }

  item(of: Place): Item {
    const key = keyOf(of);
    const known = this.items.get(key);
    if (known) return known;
    const { sku, at, bin, lot, condition } = of;
    const made = { sku, at, bin, lot, condition, key, id: '', onHand: 0, received: 0, countedAt: 0 };
    this.items.set(key, made);
    return made;
  }

  /** Time passes: what has lapsed is nobody's any more. */
  lapse(now: number): void {
    this.now = now;
    this.promises = this.promises.filter(({ expiresAt }) => expiresAt > now);
    this.holds = this.holds.filter(({ expiresAt }) => expiresAt > now);
  }

  of(sku: string, at: string): Item[] {
    return [...this.items.values()].filter((item) => item.sku === sku && item.at === at);
  }

  promised(key: string): number {
    return sum(this.promises.map((one) => (one.key === key ? one.quantity : 0)));
  }

  toHold(key: string): number {
    return sum(this.holds.map(({ lines }) => lines.get(key) ?? 0));
  }

  /** What holds keep: all that they are to, as far as it is not promised. */
  held(key: string): number {
    return Math.min(this.toHold(key), Math.max(0, (this.items.get(key)?.onHand ?? 0) - this.promised(key)));
  }

  reserved(key: string): number {
    return this.promised(key) + this.held(key);
  }

  isExpired(lot: string | null): boolean {
    return lot !== null && this.now >= (this.lots[lot]?.goodBefore ?? NEVER);
  }

  isRecalled(lot: string | null): boolean {
    return lot !== null && (this.lots[lot]?.recalled ?? false);
  }

  isGood({ condition, lot }: Place): boolean {
    return condition === 'AVAILABLE' && !this.isExpired(lot) && !this.isRecalled(lot);
  }

  /** First expired, first out; then the oldest receipt; then the id. */
  readonly fefo = (a: Item, b: Item): number => {
    const expiry = ({ lot }: Item) => (lot === null ? NEVER : (this.lots[lot]?.goodBefore ?? NEVER));
    const [first, second] = [expiry(a), expiry(b)];
    if (first !== second) return first < second ? -1 : 1;
    return a.received - b.received || (a.id < b.id ? -1 : 1);
  };

  /** Takes a quantity of what is free of some balances. @returns the parts, or null where there is too little */
  pick(
    from: readonly Item[],
    wanted: number,
    taken = new Map<string, number>(),
  ): { key: string; quantity: number }[] | null {
    const parts: { key: string; quantity: number }[] = [];
    let left = wanted;
    for (const { key, onHand } of from.toSorted(this.fefo)) {
      const part = Math.min(left, Math.max(0, onHand - this.reserved(key) - (taken.get(key) ?? 0)));
      if (part <= 0) continue;
      parts.push({ key, quantity: part });
      left -= part;
    }
    if (left > 0) return null;
    for (const { key, quantity } of parts) taken.set(key, (taken.get(key) ?? 0) + quantity);
    return parts;
  }

  promise(
    of: { doc: string; line: string; channel?: string | null; expiresAt?: number },
    parts: readonly { key: string; quantity: number }[],
  ): void {
    const { doc, line, channel = null, expiresAt = NEVER } = of;
    for (const { key, quantity } of parts) {
      this.made += 1;
      this.promises.push({ no: this.made, doc, line, key, quantity, channel, expiresAt, madeAt: this.now });
    }
  }

  promisesOf(doc: string): Promised[] {
    return this.promises.filter((one) => one.doc === doc);
  }

  /** A document gives back what it was promised, or has used it. */
  free(doc: string): void {
    this.promises = this.promises.filter((one) => one.doc !== doc);
  }

  /** Stock of a lot that is over, or recalled, does not leave. */
  refuseUnfit(lots: Iterable<string | null>): void {
    for (const lot of lots) {
      if (this.isRecalled(lot)) refuse('LOT_RECALLED');
      if (this.isExpired(lot)) refuse('LOT_EXPIRED');
    }
  }

  /**
   * Changes balances one line after the other, or refuses: what is promised stays, and so does what is on hold, unless the
   * act goes over holds (what is not there cannot be held).
   * @param heldBefore what holds keep, where promises were used up for this act before
   */
  post(
    lines: readonly Line[],
    how: {
      counted?: boolean;
      overHolds?: boolean;
      heldBefore?: ReadonlyMap<string, number>;
      carried?: ReadonlyMap<string, number>;
    } = {},
  ): void {
    const start = new Map<string, number>();
    const held = new Map(
      lines.map((line) => [keyOf(line), how.heldBefore?.get(keyOf(line)) ?? this.held(keyOf(line))]),
    );
    for (const line of lines) {
      const item = this.item(line);
      const { key, onHand } = item;
      if (!start.has(key)) start.set(key, onHand);
      if (line.delta < 0) this.#checkDecrease(item, line.delta, held.get(key) ?? 0, how);
      if (line.delta > 0 && onHand <= 0) item.received = this.now;
      item.onHand += line.delta;
      if (how.counted) item.countedAt = this.now;
    }
    for (const [key, before] of start) this.#follow(key, before, how.overHolds ?? false);
  }

  #checkDecrease(
    { key, onHand }: Item,
    delta: number,
    held: number,
    { overHolds, carried }: { overHolds?: boolean; carried?: ReadonlyMap<string, number> },
  ): void {
    const promised = this.promised(key) - (carried?.get(key) ?? 0);
    const after = onHand + delta;
    if (after < promised || after < 0) refuse('INSUFFICIENT_STOCK');
    if (overHolds) return;
    const toHold = this.toHold(key);
    if (toHold > 0 && after < Math.max(promised + held, Math.min(onHand, toHold))) refuse('STOCK_ON_HOLD');
  }

  /** What comes in is held with the rest; what is taken over holds is held no more. */
  #follow(key: string, before: number, overHolds: boolean): void {
    const item = this.items.get(key);
    if (!item) return;
    const net = item.onHand - before;
    for (const hold of this.holds) {
      const covers = hold.lines.has(key) || (hold.lot !== null && hold.lot === item.lot);
      if (!covers) continue;
      const toHold = hold.lines.get(key) ?? 0;
      if (net > 0 && hold.open) hold.lines.set(key, toHold + net);
      if (net < 0 && overHolds) hold.lines.set(key, Math.min(toHold, Math.max(0, item.onHand)));
    }
  }
}
