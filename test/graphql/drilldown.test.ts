import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();

async function explained() {
  const shop = await open(gateway, {
    products: ['A', 'B'],
    locations: ['L1', 'L2'],
    channels: ['DTC', 'B2B', 'POS'],
    policies: [
      { name: 'direct', channelId: 'DTC', safetyStock: 1.5 },
      { name: 'trade', channelId: 'B2B', allocationType: 'PERCENTAGE', allocationPercent: 50 },
      { name: 'fresh', channelId: 'POS', minRemainingShelfLifeDays: 20 },
    ],
  });
  await shop.receive(
    'L1',
    { sku: 'A', quantity: 12, lotNumber: 'LONG', expiryDate: shop.inDays(90) },
    { sku: 'A', quantity: 6, lotNumber: 'SHORT', expiryDate: shop.inDays(10) },
    { sku: 'A', quantity: 3, condition: 'DAMAGED' },
    { sku: 'A', quantity: 4, lotNumber: 'GONE', expiryDate: shop.inDays(-5), condition: 'EXPIRED' },
  );
  await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 4 }], { reference: 'D-1' });
  await shop.reserve('B2B', [{ sku: 'A', locationId: 'L1', quantity: 3 }], {
    reference: 'B-1',
    expiresAt: shop.inMinutes(30),
  });
  await shop.run('setExpectedSupply', {
    supply: [
      { reference: 'PO-2', globalSku: 'A', locationId: 'L1', quantity: 5, expectedDate: shop.inDays(9) },
      { reference: 'PO-1', globalSku: 'A', locationId: 'L1', quantity: 2, expectedDate: shop.inDays(3) },
    ],
  });
  return shop;
}

type Channel = {
  channelId: string;
  onHand: number;
  reserved: number;
  available: number;
  atp: number;
  terms: Record<string, number>;
};

