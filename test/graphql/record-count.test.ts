import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();

const place = {
  products: ['A', { globalSku: 'LOT', lotControlled: true }],
  locations: ['L1', 'L2'],
  bins: [
    { locationId: 'L1', code: 'B1' },
    { locationId: 'L1', code: 'B2' },
    { locationId: 'L2', code: 'X1' },
  ],
  channels: ['DTC'],
};

async function counted(): Promise<Shop> {
  const shop = await open(gateway, place);
  await shop.receive(
    'L1',
    { sku: 'A', quantity: 5, binId: 'B1' },
    { sku: 'A', quantity: 3, binId: 'B2' },
    { sku: 'A', quantity: 2 },
    { sku: 'A', quantity: 7, binId: 'B1', condition: 'DAMAGED' },
  );
  return shop;
}

const balances = async (shop: Shop) => {
  const { nodes } = await shop.ask('items', { filter: { productMasterId: shop.ids.A } });
  return nodes.map((item: { quantityOnHand: number }) => item.quantityOnHand);
};

describe('recordCount', () => {
  it('sets what was found, and leaves the rows that were not sent', async () => {
    const shop = await counted();
    const { adjustment } = await shop.run('recordCount', {
      locationId: 'L1',
      globalSku: 'A',
      rows: [
        { binId: 'B1', quantity: 4 },
        { binId: shop.ids.B2, quantity: 3 },
      ],
      notes: 'aisle 3',
    });
    expect(adjustment).toMatchObject({
      type: 'RECORD_STOCK',
      reasonCode: 'RECOUNTED',
      notes: 'aisle 3',
      lineCount: 2,
    });
    expect(adjustment.lines).toMatchObject([
      { quantityBefore: 5, quantityDelta: -1, quantityAfter: 4 },
      { quantityBefore: 3, quantityDelta: 0, quantityAfter: 3 },
    ]);
    expect(await balances(shop)).toEqual([4, 3, 2, 7]);
    const { nodes } = await shop.ask('items', { filter: { condition: 'AVAILABLE' } });
    expect(nodes.map((item: { lastCountedAt: string | null }) => item.lastCountedAt !== null)).toEqual([
      true,
      true,
      false,
    ]);
    await expectSound(shop);
  });

  it('sets to zero what a complete count does not name, but only available stock', async () => {
    const shop = await counted();
    await shop.run('recordCount', {
      locationId: 'L1',
      globalSku: 'A',
      rows: [{ binId: 'B1', quantity: 6 }],
      complete: true,
    });
    expect(await balances(shop)).toEqual([6, 0, 0, 7]);
    const { adjustment } = await shop.run('recordCount', {
      locationId: 'L1',
      globalSku: 'A',
      rows: [],
      complete: true,
    });
    expect(adjustment.lines).toMatchObject([{ quantityDelta: -6 }]);
    expect(await balances(shop)).toEqual([0, 0, 0, 7]);
    await expectSound(shop);
  });

  it('makes rows and lots that were found for the first time', async () => {
    const shop = await counted();
    const rows = [
      { lotNumber: 'N1', expiryDate: shop.inDays(20), quantity: 2.5 },
      { lotNumber: 'N2', binId: 'B1', quantity: 1 },
    ];
    await shop.run('recordCount', { locationId: 'L1', globalSku: 'LOT', rows });
    const { nodes } = await shop.ask('items', { filter: { productMasterId: shop.ids.LOT } });
    expect(nodes).toMatchObject([
      { lotNumber: 'N1', expiryDate: shop.inDays(20), quantityOnHand: 2.5 },
      { lotNumber: 'N2', expiryDate: null, quantityOnHand: 1 },
    ]);
    await expectSound(shop);
  });

  it('finds less than is reserved: refused, where it was named and where it was not', async () => {
    const shop = await counted();
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 9 }]);
    const count = (rows: object[], complete = false) =>
      refused(shop, () => shop.attempt('recordCount', { locationId: 'L1', globalSku: 'A', rows, complete }));
    expect(await count([{ binId: 'B1', quantity: 1 }])).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['rows[0].quantity'],
    });
    expect(await count([{ binId: 'B1', quantity: 5 }], true)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['complete', 'complete'],
    });
  });

  it.each<[what: string, change: object, code: string, paths: string[]]>([
    ['no quantity', { rows: [{}] }, 'VALIDATION_FAILED', ['rows[0].quantity']],
    [
      'a quantity below 0',
      { rows: [{ quantity: 1 }, { binId: 'B1', quantity: -1 }] },
      'VALIDATION_FAILED',
      ['rows[1].quantity'],
    ],
    ['no rows', { rows: [] }, 'VALIDATION_FAILED', ['rows']],
    [
      'one row twice',
      {
        rows: [
          { binId: 'B1', quantity: 1 },
          { binId: 'B1', quantity: 2 },
        ],
      },
      'VALIDATION_FAILED',
      ['rows[1].binId'],
    ],
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', ['globalSku']],
    ['an unknown location', { locationId: 'NO' }, 'NOT_FOUND', ['locationId']],
    ['a bin of another location', { rows: [{ binId: 'X1', quantity: 1 }] }, 'NOT_FOUND', ['rows[0].binId']],
    ['no lot', { globalSku: 'LOT' }, 'LOT_REQUIRED', ['rows[0].lotNumber']],
    ['a reason for the other direction', { reasonCode: 'DAMAGED' }, 'REASON_DIRECTION', ['reasonCode']],
    ['an unknown reason', { reasonCode: 'NO' }, 'VALIDATION_FAILED', ['reasonCode']],
    ['an unknown field', { rows: [{ quantity: 1, bin: 'B1' }] }, 'VALIDATION_FAILED', ['rows[0].bin']],
  ])('%s is refused by name and changes nothing', async (_what, change, code, paths) => {
    const shop = await counted();
    const input = { locationId: 'L1', globalSku: 'A', rows: [{ quantity: 9 }], ...change };
    expect(await refused(shop, () => shop.attempt('recordCount', input))).toMatchObject({ code, paths });
  });

  it('of nothing where nothing is leaves nothing behind but the count', async () => {
    const shop = await open(gateway, place);
    const before = (await books(shop)) as { movement: number };
    await shop.run('recordCount', { locationId: 'L1', globalSku: 'A', rows: [{ quantity: 0 }] });
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 0, available: 0, status: 'OUT_OF_STOCK' });
    expect((await books(shop)) as { movement: number }).toMatchObject({ movement: before.movement + 1 });
    await expectSound(shop);
  });
});
