import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books } from '../support/invariants.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();
const basics = {
  products: ['A', 'B', { globalSku: 'OFF', status: 'INACTIVE' }],
  locations: ['L1', 'L2'],
  channels: ['DTC', 'B2B'],
};

async function shopWithStock() {
  const shop = await open(gateway, basics);
  const ids = {
    late: await shop.receiveOne('L1', {
      sku: 'A',
      quantity: 4,
      lotNumber: 'LATE',
      expiryDate: shop.inDays(60),
    }),
    soon: await shop.receiveOne('L1', {
      sku: 'A',
      quantity: 3,
      lotNumber: 'SOON',
      expiryDate: shop.inDays(20),
    }),
    second: await shop.receiveOne('L2', { sku: 'A', quantity: 5 }),
  };
  const check = (lines: object[], more: object = {}) => shop.ask('check', { input: { lines, ...more } });
  return { shop, ids, check };
}

describe('checkAvailability', () => {
  it('says what can be had and from where, first expired first out, and reserves nothing', async () => {
    const { shop, ids, check } = await shopWithStock();
    const before = await books(shop);
    const answer = await check([{ globalSku: 'A', quantity: 6 }]);
    expect(answer).toEqual({
      available: true,
      lines: [
        {
          globalSku: 'A',
          requested: 6,
          available: 6,
          shortfall: 0,
          status: 'AVAILABLE',
          availableDate: shop.inDays(0),
          allocations: [
            {
              locationId: shop.ids.L1,
              inventoryItemId: ids.soon,
              lotNumber: 'SOON',
              expiryDate: shop.inDays(20),
              binId: null,
              quantity: 3,
            },
            {
              locationId: shop.ids.L1,
              inventoryItemId: ids.late,
              lotNumber: 'LATE',
              expiryDate: shop.inDays(60),
              binId: null,
              quantity: 3,
            },
          ],
        },
      ],
    });
    expect(await check([{ globalSku: 'A', quantity: 6 }])).toEqual(answer);
    expect(await books(shop)).toEqual(before);
  });

  it('adds up lines, splits when it may, and looks where it is told to', async () => {
    const { check } = await shopWithStock();
    const statuses = async (lines: object[], more?: object) => {
      const answer = await check(lines, more);
      return [
        answer.available,
        ...answer.lines.map(
          (line: { available: number; status: string }) => `${line.available} ${line.status}`,
        ),
      ];
    };
    const nine = [{ globalSku: 'A', quantity: 9 }];
    expect(await statuses(nine)).toEqual([false, '7 PARTIAL']);
    expect(await statuses(nine, { allowSplit: true })).toEqual([true, '9 AVAILABLE']);
    expect(await statuses([{ globalSku: 'A', quantity: 6, locationId: 'L2' }])).toEqual([false, '5 PARTIAL']);
    const two = [
      { globalSku: 'A', quantity: 6 },
      { globalSku: 'A', quantity: 6 },
      { globalSku: 'B', quantity: 1 },
    ];
    expect(await statuses(two)).toEqual([false, '6 AVAILABLE', '5 PARTIAL', '0 UNAVAILABLE']);
  });

  it('is for a channel: its reservations, its safety stock, nobody else’s stock', async () => {
    const { shop, check } = await shopWithStock();
    await shop.reserve('B2B', [{ sku: 'A', locationId: 'L1', quantity: 4 }]);
    const at = async (channelId: string | null) =>
      (await check([{ globalSku: 'A', quantity: 7, locationId: 'L1' }], { channelId })).lines[0].available;
    expect([await at('DTC'), await at('B2B'), await at(null)]).toEqual([3, 3, 3]);
  });

  it('counts supply for a later day, and says the first date', async () => {
    const { shop, check } = await shopWithStock();
    await shop.run('setExpectedSupply', {
      supply: [
        { reference: 'PO-1', globalSku: 'A', locationId: 'L1', quantity: 5, expectedDate: shop.inDays(7) },
        { reference: 'PO-2', globalSku: 'A', locationId: 'L1', quantity: 5, expectedDate: shop.inDays(14) },
      ],
    });
    const line = [{ globalSku: 'A', quantity: 10, locationId: 'L1' }];
    expect((await check(line)).lines[0]).toMatchObject({
      available: 7,
      status: 'PARTIAL',
      availableDate: shop.inDays(7),
    });
    expect((await check(line, { neededBy: shop.inDays(6) })).available).toBe(false);
    const later = await check(line, { neededBy: shop.inDays(7) });
    expect(later.lines[0]).toMatchObject({ available: 10, status: 'AVAILABLE', shortfall: 0 });
    expect(later.lines[0].allocations).toHaveLength(2); // the 7 that are there
    const most = [{ globalSku: 'A', quantity: 18, locationId: 'L1' }];
    expect((await check(most)).lines[0].availableDate).toBeNull();
  });

  it('knows what is blocked, what comes to the market later, and what may be ordered back', async () => {
    const { shop, check } = await shopWithStock();
    const record = await shop.record('A', 'L2');
    const lines = [{ globalSku: 'A', quantity: 6, locationId: 'L2' }];
    const with_ = async (change: object) => {
      await shop.run('updateAvailability', {
        id: record.id,
        blocked: false,
        backorderLimit: 0,
        availableFrom: null,
        ...change,
      });
      return (await check(lines)).lines[0];
    };
    expect(await with_({ blocked: true })).toMatchObject({
      available: 0,
      status: 'UNAVAILABLE',
      availableDate: null,
      allocations: [],
    });
    expect(await with_({ backorderLimit: 1 })).toMatchObject({
      available: 5,
      shortfall: 1,
      status: 'BACKORDER',
    });
    expect(await with_({ backorderLimit: 0.5 })).toMatchObject({ status: 'PARTIAL' });
    lines[0] = { globalSku: 'A', quantity: 5, locationId: 'L2' };
    const later = { available: 0, status: 'UNAVAILABLE', availableDate: shop.inDays(30), allocations: [] };
    expect(await with_({ availableFrom: shop.inDays(30) })).toMatchObject(later);
    expect(await with_({ availableFrom: shop.inDays(0) })).toMatchObject({
      available: 5,
      status: 'AVAILABLE',
    });
  });

  it('lets over-commitment use up the backorder limit, as the record’s status does', async () => {
    const shop = await open(gateway, { ...basics, policies: [{ name: 'safe', safetyStock: 5 }] });
    await shop.run(
      'createAvailability',
      { globalSku: 'A', locationId: 'L1', backorderLimit: 7 },
      { id: 'a' },
    );
    const status = async (quantity: number) => {
      const { lines } = await shop.ask('check', { input: { lines: [{ globalSku: 'A', quantity }] } });
      return lines[0].status;
    };
    expect((await shop.record('A', 'L1')).status).toBe('BACKORDER'); // -5 + 7
    expect([await status(2), await status(3)]).toEqual(['BACKORDER', 'UNAVAILABLE']);
  });

  it.each<[what: string, input: object, code: string, path: string]>([
    ['no lines', { lines: [] }, 'VALIDATION_FAILED', 'lines'],
    [
      '201 lines',
      { lines: Array.from({ length: 201 }, () => ({ globalSku: 'A', quantity: 1 })) },
      'VALIDATION_FAILED',
      'lines',
    ],
    [
      'a quantity of 0',
      { lines: [{ globalSku: 'A', quantity: 0 }] },
      'VALIDATION_FAILED',
      'lines[0].quantity',
    ],
    ['no quantity', { lines: [{ globalSku: 'A' }] }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['no product', { lines: [{ quantity: 1 }] }, 'VALIDATION_FAILED', 'lines[0].productMasterId'],
    [
      'two products',
      { lines: [{ globalSku: 'A', productMasterId: 'x', quantity: 1 }] },
      'VALIDATION_FAILED',
      'lines[0].globalSku',
    ],
    ['an unknown product', { lines: [{ globalSku: 'NO', quantity: 1 }] }, 'NOT_FOUND', 'lines[0].globalSku'],
    ['an inactive product', { lines: [{ globalSku: 'OFF', quantity: 1 }] }, 'INACTIVE', 'lines[0].globalSku'],
    [
      'an unknown location',
      { lines: [{ globalSku: 'A', quantity: 1, locationId: 'NO' }] },
      'NOT_FOUND',
      'lines[0].locationId',
    ],
    [
      'an unknown channel',
      { channelId: 'NO', lines: [{ globalSku: 'A', quantity: 1 }] },
      'NOT_FOUND',
      'channelId',
    ],
    [
      'a day that is none',
      { neededBy: 'soon', lines: [{ globalSku: 'A', quantity: 1 }] },
      'VALIDATION_FAILED',
      'neededBy',
    ],
  ])('refuses %s', async (_what, input, code, path) => {
    const shop = await open(gateway, basics);
    const document =
      'query($input: CheckAvailabilityInput!) { checkAvailability(input: $input) { available } }';
    expect(refusal(await shop.caller.graphql(document, { input }))).toEqual({ code, paths: [path] });
  });

  it('finds nothing of another organization', async () => {
    const { shop } = await shopWithStock();
    const stranger = await open(gateway, basics);
    const { lines } = await stranger.ask('check', { input: { lines: [{ globalSku: 'A', quantity: 1 }] } });
    expect(lines[0].status).toBe('UNAVAILABLE');
    const document =
      'query($input: CheckAvailabilityInput!) { checkAvailability(input: $input) { available } }';
    const input = { lines: [{ productMasterId: shop.ids.A, quantity: 1 }] };
    expect(refusal(await stranger.caller.graphql(document, { input })).code).toBe('NOT_FOUND');
  });
});

describe('a check for a day', () => {
  it('refuses one that is over', async () => {
    const { shop } = await shopWithStock();
    const { body } = await shop.caller.graphql(
      'query($input: CheckAvailabilityInput!) { checkAvailability(input: $input) { available } }',
      { input: { neededBy: shop.inDays(-2), lines: [{ globalSku: 'A', quantity: 1 }] } },
    );
    expect(body.errors[0].extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'neededBy' }],
    });
  });
});