describe('the drilldown', () => {
  it('has the terms of each cell, and they add up to it', async () => {
    const shop = await explained();
    const { channels } = await shop.ask('drilldown', { productMasterId: shop.ids.A, locationId: 'L1' });
    const of = (code: string) => channels.find(({ channelId }: Channel) => channelId === shop.ids[code]);
    expect(of('DTC')).toMatchObject({
      onHand: 15,
      reserved: 4,
      available: 11,
      atp: 9.5,
      terms: {
        promisableOnHand: 18,
        allocationLimit: null,
        reservedForOthers: 3,
        reservedForChannel: 4,
        reservedShared: 0,
        safetyStock: 1.5,
        policy: { id: shop.ids.direct, name: 'direct' },
      },
    });
    // half of 18 is 9; the pool has 14 left for it
    expect(of('B2B')).toMatchObject({
      onHand: 9,
      reserved: 3,
      available: 6,
      atp: 6,
      terms: { allocationLimit: 9, reservedForOthers: 4 },
    });
    // the short-lived 6 do not count, nor does what is reserved of them: 4 + 2 of the 7
    expect(of('POS')).toMatchObject({
      onHand: 11,
      reserved: 0,
      atp: 11,
      terms: { promisableOnHand: 12, reservedForOthers: 1 },
    });
    for (const { onHand, reserved, available, atp, terms } of channels as Channel[]) {
      const usable = (terms.promisableOnHand ?? 0) - (terms.reservedForOthers ?? 0);
      expect(onHand).toBe(terms.allocationLimit == null ? usable : Math.min(usable, terms.allocationLimit));
      expect(reserved).toBe((terms.reservedForChannel ?? 0) + (terms.reservedShared ?? 0));
      expect([available, atp]).toEqual([onHand - reserved, onHand - reserved - (terms.safetyStock ?? 0)]);
    }
    for (const channel of channels as Channel[]) {
      const { terms: _terms, ...cell } = channel;
      const { products } = await shop.ask('matrix', { locationId: 'L1', channels: [channel.channelId] });
      expect(cell).toEqual(products[0].channels[0]);
    }
  });

  it('has the items, reservations and supply that the terms follow from', async () => {
    const shop = await explained();
    const drill = await shop.ask('drilldown', {
      productMasterId: shop.ids.A,
      locationId: shop.ids.L1,
      channelId: 'DTC',
    });
    expect(
      drill.items.map((item: { lotNumber: string; quantityOnHand: number }) => [
        item.lotNumber,
        item.quantityOnHand,
      ]),
    ).toEqual([
      ['GONE', 4],
      ['SHORT', 6],
      ['LONG', 12],
      [null, 3],
    ]);
    const sum = (rows: Record<string, number>[], field: string) =>
      rows.reduce((total, row) => total + (row[field] ?? 0), 0);
    expect(sum(drill.items, 'quantityAvailable') + sum(drill.reservations, 'quantity')).toBe(18);
    expect(drill.reservations).toMatchObject([
      {
        documentType: 'RESERVATION',
        number: 'RES-000001',
        reference: 'D-1',
        channelId: shop.ids.DTC,
        quantity: 4,
        expiresAt: null,
      },
      { number: 'RES-000002', reference: 'B-1', channelId: shop.ids.B2B, quantity: 2 },
      { number: 'RES-000002', reference: 'B-1', quantity: 1 },
    ]);
    expect(drill.holds).toEqual([]);
    expect(drill.incoming).toEqual([
      { reference: 'PO-1', expectedDate: shop.inDays(3), quantity: 2 },
      { reference: 'PO-2', expectedDate: shop.inDays(9), quantity: 5 },
    ]);
    expect(drill.projection).toEqual([
      { date: shop.inDays(0), atp: 9.5 },
      { date: shop.inDays(3), atp: 11.5 },
      { date: shop.inDays(9), atp: 16.5 },
    ]);
    gateway.clock.advance(31 * 60_000);
    const later = await shop.ask('drilldown', {
      productMasterId: shop.ids.A,
      locationId: 'L1',
      channelId: 'DTC',
    });
    expect(later.reservations).toHaveLength(1);
    expect(later.channels[0]).toMatchObject({ atp: 12.5, terms: { reservedForOthers: 0 } });
  });

  it('promises nothing for a day before the first one', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'], channels: ['DTC'] });
    await shop.receive('L1', { sku: 'A', quantity: 7 });
    const { id } = await shop.record('A', 'L1');
    await shop.run('updateAvailability', { id, availableFrom: shop.inDays(5) });
    const drill = await shop.ask('drilldown', { productMasterId: shop.ids.A, locationId: 'L1' });
    expect(drill.projection).toEqual([
      { date: shop.inDays(0), atp: 0 },
      { date: shop.inDays(5), atp: 7 },
    ]);
  });

  it('is of what is stocked there, in this organization', async () => {
    const shop = await explained();
    const stranger = await open(gateway);
    const drill = (by: typeof shop, product: string, place: string, channel = 'DTC') =>
      by.caller.graphql(
        `{ availabilityDrilldown(productMasterId: "${product}", locationId: "${place}", channelId: "${channel}") { product { id } } }`,
      );
    const product = shop.ids.A ?? '';
    expect(refusal(await drill(shop, 'NO', 'L1'))).toEqual({ code: 'NOT_FOUND', paths: ['productMasterId'] });
    expect(refusal(await drill(shop, product, 'NO'))).toEqual({ code: 'NOT_FOUND', paths: ['locationId'] });
    expect(refusal(await drill(shop, product, 'L2'))).toEqual({
      code: 'NOT_FOUND',
      paths: ['productMasterId'],
    });
    expect(refusal(await drill(shop, product, 'L1', 'NO'))).toEqual({
      code: 'NOT_FOUND',
      paths: ['channelId'],
    });
    expect(refusal(await drill(stranger, product, 'L1'))).toEqual({
      code: 'NOT_FOUND',
      paths: ['productMasterId'],
    });
  });
});
