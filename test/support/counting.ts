import { expect } from 'vitest';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { Shop } from './factories.ts';
import type { Caller } from './gateway.ts';
import { expectSound } from './invariants.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;
type Fields = Record<string, unknown>;

/** The same shop, seen by somebody else. */
export const as = (shop: Shop, caller: Caller): Shop => {
  const other = new Shop(shop.gateway, shop.organization, caller);
  Object.assign(other.ids, shop.ids);
  return other;
};

/** The books are sound, by the laws of the tests and by the gateway's own verification. */
export async function expectVerified(shop: Shop): Promise<void> {
  await expectSound(shop);
  const { app, clock } = shop.gateway;
  const { differences } = await app.services.database.within(shop.orgId, 'read', (tx) =>
    verifyBooks(tx, clock.now()),
  );
  expect(differences).toEqual([]);
}

/** A cycle count of a shop, with words for what is done with it. */
export class Count {
  readonly shop: Shop;
  readonly id: string;
  /** Ids of the lines, by SKU, or by SKU and what tells them apart: `A`, `A/L1`, `A@B-1`. */
  readonly lines: Record<string, string> = {};

  constructor(shop: Shop, id: string, lines: Any[]) {
    this.shop = shop;
    this.id = id;
    for (const line of lines) {
      this.lines[line.globalSku] ??= line.id;
      if (line.lotNumber) this.lines[`${line.globalSku}/${line.lotNumber}`] = line.id;
      if (line.binName) this.lines[`${line.globalSku}@${line.binName}`] = line.id;
    }
  }

  /** Makes a batch; of everything at L1 unless said otherwise, and begun. */
  static async open(shop: Shop, input: Fields = {}, begun = true): Promise<Count> {
    const { batch, lines } = await shop.run('createCycleCountBatch', {
      locationId: 'L1',
      type: 'FULL',
      ...input,
    });
    const count = new Count(shop, batch.id, lines);
    if (begun) await count.step('startCycleCount');
    return count;
  }

  /** The count as somebody else sees it. */
  by(caller: Caller): Count {
    const other = new Count(as(this.shop, caller), this.id, []);
    Object.assign(other.lines, this.lines);
    return other;
  }

  #line = (key: string): string => this.lines[key] ?? key;

  step(
    mutation:
      | 'startCycleCount'
      | 'submitCycleCount'
      | 'reopenCycleCount'
      | 'cancelCycleCount'
      | 'assignCycleCount',
    more: Fields = {},
  ): Promise<Any> {
    return this.shop.run(mutation, { id: this.id, ...more });
  }

  #counts = (counts: Record<string, unknown>) =>
    Object.entries(counts).map(([key, countedQuantity]) => ({ lineId: this.#line(key), countedQuantity }));

  /** Enters counts by line: `{ A: 5 }`. */
  enter(counts: Record<string, unknown>): Promise<Any> {
    return this.shop.run('enterCounts', { id: this.id, counts: this.#counts(counts) });
  }
  tryEnter(counts: Record<string, unknown>, options?: Parameters<Shop['attempt']>[2]) {
    return this.shop.attempt('enterCounts', { id: this.id, counts: this.#counts(counts) }, options);
  }

  /** Counts, and hands the batch in. */
  async review(counts: Record<string, unknown>): Promise<Any> {
    await this.enter(counts);
    return this.step('submitCycleCount');
  }

  #resolutions = (decisions: Record<string, string | Fields>) =>
    Object.entries(decisions).map(([key, decision]) => ({
      lineId: this.#line(key),
      ...(typeof decision === 'string' ? { action: decision } : decision),
    }));

  /** Decides by line: `{ A: 'ACCEPT', B: { action: 'REJECT', notes: 'x' } }`. */
  resolve(decisions: Record<string, string | Fields>, more: Fields = {}): Promise<Any> {
    return this.shop.run('resolveCycleCount', {
      id: this.id,
      resolutions: this.#resolutions(decisions),
      ...more,
    });
  }
  tryResolve(
    decisions: Record<string, string | Fields>,
    more: Fields = {},
    options?: Parameters<Shop['attempt']>[2],
  ) {
    return this.shop.attempt(
      'resolveCycleCount',
      { id: this.id, resolutions: this.#resolutions(decisions), ...more },
      options,
    );
  }

  /** The batch with its lines, by their keys. */
  async read(): Promise<Any> {
    return this.shop.ask('count', { id: this.id });
  }
}
