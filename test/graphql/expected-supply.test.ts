import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();
const basics = { products: ['A', 'B', { globalSku: 'OFF', status: 'INACTIVE' }], locations: ['L1', 'L2'] };

describe('setExpectedSupply', () => {
  it('keeps what is to come, by document, and sums it up', async () => {
    const shop = await open(gateway, basics);
    const set = (...supply: object[]) => shop.run('setExpectedSupply', { supply });
    const of = (reference: string, quantity: number, days: number, globalSku = 'A') => ({
      reference,
      globalSku,
      locationId: 'L1',
      quantity,
      expectedDate: shop.inDays(days),
    });
    const { supply } = await set(of('PO-1', 5.5, 9), of('PO-2', 2, 4), of('PO-1', 7, 9, 'B'));
    expect(supply).toMatchObject([
      { reference: 'PO-1', quantity: 5.5, status: 'OPEN', version: 1 },
      { reference: 'PO-2', expectedDate: shop.inDays(4) },
      { reference: 'PO-1', quantity: 7 },
    ]);
    const incoming = async () => {
      const { incoming: quantity, nextIncomingDate, onHand } = await shop.record('A', 'L1');
      return [quantity, nextIncomingDate, onHand];
    };
    expect(await incoming()).toEqual([7.5, shop.inDays(4), 0]);
    // less is still to come of it, later; then the other ends
    expect((await set(of('PO-1', 3, 12))).supply[0]).toMatchObject({
      id: supply[0].id,
      quantity: 3,
      version: 2,
    });
    expect(await incoming()).toEqual([5, shop.inDays(4), 0]);
    expect((await set(of('PO-2', 0, 4))).supply[0]).toMatchObject({ status: 'CLOSED' });
    expect(await incoming()).toEqual([3, shop.inDays(12), 0]);
    await set(of('PO-1', 0, 12));
    expect(await incoming()).toEqual([0, null, 0]);
    expect((await shop.ask('levels', { id: shop.ids.B })).totals.incoming).toBe(7);
    await expectSound(shop);
  });

  it.each<[what: string, change: object, code: string, path: string]>([
    ['a blank reference', { reference: ' ' }, 'VALIDATION_FAILED', 'reference'],
    ['a quantity below 0', { quantity: -1 }, 'VALIDATION_FAILED', 'quantity'],
    ['an end of what was never told of', { quantity: 0 }, 'NOT_FOUND', 'reference'],
    ['5 decimals', { quantity: 0.00001 }, 'VALIDATION_FAILED', 'quantity'],
    ['no date', { expectedDate: undefined }, 'VALIDATION_FAILED', 'expectedDate'],
    ['a date that is none', { expectedDate: '2026-02-30' }, 'VALIDATION_FAILED', 'expectedDate'],
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', 'globalSku'],
    ['an inactive product', { globalSku: 'OFF' }, 'INACTIVE', 'globalSku'],
    ['an unknown location', { locationId: 'NO' }, 'NOT_FOUND', 'locationId'],
  ])('refuses %s', async (_what, change, code, path) => {
    const shop = await open(gateway, basics);
    const good = {
      reference: 'PO-1',
      globalSku: 'A',
      locationId: 'L1',
      quantity: 1,
      expectedDate: '2030-01-01',
    };
    const supply = [good, { ...good, reference: 'PO-2', ...change }];
    const refusal = await refused(shop, () => shop.attempt('setExpectedSupply', { supply }));
    expect(refusal).toMatchObject({ code, paths: [`supply[1].${path}`] });
  });

  it('refuses one supply twice, by whatever name', async () => {
    const shop = await open(gateway, basics);
    const one = { reference: 'PO-1', quantity: 1, expectedDate: '2030-01-01' };
    const supply = [
      { ...one, globalSku: 'A', locationId: 'L1' },
      { ...one, globalSku: 'A', locationId: 'L2' },
      { ...one, productMasterId: shop.ids.A, locationId: shop.ids.L1 },
    ];
    const write = () => shop.attempt('setExpectedSupply', { supply });
    expect(await refused(shop, write)).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['supply[2].reference'],
    });
  });

  it('refuses an empty batch', async () => {
    const shop = await open(gateway, basics);
    const write = () => shop.attempt('setExpectedSupply', { supply: [] });
    expect(await refused(shop, write)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['supply'] });
  });
});
