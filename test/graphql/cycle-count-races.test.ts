import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { as, Count, expectVerified } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { type Caller, startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const second = await gateway.another();

/** The same caller, through the other gateway. */
function elsewhere(caller: Caller): Caller {
  return {
    ...caller,
    key: caller.key,
    graphql: async (query, variables, headers) => {
      const response = await fetch(`${second.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.key}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
}

const skus = Array.from({ length: 40 }, (_, n) => `S${String(n).padStart(2, '0')}`);

async function stocked(count = skus.length, quantity = 50): Promise<Shop> {
  const shop = await open(gateway, {
    products: skus.slice(0, count),
    locations: ['L1'],
    settings: { countSelfApproval: true },
  });
  await shop.receive('L1', ...skus.slice(0, count).map((sku) => ({ sku, quantity, unitCost: 1 })));
  return shop;
}

const onHand = async (shop: Shop): Promise<Record<string, number>> => {
  const { nodes } = await shop.ask('items');
  return Object.fromEntries(
    nodes.map((item: { globalSku: string; quantityOnHand: number }) => [item.globalSku, item.quantityOnHand]),
  );
};

describe('at the same time, through two gateways', () => {
  it('two people count one batch, and no count is lost', async () => {
    const shop = await stocked();
    const count = await Count.open(shop, { blind: false });
    const counters = [
      count.by(await shop.organization.caller('inventory.cyclecount')),
      count.by(elsewhere(await shop.organization.caller('inventory.cyclecount'))),
    ];
    const answers = await Promise.all(skus.map((sku, n) => counters[n % 2]?.tryEnter({ [sku]: 50 + n })));
    expect(answers.map((answer) => answer?.body.errors)).toEqual(skus.map(() => undefined));
    const { batch } = await count.step('submitCycleCount');
    expect(batch).toMatchObject({ progress: { lines: 40, counted: 40, variances: 39 }, version: 43 });
    await count.resolve(Object.fromEntries(skus.map((sku) => [sku, 'ACCEPT'])));
    expect(await onHand(shop)).toEqual(Object.fromEntries(skus.map((sku, n) => [sku, 50 + n])));
    await expectVerified(shop);
  });

  it('the same line counted by many takes one of the counts, whole', async () => {
    const shop = await stocked(1);
    const count = await Count.open(shop, { blind: false });
    const other = count.by(elsewhere(shop.caller));
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? other : count).enter({ S00: n })));
    const [line] = (await count.read()).lines.nodes;
    expect(line).toMatchObject({ countNo: 20, systemQuantity: 50, variance: line.countedQuantity - 50 });
  });

  it('stock moves while it is counted: what was there is neither corrected away nor counted twice', async () => {
    const shop = await stocked();
    const count = await Count.open(shop, { blind: false });
    const other = as(shop, elsewhere(shop.caller));
    const move = (sku: string) =>
      other.attempt('adjustStock', {
        globalSku: sku,
        locationId: 'L1',
        quantityDelta: -7,
        reasonCode: 'CONSUMED',
      });
    await Promise.all(skus.flatMap((sku) => [move(sku), count.tryEnter({ [sku]: 30 }), move(sku)]));
    await count.step('submitCycleCount');
    // and while it is resolved
    await Promise.all([
      count.resolve(Object.fromEntries(skus.map((sku) => [sku, 'ACCEPT']))),
      ...skus.map(move),
    ]);
    const lines: { globalSku: string; systemQuantity: number }[] = (await count.read()).lines.nodes;
    const stock = await onHand(shop);
    // the count is 30 at its moment; of the three movements of 7 those after it are on top
    for (const { globalSku, systemQuantity } of lines) {
      expect([50, 43, 36]).toContain(systemQuantity);
      expect([globalSku, stock[globalSku]]).toEqual([globalSku, 30 - (systemQuantity - 29)]);
    }
    await expectVerified(shop);
  });

  it('a batch is resolved once', async () => {
    const shop = await stocked(5);
    const count = await Count.open(shop);
    await count.review(Object.fromEntries(skus.slice(0, 5).map((sku) => [sku, 60])));
    const other = count.by(elsewhere(shop.caller));
    const decisions = Object.fromEntries(skus.slice(0, 5).map((sku) => [sku, 'ACCEPT']));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 ? other : count).tryResolve(decisions)),
    );
    const codes = answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'done').sort();
    expect(codes).toEqual([...Array(7).fill('INVALID_TRANSITION'), 'done']);
    expect(Object.values(await onHand(shop))).toEqual(Array(5).fill(60));
    await expectVerified(shop);
  });

  it('two batches of the same stock: one is accepted, the other is stale', async () => {
    const shop = await stocked(3);
    const [one, two] = [await Count.open(shop), await Count.open(shop)];
    const counts = { S00: 40, S01: 41, S02: 42 };
    await one.review(counts);
    await two.review(counts);
    gateway.clock.advance(1_000);
    const decisions = { S00: 'ACCEPT', S01: 'ACCEPT', S02: 'ACCEPT' };
    const answers = await Promise.all([
      one.tryResolve(decisions),
      two.by(elsewhere(shop.caller)).tryResolve(decisions),
    ]);
    const codes = answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'done').sort();
    expect(codes).toEqual(['COUNT_STALE', 'done']);
    expect(await onHand(shop)).toEqual(counts);
    await expectVerified(shop);
  });
});

type Step =
  | { do: 'move'; item: number; delta: number }
  | { do: 'count'; item: number; quantity: number }
  | { do: 'recount'; item: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      item: fc.nat(2),
      delta: fc.integer({ min: -40_000, max: 60_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('count' as const),
      item: fc.nat(2),
      quantity: fc.integer({ min: 0, max: 2_000_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recount' as const), item: fc.nat(2) }) },
);

/** What the count said last, and what moved since: the sum is what must be there in the end. */
class Model {
  readonly onHand: number[];
  /** Null: not counted (any more). */
  readonly counted: (number | null)[];
  readonly since: number[];
  constructor(start: number[]) {
    this.onHand = [...start];
    this.counted = start.map(() => null);
    this.since = start.map(() => 0);
  }
  move(item: number, delta: number): void {
    this.onHand[item] = (this.onHand[item] ?? 0) + delta;
    this.since[item] = (this.since[item] ?? 0) + delta;
  }
  count(item: number, quantity: number): void {
    this.counted[item] = quantity;
    this.since[item] = 0;
  }
  /** In ten-thousandths. */
  get expected(): number[] {
    return this.onHand.map((now, item) => {
      const counted = this.counted[item];
      return counted == null ? now : counted + (this.since[item] ?? 0);
    });
  }
}

it('whatever moves between the counts, on hand is what was counted and what moved since', {
  timeout: 120_000,
}, async () => {
  const ids = [0, 1, 2];
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 20, size: 'max' }),
      fc.array(
        step.filter(({ do: what }) => what === 'move'),
        { maxLength: 5 },
      ),
      fc.array(fc.constantFrom('ACCEPT', 'REJECT'), { minLength: 3, maxLength: 3 }),
      async (steps, afterwards, decisions) => {
        // much more than all movements can take, so that nothing goes below 0
        const shop = await stocked(3, 500);
        const model = new Model([5_000_000, 5_000_000, 5_000_000]);
        const count = await Count.open(shop);
        const sku = (item: number) => skus[item] ?? '';
        const take = async (one: Step) => {
          switch (one.do) {
            case 'move':
              if (one.delta === 0) return;
              await shop.adjust({ sku: sku(one.item), locationId: 'L1' }, one.delta / 10_000);
              return model.move(one.item, one.delta);
            case 'count':
              await count.enter({ [sku(one.item)]: one.quantity / 10_000 });
              return model.count(one.item, one.quantity);
            case 'recount': {
              await count.step('submitCycleCount', { allowUncounted: true });
              await count.resolve({ [sku(one.item)]: 'RECOUNT' });
              model.counted[one.item] = null;
            }
          }
        };
        for (const one of steps) await take(one);
        for (const item of ids)
          if (model.counted[item] === null) await take({ do: 'count', item, quantity: 1_000_000 });
        await count.step('submitCycleCount');
        for (const one of afterwards) await take(one);
        const wanted = ids.map(
          (item) => (decisions[item] === 'ACCEPT' ? model.expected : model.onHand)[item] ?? 0,
        );
        const { body } = await count.tryResolve(
          Object.fromEntries(ids.map((item) => [sku(item), { action: decisions[item], notes: 'x' }])),
        );
        const stock = await onHand(shop);
        if (body.errors) {
          // a small count, and what left since: no more than is there can be taken
          expect(body.errors[0].extensions.code).toBe('INSUFFICIENT_STOCK');
          expect(wanted.some((quantity) => quantity < 0)).toBe(true);
          expect(ids.map((item) => Math.round((stock[sku(item)] ?? 0) * 10_000))).toEqual(model.onHand);
        } else {
          expect(ids.map((item) => Math.round((stock[sku(item)] ?? 0) * 10_000))).toEqual(wanted);
        }
        await expectVerified(shop);
      },
    ),
    {
      numRuns: Number(process.env.PROPERTY_RUNS ?? 12),
      endOnFailure: false,
      interruptAfterTimeLimit: 100_000,
    },
  );
});
