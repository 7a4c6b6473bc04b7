import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();

/** How many statements an act takes, not counting those that begin and end its transaction. */
async function statements(act: () => Promise<unknown>): Promise<number> {
  gateway.statements.length = 0;
  await act();
  return gateway.statements.length;
}

const skus = Array.from({ length: 51 }, (_, n) => `S${String(n).padStart(2, '0')}`);

async function full(): Promise<Shop> {
  const shop = await open(gateway, {
    products: skus,
    locations: ['L1', 'L2'],
    channels: ['DTC', 'B2B', 'POS'],
    policies: [
      { name: 'all', safetyStock: 1, minRemainingShelfLifeDays: 10 },
      { name: 'direct', channelId: 'DTC', allocationType: 'PERCENTAGE', allocationPercent: 50 },
    ],
  });
  const lines = skus.map((sku, n) => ({ sku, quantity: 20, lotNumber: 'N', expiryDate: shop.inDays(5 + n) }));
  await shop.receive('L1', ...lines);
  await shop.receive('L2', ...skus.map((sku) => ({ sku, quantity: 20 })));
  await shop.reserve(
    'DTC',
    skus.map((sku) => ({ sku, locationId: 'L2', quantity: 1 })),
    { expiresAt: shop.inMinutes(5) },
  );
  gateway.clock.advance(6 * 60_000);
  return shop;
}

/** One against fifty: the number is the same, and it is this. */
async function pinned(expected: number, act: (count: number) => Promise<unknown>): Promise<void> {
  expect([await statements(() => act(1)), await statements(() => act(50))]).toEqual([expected, expected]);
}

const some = (count: number) => skus.slice(0, count);

describe('the number of statements does not grow with the answer', () => {
  const shop = full();
  const raw = async (query: string) => {
    const { body } = await (await shop).caller.graphql(query);
    expect(body.errors).toBeUndefined();
  };

  it('stock items: 1, and 1 more for the total', async () => {
    await shop;
    await pinned(1, (first) =>
      raw(`{ stockItems(first: ${first}) { nodes { id quantityAvailable } pageInfo { hasNextPage } } }`),
    );
    await pinned(2, (first) => raw(`{ stockItems(first: ${first}) { nodes { id } totalCount } }`));
    await pinned(2, (first) => raw(`{ stockItems(first: ${first}) { nodes { id product { name } } } }`));
  });

  it('the matrix: place with channels, records with policies', async () => {
    await shop;
    const fields = 'products { globalSku channels { atp } } channels { channelId } location { name }';
    await pinned(2, (first) =>
      raw(`{ channelLocationMatrix(locationId: "L1", first: ${first}) { ${fields} } }`),
    );
    await pinned(3, (first) =>
      raw(`{ channelLocationMatrix(locationId: "L2", first: ${first}) { ${fields} totalCount } }`),
    );
  });

  it('availability records: records with policies', async () => {
    await shop;
    await pinned(1, (first) => raw(`{ availabilityRecords(first: ${first}) { nodes { id atp } } }`));
    await pinned(2, (first) =>
      raw(`{ availabilityRecords(first: ${first}) { nodes { id atp } totalCount } }`),
    );
  });

  it('the drilldown', async () => {
    const there = await shop;
    const ask = (sku: string) =>
      there.ask('drilldown', { productMasterId: there.ids[sku], locationId: 'L1' });
    await ask('S50');
    await pinned(6, (count) => ask(count === 1 ? 'S00' : 'S49'));
  });

  it('the check: products, records with policies, items and supply, in one packet', async () => {
    const there = await shop;
    await pinned(4, (count) =>
      there.ask('check', { input: { lines: some(count).map((globalSku) => ({ globalSku, quantity: 1 })) } }),
    );
  });

  it('locations, summaries and levels', async () => {
    const there = await shop;
    await pinned(1, (first) => raw(`{ locationStock(first: ${first}) { nodes { code onHand available } } }`));
    expect(await statements(() => there.ask('summary'))).toBe(3);
    expect(await statements(() => there.ask('levels', { id: there.ids.S00 }))).toBe(2);
  });

  it('an adjustment of 1 row or of 50', async () => {
    const there = await shop;
    await there.receive('L2', ...skus.map((sku) => ({ sku, quantity: 1 }))); // sweeps what has lapsed
    await pinned(7, (count) => {
      const lines = some(count).map((globalSku) => ({ globalSku, locationId: 'L2', quantityDelta: 1 }));
      return there.run('createAdjustment', { reasonCode: 'CORRECTION', lines });
    });
    // one row: and the item as it is now
    const one = { globalSku: 'S00', locationId: 'L2', quantityDelta: 1, reasonCode: 'CORRECTION' };
    expect(await statements(() => there.run('adjustStock', one))).toBe(8);
  });

  it('supply on its way', async () => {
    const there = await shop;
    const more = { reference: 'PO-1', locationId: 'L2', quantity: 1, expectedDate: there.inDays(3) };
    await pinned(6, (count) =>
      there.run('setExpectedSupply', { supply: some(count).map((globalSku) => ({ ...more, globalSku })) }),
    );
  });

  it('a receipt, a reservation and its end', async () => {
    const there = await shop;
    const lines = (count: number) => some(count).map((sku) => ({ sku, quantity: 1 }));
    await pinned(7, (count) => there.receive('L2', ...lines(count)));
    const held: string[] = [];
    await pinned(14, async (count) => {
      held.push(
        (
          await there.reserve(
            'B2B',
            lines(count).map((line) => ({ ...line, locationId: 'L2' })),
          )
        ).id,
      );
    });
    await pinned(19, (count) => there.run('commitReservation', { id: held[count === 1 ? 0 : 1] }));
  });
});
