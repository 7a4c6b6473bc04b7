import { beforeAll, describe, expect, it } from 'vitest';
import { Count } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { type Caller, startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const skus = Array.from({ length: 50 }, (_, n) => `S${String(n).padStart(2, '0')}`);

/** How many statements an act takes, not counting those that begin and end its transaction. */
async function statements(act: () => Promise<unknown>): Promise<number> {
  gateway.statements.length = 0;
  await act();
  return gateway.statements.length;
}

/** One against fifty: the number is the same, and it is this. */
async function pinned(expected: number, act: (count: number) => Promise<unknown>): Promise<void> {
  expect([await statements(() => act(1)), await statements(() => act(50))]).toEqual([expected, expected]);
}

describe('the number of statements does not grow with a cycle count', () => {
  let shop: Shop;
  let counter: Caller;
  let large: Count;
  let small: Count;

  beforeAll(async () => {
    shop = await open(gateway, {
      products: skus,
      locations: ['L1', 'L2'],
      settings: { countSelfApproval: true },
    });
    await shop.receive('L1', ...skus.map((sku) => ({ sku, quantity: 10, unitCost: 1 })));
    await shop.receive('L2', { sku: 'S00', quantity: 10, unitCost: 1 });
    for (let n = 0; n < 49; n++) await Count.open(shop, { locationId: 'L2' });
    large = await Count.open(shop);
    small = await Count.open(shop, { locationId: 'L2' });
    counter = await shop.organization.caller('inventory.cyclecount');
  }, 60_000);

  it.each(['who may read stock', 'who may only count'])('reading, for %s', async (who) => {
    const caller = who === 'who may only count' ? counter : shop.caller;
    const ask = async (query: string) => expect((await caller.graphql(query)).body.errors).toBeUndefined();
    await ask('{ viewer { id } }'); // looks up the key
    const plain = 'id number status location { code }';
    await pinned(1, (first) => ask(`{ cycleCountBatches(first: ${first}) { nodes { ${plain} } } }`));
    // the total, progress, accuracy, history, lines and their totals: one more each, for all batches together
    const all = `${plain} progress { variances } accuracy { accuracyPercent } history { to } lines(first: 50) { totalCount nodes { id systemQuantity } }`;
    await pinned(7, (first) => ask(`{ cycleCountBatches(first: ${first}) { totalCount nodes { ${all} } } }`));
    for (const count of [small, large])
      expect(await statements(() => ask(`{ cycleCountBatch(id: "${count.id}") { ${all} } }`))).toBe(6);
    expect(await statements(() => ask('{ cycleCountAccuracy { lines byClass { lines } } }'))).toBe(1);
  });

  it('making a batch', async () => {
    const make = (locationId: string) =>
      shop.caller.graphql(
        `mutation { createCycleCountBatch(input: {locationId: "${locationId}", type: FULL}) { batch { id } } }`,
      );
    await make('L1'); // draws the numbers to come
    await pinned(9, (count) => make(count === 1 ? 'L2' : 'L1'));
  });

  it('counting, handing in and resolving', async () => {
    const act = (mutation: string, type: string, input: object) =>
      shop.caller.graphql(
        `mutation($input: ${type}!) { ${mutation}(input: $input) { batch { id } lines { id systemQuantity } } }`,
        { input },
      );
    const of = (count: number) => (count === 1 ? small : large);
    const chosen = (count: number) => skus.slice(0, count).map((sku) => of(count).lines[sku]);
    await pinned(11, (count) =>
      act('enterCounts', 'EnterCountsInput', {
        id: of(count).id,
        counts: chosen(count).map((lineId) => ({ lineId, countedQuantity: 9 })),
      }),
    );
    await pinned(7, (count) => act('submitCycleCount', 'SubmitCycleCountInput', { id: of(count).id }));
    await pinned(18, (count) =>
      act('resolveCycleCount', 'ResolveCycleCountInput', {
        id: of(count).id,
        resolutions: chosen(count).map((lineId) => ({ lineId, action: 'ACCEPT' })),
      }),
    );
  });
});
