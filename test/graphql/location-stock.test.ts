import { expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();

it('sums up each location, with what has expired and what has lapsed apart', async () => {
  const shop = await open(gateway, {
    products: [{ globalSku: 'A', unitCost: 2 }, 'B'],
    locations: [
      { code: 'L1', name: 'Main' },
      { code: 'L2', name: 'Shop', type: 'STORE' },
    ],
    bins: [
      { locationId: 'L1', code: 'B1' },
      { locationId: 'L1', code: 'B2', status: 'INACTIVE' },
    ],
    channels: ['DTC'],
  });
  await shop.receive(
    'L1',
    { sku: 'A', quantity: 10, unitCost: 2.5 },
    { sku: 'A', quantity: 4, lotNumber: 'N1', expiryDate: shop.inDays(1) },
    { sku: 'A', quantity: 3, condition: 'DAMAGED' },
    { sku: 'B', quantity: 1, unitCost: 0.3333 },
  );
  await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 6 }], { expiresAt: shop.inMinutes(10) });
  await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 1 }]);
  const main = {
    id: shop.ids.L1,
    code: 'L1',
    name: 'Main',
    type: 'WAREHOUSE',
    bins: 1,
    products: 2,
    onHand: 18,
    value: 39.3333,
  };
  const places = async () => (await shop.ask('places')).nodes;
  expect(await places()).toEqual([
    { ...main, reserved: 7, available: 8, expired: 0 },
    {
      id: shop.ids.L2,
      code: 'L2',
      name: 'Shop',
      type: 'STORE',
      bins: 0,
      products: 0,
      onHand: 0,
      reserved: 0,
      available: 0,
      expired: 0,
      value: 0,
    },
  ]);
  gateway.clock.advance(11 * 60_000); // the first reservation lapses: it held all of the lot, and 2 more
  expect((await places())[0]).toEqual({ ...main, reserved: 1, available: 14, expired: 0 });
  gateway.clock.advance(48 * 3_600_000); // the lot expires
  expect((await places())[0]).toEqual({ ...main, reserved: 1, available: 10, expired: 4 });
});

it('finds them by kind and text, in order, page by page', async () => {
  const shop = await open(gateway, {
    locations: ['C', 'A', 'B'].map((code) => ({
      code,
      name: 'Same',
      type: code === 'A' ? 'STORE' : 'WAREHOUSE',
    })),
  });
  const found = async (filter: object, sort?: object) => {
    const codes: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo, totalCount } = await shop.ask('places', { filter, sort, first: 1, after });
      codes.push(...nodes.map(({ code }: { code: string }) => code));
      if (pageInfo.hasNextPage) after = pageInfo.endCursor;
      else {
        expect(totalCount).toBe(codes.length);
        return codes.join('');
      }
    }
  };
  expect(await found({})).toBe('ABC');
  expect(await found({}, { field: 'code', direction: 'DESC' })).toBe('CBA');
  expect([...(await found({}, { field: 'name' }))].sort().join('')).toBe('ABC');
  expect(await found({ type: 'WAREHOUSE' })).toBe('BC');
  expect(await found({ search: 'b' })).toBe('B');
  expect(await found({ search: 'same' })).toBe('ABC');
  for (const first of [0, 101]) {
    const answer = await shop.caller.graphql(`{ locationStock(first: ${first}) { totalCount } }`);
    expect(refusal(answer)).toEqual({ code: 'VALIDATION_FAILED', paths: ['first'] });
  }
  expect((await (await open(gateway)).ask('places')).totalCount).toBe(0);
});
