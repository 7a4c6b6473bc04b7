import { describe, expect, it } from 'vitest';
import { open, Shop } from '../support/factories.ts';
import { type Answer, type Caller, startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';

const gateway = await startGateway();
const second = await gateway.another();

/** The same shop, seen through the other gateway. */
function elsewhere(shop: Shop): Shop {
  const { caller } = shop;
  const through: Caller = {
    ...caller,
    graphql: async (query, variables, headers) => {
      const response = await fetch(`${second.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.key}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
  };
  return new Shop(gateway, shop.organization, through);
}

/** What became of writes: how often each outcome. */
function outcomes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { body } of answers) {
    const outcome = body.errors?.[0].extensions.code ?? 'done';
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

async function stocked(quantity: number): Promise<{ shop: Shop; both: [Shop, Shop] }> {
  const shop = await open(gateway, { products: ['A', 'B'], locations: ['L1'], channels: ['DTC', 'B2B'] });
  await shop.receive('L1', { sku: 'A', quantity }, { sku: 'B', quantity });
  return { shop, both: [shop, elsewhere(shop)] };
}

const row = (sku: string, quantityDelta: number) => ({ globalSku: sku, locationId: 'L1', quantityDelta });

describe('writers at the same time, through two gateways', () => {
  it('never take more than there is: 120 takes of 1 from 60', async () => {
    const { shop, both } = await stocked(60);
    const take = (n: number) =>
      both[n % 2 ? 1 : 0].attempt('adjustStock', { ...row('A', -1), reasonCode: 'CONSUMED' });
    const answers: Answer[] = [];
    // in waves, so that on a slow machine nobody waits for a connection until the gateway gives up (503)
    for (let wave = 0; wave < 2; wave++) answers.push(...(await Promise.all(times(60, take))));
    expect(outcomes(answers)).toEqual({ done: 60, INSUFFICIENT_STOCK: 60 });
    expect(await shop.item({ productMasterId: shop.ids.A })).toMatchObject({ quantityOnHand: 0 });
    const [lowest] = await shop.sql<{ lowest: string; taken: number }>(
      'select min(balance_after) as lowest, count(*)::int as taken from movement where org_id = $1 and quantity_delta < 0',
    );
    expect(lowest).toEqual({ lowest: '0.0000', taken: 60 });
    await expectSound(shop);
  });

  it('reserve no piece twice, nor what is taken', async () => {
    const { shop, both } = await stocked(40);
    const lines = [{ globalSku: 'A', locationId: 'L1', quantity: 1 }];
    const answers = await Promise.all(
      times(80, (n) => {
        const by = both[n % 2 ? 1 : 0];
        if (n % 4 === 3) return by.attempt('adjustStock', { ...row('A', -1), reasonCode: 'CONSUMED' });
        return by.attempt('reserveStock', { channelId: n % 3 ? 'DTC' : 'B2B', reference: `O-${n}`, lines });
      }),
    );
    expect(outcomes(answers)).toEqual({ done: 40, INSUFFICIENT_STOCK: 40 });
    expect(await shop.record('A', 'L1')).toMatchObject({ available: 0, atp: 0 });
    await expectSound(shop);
  });

  it('add up exactly, whatever the order', async () => {
    const { shop, both } = await stocked(1_000);
    const deltas = times(120, (n) => ((n * 7919) % 2_001) / 100 - 10).filter((delta) => delta !== 0);
    const answers = await Promise.all(
      deltas.map((delta, n) =>
        both[n % 2 ? 1 : 0].attempt('adjustStock', {
          ...row('A', Number(delta.toFixed(2))),
          reasonCode: 'CORRECTION',
        }),
      ),
    );
    expect(outcomes(answers)).toEqual({ done: deltas.length });
    const hundredths = deltas.reduce((sum, delta) => sum + Math.round(delta * 100), 100_000);
    expect(Math.round((await shop.item({ productMasterId: shop.ids.A })).quantityOnHand * 10_000)).toBe(
      hundredths * 100,
    );
    await expectSound(shop);
  });

  it('lock in one order: lines (A, B) against lines (B, A) meet no error', async () => {
    const { shop, both } = await stocked(500);
    const answers = await Promise.all(
      times(60, (n) => {
        const lines = [row('A', -1), row('B', -1)];
        if (n % 2) lines.reverse();
        return both[n % 4 < 2 ? 0 : 1].attempt('createAdjustment', { reasonCode: 'CONSUMED', lines });
      }),
    );
    expect(outcomes(answers)).toEqual({ done: 60 });
    expect((await shop.record('B', 'L1')).onHand).toBe(440);
    await expectSound(shop);
  });

  it('make a row once, when it was not there for any of them', async () => {
    const shop = await open(gateway, { products: ['A', 'B'], locations: ['L1'] });
    const both = [shop, elsewhere(shop)];
    const answers = await Promise.all(
      times(30, (n) => {
        const lines = [
          { globalSku: 'A', quantity: 1, lotNumber: 'N1' },
          { globalSku: 'B', quantity: 1 },
        ];
        if (n % 3 === 0) lines.reverse();
        return both[n % 2]?.attempt('recordStock', { locationId: 'L1', lines }) as Promise<Answer>;
      }),
    );
    expect(outcomes(answers)).toEqual({ done: 30 });
    const { nodes } = await shop.ask('items');
    expect(nodes.map((item: { quantityOnHand: number }) => item.quantityOnHand)).toEqual([30, 30]);
    await expectSound(shop);
  });

  it('compare and set: of 30 one wins', async () => {
    const { shop, both } = await stocked(10);
    const answers = await Promise.all(
      times(30, (n) =>
        both[n % 2 ? 1 : 0].attempt('adjustStock', {
          globalSku: 'A',
          locationId: 'L1',
          newQuantity: 100 + n,
          expectedQuantity: 10,
          reasonCode: 'RECOUNTED',
        }),
      ),
    );
    expect(outcomes(answers)).toEqual({ done: 1, QUANTITY_CHANGED: 29 });
    await expectSound(shop);
  });

  it('recall a lot while it comes in: what came in is not promised', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: times(8, (n) => `P${n}`),
      lots: [{ productMasterId: 'A', number: 'N1' }],
    });
    const receipts = times(8, (n) =>
      elsewhere(shop).attempt('adjustStock', {
        globalSku: 'A',
        locationId: `P${n}`,
        lotNumber: 'N1',
        quantityDelta: 1,
        reasonCode: 'FOUND',
      }),
    );
    const recall = shop.caller.graphql(
      'mutation { upsertLots(input: {lots: [{productMasterId: "A", number: "N1", status: RECALLED}]}) { lots { id } } }',
    );
    expect(outcomes(await Promise.all([...receipts, recall]))).toEqual({ done: 9 });
    await expectSound(shop);
  });
});

describe('reservations at the same time', () => {
  it('end once, however many try, while stock comes and goes', async () => {
    const { shop, both } = await stocked(100);
    const expiresAt = shop.inMinutes(10);
    const lines = [
      { sku: 'A', locationId: 'L1', quantity: 2 },
      { sku: 'B', locationId: 'L1', quantity: 1 },
    ];
    const made: { id: string }[] = [];
    for (let n = 0; n < 12; n++)
      made.push(await shop.reserve('DTC', n % 2 ? lines : lines.toReversed(), { expiresAt }));
    const ends = made.flatMap(({ id }) => [
      both[0].attempt('commitReservation', { id }),
      both[1].attempt('releaseReservation', { id }),
      both[1].attempt('commitReservation', { id }),
      both[0].attempt('extendReservation', { id, expiresAt: shop.inMinutes(20) }),
      both[0].attempt('adjustStock', { ...row('A', 1), reasonCode: 'FOUND' }),
    ]);
    const answers = await Promise.all(ends);
    expect(Object.keys(outcomes(answers)).sort()).toEqual(['INVALID_TRANSITION', 'done']);
    for (const n of made.keys())
      expect(outcomes(answers.slice(n * 5, n * 5 + 3))).toEqual({ done: 1, INVALID_TRANSITION: 2 });
    const committed = (await shop.ask('reservations', { filter: { status: 'COMMITTED' } })).totalCount;
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 112 - 2 * committed, reserved: 0 });
    expect(await shop.record('B', 'L1')).toMatchObject({ onHand: 100 - committed, reserved: 0 });
    await expectSound(shop);
  });

  it('lapse once, however many writers sweep them', async () => {
    const { shop, both } = await stocked(50);
    const expiresAt = shop.inMinutes(10);
    const lines = ['A', 'B'].map((sku) => ({ sku, locationId: 'L1', quantity: 1 }));
    const made: { id: string }[] = [];
    for (let n = 0; n < 8; n++) made.push(await shop.reserve('DTC', lines, { expiresAt }));
    gateway.clock.advance(11 * 60_000);
    const writes = times(24, (n) => {
      const id = made[n % 8]?.id;
      if (n % 3 === 0) return both[0].attempt('commitReservation', { id });
      return both[n % 2 ? 1 : 0].attempt('adjustStock', {
        ...row(n % 3 === 1 ? 'A' : 'B', -1),
        reasonCode: 'CONSUMED',
      });
    });
    expect(outcomes(await Promise.all(writes))).toEqual({ done: 16, INVALID_TRANSITION: 8 });
    const expired = await shop.sql<{ count: number }>(
      "select count(*)::int as count from outbox_event where org_id = $1 and type = 'reservation.expired'",
    );
    expect(expired).toEqual([{ count: 8 }]);
    await expectSound(shop);
  });
});

describe('copies of a write under one key, sent at once to two gateways', () => {
  it('apply once each, with identical answers: 5 copies of 100', { timeout: 60_000 }, async () => {
    const { shop, both } = await stocked(10_000);
    const write = async (n: number) => {
      const headers = { 'idempotency-key': `key-${n}` };
      // every tenth asks for more than there can be: refusals are remembered alike
      const input = {
        ...row(n % 2 ? 'A' : 'B', n % 10 === 9 ? -1_000_000 : -(n % 7) - 1),
        reasonCode: 'CONSUMED',
      };
      const copies = await Promise.all(
        times(5, (copy) => both[copy % 2 ? 1 : 0].attempt('adjustStock', input, { headers })),
      );
      expect(new Set(copies.map(({ body }) => JSON.stringify(body))).size, `key-${n}`).toBe(1);
      expect(copies.filter((copy) => copy.headers.get('idempotent-replayed') === 'true')).toHaveLength(4);
      return copies[0] as Answer;
    };
    const answers: Answer[] = [];
    for (let from = 0; from < 100; from += 10)
      answers.push(...(await Promise.all(times(10, (n) => write(from + n)))));
    expect(outcomes(answers)).toEqual({ done: 90, INSUFFICIENT_STOCK: 10 });
    const taken = times(100, (n) => (n % 10 === 9 ? 0 : (n % 7) + 1)).reduce(
      (sum, quantity) => sum + quantity,
      0,
    );
    const [left] = await shop.sql<{ left: string }>(
      'select sum(on_hand) as left from stock_item where org_id = $1',
    );
    expect(Number(left?.left)).toBe(20_000 - taken);
    const [moved] = await shop.sql<{ count: number }>(
      'select count(*)::int as count from movement where org_id = $1',
    );
    expect(moved?.count).toBe(2 + 90);
    await expectSound(shop);
  });
});
