/** A balance of the model: quantities are whole numbers of ten-thousandths. */
interface Balance {
  sku: string;
  lot: string | null;
  onHand: number;
}

interface Held {
  id: string;
  channel: string;
  status: 'ACTIVE' | 'COMMITTED' | 'RELEASED';
  expiresAt: number | null;
  of: { key: string; quantity: number }[];
}

interface Lot {
  /** The last day on which it is good, as the first moment after it. */
  goodBefore: number;
  recalled: boolean;
}

/** A hold on one balance; a lot lies in one place only here. */
interface HoldOf {
  id: string;
  key: string;
  toHold: number;
  /** On all there is, and what comes in later. */
  open: boolean;
  released: boolean;
  expiresAt: number | null;
}

/** What an act of the model comes to: done, or the code that it is refused with. */
export type Outcome =
  | 'done'
  | 'STOCK_ON_HOLD'
  | 'INSUFFICIENT_STOCK'
  | 'INVALID_TRANSITION'
  | 'LOT_EXPIRED'
  | 'LOT_RECALLED';

/** The stock of one place as simply as it can be said, to compare the gateway with. */
export class StockModel {
  readonly balances = new Map<string, Balance>();
  readonly lots: Record<string, Lot>;
  readonly held: Held[] = [];
  readonly holds: HoldOf[] = [];
  now = 0;

  constructor(lots: Record<string, Lot>) {
    this.lots = lots;
  }

  static key = (sku: string, lot: string | null): string => `${sku} ${lot ?? '-'}`;

  balance(sku: string, lot: string | null): Balance {
    const key = StockModel.key(sku, lot);
    const found = this.balances.get(key) ?? { sku, lot, onHand: 0 };
    this.balances.set(key, found);
    return found;
  }

  isActive({ status, expiresAt }: Held): boolean {
    return status === 'ACTIVE' && (expiresAt === null || expiresAt > this.now);
  }

  statusOf(held: Held): string {
    return held.status === 'ACTIVE' && !this.isActive(held) ? 'EXPIRED' : held.status;
  }

  isHolding({ released, expiresAt }: HoldOf): boolean {
    return !released && (expiresAt === null || expiresAt > this.now);
  }

  toHold(key: string): number {
    const holds = this.holds.filter((hold) => hold.key === key && this.isHolding(hold));
    return holds.reduce((sum, { toHold }) => sum + toHold, 0);
  }

  /** What holds keep: all that they are to, as far as it is not promised. */
  kept(key: string): number {
    const onHand = this.balances.get(key)?.onHand ?? 0;
    return Math.min(this.toHold(key), Math.max(0, onHand - this.promised(key)));
  }

  reserved(key: string): number {
    return this.promised(key) + this.kept(key);
  }

  promised(key: string): number {
    const active = this.held.filter((held) => this.isActive(held));
    return active
      .flatMap(({ of }) => of)
      .reduce((sum, part) => sum + (part.key === key ? part.quantity : 0), 0);
  }

  isGood({ lot }: Balance): boolean {
    const found = lot === null ? undefined : this.lots[lot];
    return !found || (!found.recalled && this.now < found.goodBefore);
  }

  available(sku: string): number {
    return this.#of(sku)
      .filter((balance) => this.isGood(balance))
      .reduce((sum, { lot, onHand }) => sum + onHand - this.reserved(StockModel.key(sku, lot)), 0);
  }

