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

/** What an act of the model comes to: done, or the code that it is refused with. */
export type Outcome = 'done' | 'INSUFFICIENT_STOCK' | 'INVALID_TRANSITION' | 'LOT_EXPIRED' | 'LOT_RECALLED';

/** The stock of one place as simply as it can be said, to compare the gateway with. */
export class StockModel {
  readonly balances = new Map<string, Balance>();
  readonly lots: Record<string, Lot>;
  readonly held: Held[] = [];
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

  reserved(key: string): number {
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

  /** Changes several rows one after the other, or none. */
  change(lines: readonly { sku: string; lot: string | null; delta: number }[]): Outcome {
    const before = new Map([...this.balances].map(([key, { onHand }]) => [key, onHand]));
    for (const { sku, lot, delta } of lines) {
      const balance = this.balance(sku, lot);
      const after = balance.onHand + delta;
      if (delta < 0 && after < this.reserved(StockModel.key(sku, lot))) {
        for (const [key, entry] of this.balances) entry.onHand = before.get(key) ?? 0;
        return 'INSUFFICIENT_STOCK';
      }
      balance.onHand = after;
    }
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
    held.status = how;
    for (const { key, quantity } of how === 'COMMITTED' ? held.of : []) {
      const balance = this.balances.get(key);
      if (balance) balance.onHand -= quantity;
    }
    return 'done';
  }
}
