import { describe, expect, it } from 'vitest';
import { furnish, open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();
const DAY = 86_400_000;
const basics = {
  products: ['A', 'B', 'C'],
  locations: ['L1', 'L2'],
  channels: [
    { code: 'DTC', name: 'Direct' },
    { code: 'B2B', name: 'Trade', type: 'WHOLESALE' },
    { code: 'OFF', status: 'INACTIVE' },
  ],
};

describe('the matrix', () => {
  it('shows what each channel may promise of each product at a place', async () => {
    const shop = await open(gateway, {
      ...basics,
      policies: [
        { name: 'place', locationId: 'L1', lowAtpThreshold: 3 },
        {
          name: 'trade',
          channelId: 'B2B',
          productMasterId: 'A',
          safetyStock: 6,
          lowAtpThreshold: 2,
          criticalAtpThreshold: 1,
        },
      ],
    });
    await shop.receive(
      'L1',
      { sku: 'A', quantity: 10 },
      { sku: 'A', quantity: 2, condition: 'DAMAGED' },
      { sku: 'B', quantity: 3 },
    );
    await shop.receive('L2', { sku: 'C', quantity: 9 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 2 }]);
    const matrix = await shop.ask('matrix', { locationId: 'L1' });
    expect(matrix.location).toEqual({ id: shop.ids.L1, name: 'L1' });
    expect(matrix.totalCount).toBe(2);
    expect(matrix.channels).toEqual([
      {
        channelId: shop.ids.B2B,
        channelName: 'Trade',
        channelType: 'WHOLESALE',
        policyId: shop.ids.place,
        lowAtpThreshold: 3,
      },
      {
        channelId: shop.ids.DTC,
        channelName: 'Direct',
        channelType: 'E_COMMERCE',
        policyId: shop.ids.place,
        lowAtpThreshold: 3,
      },
    ]);
    const cell = (channel: string, figures: object) => ({
      channelId: shop.ids[channel],
      channelName: channel === 'DTC' ? 'Direct' : 'Trade',
      ...figures,
    });
    expect(matrix.products).toEqual([
      {
        productMasterId: shop.ids.A,
        globalSku: 'A',
        totalOnHand: 12,
        totalReserved: 2,
        minAtp: 2,
        maxAtp: 8,
        hasCritical: false,
        channels: [
          // 10 good ones, 2 of them the other channel's; 6 are kept
          cell('B2B', {
            atp: 2,
            onHand: 8,
            reserved: 0,
            available: 8,
            severity: 'LOW',
            threshold: 2,
            policyId: shop.ids.trade,
          }),
          cell('DTC', {
            atp: 8,
            onHand: 10,
            reserved: 2,
            available: 8,
            severity: 'OK',
            threshold: 3,
            policyId: shop.ids.place,
          }),
        ],
      },
      expect.objectContaining({ globalSku: 'B', totalOnHand: 3, minAtp: 3, maxAtp: 3, hasCritical: false }),
    ]);
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -1);
    const [after] = (await shop.ask('matrix', { locationId: 'L1' })).products;
    expect(after).toMatchObject({ hasCritical: true, minAtp: 1 });
  });

  it('shows over-commitment', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 4 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 4 }]);
    await furnish(shop, { policies: [{ name: 'safe', safetyStock: 2.5 }] });
    expect(await shop.cell('A', 'L1', 'DTC')).toMatchObject({ atp: -2.5, severity: 'CRITICAL' });
    expect(await shop.cell('A', 'L1', 'B2B')).toMatchObject({ onHand: 0, atp: -2.5 });
  });

  it('gives a channel its allocation only', async () => {
    const shop = await open(gateway, {
      ...basics,
      policies: [
        { name: 'fixed', channelId: 'DTC', allocationType: 'FIXED', allocationQuantity: 4 },
        { name: 'share', channelId: 'B2B', allocationType: 'PERCENTAGE', allocationPercent: 33.3333 },
      ],
    });
    await shop.receive('L1', { sku: 'A', quantity: 10 }, { sku: 'A', quantity: 5, condition: 'QUARANTINE' });
    expect(await shop.cell('A', 'L1', 'DTC')).toMatchObject({ onHand: 4, available: 4, atp: 4 });
    expect(await shop.cell('A', 'L1', 'B2B')).toMatchObject({ onHand: 3.3333, atp: 3.3333 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 3 }]);
    expect(await shop.cell('A', 'L1', 'DTC')).toMatchObject({ onHand: 4, reserved: 3, atp: 1 });
    const more = () =>
      shop.attempt('reserveStock', {
        channelId: 'DTC',
        reference: 'X',
        lines: [{ globalSku: 'A', locationId: 'L1', quantity: 2 }],
      });
    expect((await more()).body.errors[0].extensions).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      available: 1,
    });
    // what others reserve comes out of the pool first
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -6);
    expect(await shop.cell('A', 'L1', 'DTC')).toMatchObject({ onHand: 4, reserved: 3, atp: 1 });
    expect(await shop.cell('A', 'L1', 'B2B')).toMatchObject({ onHand: 1, atp: 1 });
  });

  it('counts safety stock in days of what was issued and consumed lately', async () => {
    const shop = await open(gateway, {
      ...basics,
      policies: [{ name: 'days', channelId: 'DTC', safetyStockDays: 7 }],
      settings: { demandWindowDays: 10 },
    });
    await shop.receive('L1', { sku: 'A', quantity: 100 });
    const safety = async () => {
      const { onHand, atp } = await shop.cell('A', 'L1', 'DTC');
      return onHand - atp;
    };
    expect(await safety()).toBe(0);
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -6, 'CONSUMED');
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -9, 'DAMAGED'); // no demand
    const { id } = await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 4 }]);
    await shop.run('commitReservation', { id });
    expect(await safety()).toBe(7); // 10 in 10 days, for 7
    const undone = await shop.run('adjustStock', {
      globalSku: 'A',
      locationId: 'L1',
      quantityDelta: -20,
      reasonCode: 'CONSUMED',
    });
    expect(await safety()).toBe(21);
    await shop.run('reverseAdjustment', { id: undone.adjustment.id });
    expect(await safety()).toBe(7);
    await shop.run('updateOrganizationSettings', { demandWindowDays: 20 });
    expect(await safety()).toBe(3.5);
    gateway.clock.advance(21 * DAY);
    expect(await safety()).toBe(0);
  });

  it('is for the channels that are asked for, by id or code, in that order', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 1 });
    const asked = async (channels: string[]) => {
      const { products } = await shop.ask('matrix', { locationId: shop.ids.L1, channels });
      return products[0].channels.map((cell: { channelId: string }) => cell.channelId);
    };
    expect(await asked(['DTC', shop.ids.B2B ?? '', 'DTC'])).toEqual([shop.ids.DTC, shop.ids.B2B]);
    expect(await asked(['OFF'])).toEqual([shop.ids.OFF]);
  });

  it('is paged and searched', async () => {
    const products = ['A', 'B', 'C', 'D', 'E'].map((sku) => ({ globalSku: sku, name: `Thing ${sku}` }));
    const shop = await open(gateway, { ...basics, products });
    for (const { globalSku } of products) await shop.receive('L1', { sku: globalSku, quantity: 1 });
    const page = async (args: object) => {
      const { products: found, totalCount } = await shop.ask('matrix', { locationId: 'L1', ...args });
      return [found.map(({ globalSku }: { globalSku: string }) => globalSku).join(''), totalCount];
    };
    expect(await page({ first: 2 })).toEqual(['AB', 5]);
    expect(await page({ first: 2, offset: 4 })).toEqual(['E', 5]);
    expect(await page({ search: 'thing c' })).toEqual(['C', 1]);
    expect(await page({ search: '%' })).toEqual(['', 0]);
    const matrix = (args: string) => shop.caller.graphql(`{ channelLocationMatrix(${args}) { totalCount } }`);
    for (const args of ['first: 0', 'first: 201', 'offset: -1']) {
      const expected = { code: 'VALIDATION_FAILED', paths: [args.split(':')[0]] };
      expect(refusal(await matrix(`locationId: "L1", ${args}`))).toEqual(expected);
    }
    expect(refusal(await matrix('locationId: "NO"'))).toEqual({ code: 'NOT_FOUND', paths: ['locationId'] });
    expect(refusal(await matrix('locationId: "L1", channels: ["NO"]'))).toEqual({
      code: 'NOT_FOUND',
      paths: ['channels'],
    });
    const stranger = await open(gateway);
    const foreign = `{ channelLocationMatrix(locationId: "${shop.ids.L1}") { totalCount } }`;
    expect(refusal(await stranger.caller.graphql(foreign)).code).toBe('NOT_FOUND');
  });
});