  #of(sku: string): Balance[] {
    return [...this.balances.values()].filter((balance) => balance.sku === sku);
  }

  /** Why so much may not leave a balance, whose holds keep `kept` before the act. */
  #refusal(key: string, onHand: number, delta: number, kept: number, counted: boolean): Outcome | undefined {
    const promised = this.promised(key);
    if (onHand + delta < promised) return 'INSUFFICIENT_STOCK';
    if (counted) return undefined;
    const toHold = this.toHold(key);
    const stays = Math.max(promised + kept, Math.min(onHand, toHold));
    return toHold > 0 && onHand + delta < stays ? 'STOCK_ON_HOLD' : undefined;
  }

  /**
   * Changes several rows one after the other, or none. What comes in is held with the rest; what a count does not find
   * is held no more.
   */
  change(lines: readonly { sku: string; lot: string | null; delta: number }[], counted = false): Outcome {
    const before = new Map([...this.balances].map(([key, { onHand }]) => [key, onHand]));
    const kept = new Map([...this.balances.keys()].map((key) => [key, this.kept(key)]));
    for (const { sku, lot, delta } of lines) {
      const key = StockModel.key(sku, lot);
      const balance = this.balance(sku, lot);
      const refusal = delta < 0 && this.#refusal(key, balance.onHand, delta, kept.get(key) ?? 0, counted);
      if (refusal) {
        for (const [other, entry] of this.balances) entry.onHand = before.get(other) ?? 0;
        return refusal;
      }
      balance.onHand += delta;
    }
    this.#follow(before, counted);
    return 'done';
  }

  #follow(before: ReadonlyMap<string, number>, counted: boolean): void {
    for (const hold of this.holds.filter((one) => this.isHolding(one))) {
      const onHand = this.balances.get(hold.key)?.onHand ?? 0;
      const net = onHand - (before.get(hold.key) ?? 0);
      if (net > 0 && hold.open) hold.toHold += net;
      if (net < 0 && counted) hold.toHold = Math.min(hold.toHold, onHand);
    }
  }

  hold(
    sku: string,
    lot: string | null,
    quantity: number | null,
    everywhere: boolean,
    expiresAt: number | null,
  ): Outcome {
    const { onHand } = this.balance(sku, lot);
    if (!everywhere && (onHand === 0 || (quantity ?? 0) > onHand)) return 'INSUFFICIENT_STOCK';
    const toHold = quantity ?? onHand;
    const open = quantity === null;
    this.holds.push({ id: '', key: StockModel.key(sku, lot), toHold, open, released: false, expiresAt });
    return 'done';
  }

  release(hold: HoldOf, quantity: number | null): Outcome {
    if (!this.isHolding(hold)) return 'INVALID_TRANSITION';
    if (quantity !== null && quantity > hold.toHold) return 'INSUFFICIENT_STOCK';
    hold.released = quantity === null || quantity === hold.toHold;
    hold.toHold -= quantity ?? hold.toHold;
    return 'done';
  }

  receive(sku: string, lot: string | null, quantity: number): Outcome {
    const found = lot === null ? undefined : this.lots[lot];
    if (found && this.now >= found.goodBefore) return 'LOT_EXPIRED';
    if (found?.recalled) return 'LOT_RECALLED';
    return this.change([{ sku, lot, delta: quantity }]);
  }

  /** First expired first out: lots in the order of their expiry, what never expires last. */
  reserve(channel: string, sku: string, quantity: number, expiresAt: number | null): Outcome {
    if (quantity > this.available(sku)) return 'INSUFFICIENT_STOCK';
    const expiry = ({ lot }: Balance) =>
      lot === null ? Number.POSITIVE_INFINITY : (this.lots[lot]?.goodBefore ?? 0);
    const of: Held['of'] = [];
    let left = quantity;
    const good = this.#of(sku).filter((balance) => this.isGood(balance));
    for (const balance of good.toSorted((a, b) => (expiry(a) < expiry(b) ? -1 : 1))) {
      const key = StockModel.key(sku, balance.lot);
      const part = Math.min(left, balance.onHand - this.reserved(key));
      if (part <= 0) continue;
      of.push({ key, quantity: part });
      left -= part;
    }
    this.held.push({ id: '', channel, status: 'ACTIVE', expiresAt, of });
    return 'done';
  }

  /** Why a part of what is held may not leave any more, in the order in which it was picked. */
  #unfit({ of }: Held): Outcome | undefined {
    for (const { key } of of) {
      const lot = this.balances.get(key)?.lot ?? null;
      const found = lot === null ? undefined : this.lots[lot];
      if (found?.recalled) return 'LOT_RECALLED';
      if (found && this.now >= found.goodBefore) return 'LOT_EXPIRED';
    }
    return undefined;
  }

  end(held: Held, how: 'COMMITTED' | 'RELEASED'): Outcome {
    if (!this.isActive(held)) return 'INVALID_TRANSITION';
    const unfit = how === 'COMMITTED' ? this.#unfit(held) : undefined;
    if (unfit) return unfit;
    const leaving = how === 'COMMITTED' ? held.of : [];
    const kept = new Map(leaving.map(({ key }) => [key, this.kept(key)]));
    held.status = how;
    for (const { key, quantity } of leaving) {
      const onHand = this.balances.get(key)?.onHand ?? 0;
      const refusal = this.#refusal(key, onHand, -quantity, kept.get(key) ?? 0, false);
      if (refusal) {
        held.status = 'ACTIVE';
        return refusal;
      }
    }
    for (const { key, quantity } of leaving) {
      const balance = this.balances.get(key);
      if (balance) balance.onHand -= quantity;
    }
    return 'done';
  }
}
