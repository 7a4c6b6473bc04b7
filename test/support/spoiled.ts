import { type Given, open, type Shop } from './factories.ts';
import type { TestGateway } from './gateway.ts';

/** The shop of tests about expiry. */
export const basics = {
  products: ['A', 'B'],
  locations: ['L1', 'L2', { code: 'PIT', type: 'DESTRUCTION' }],
  channels: ['DTC', 'B2B'],
};
export const DAY = 24 * 60 * 60_000;

/** A shop with 10 of A in the lot OLD that expired five days ago, and what the stock item is called. */
export async function spoiled(gateway: TestGateway, more: Given = {}): Promise<{ shop: Shop; old: string }> {
  const shop = await open(gateway, { ...basics, ...more });
  const old = await shop.receiveOne('L1', {
    sku: 'A',
    quantity: 10,
    lotNumber: 'OLD',
    expiryDate: shop.inDays(1),
    unitCost: 2.5,
  });
  gateway.clock.advance(6 * DAY);
  return { shop, old };
}

/** Reserved stock whose lot has expired since: 4 and 3 of the 10, the second reservation being the newer. */
export async function reserved(gateway: TestGateway) {
  const shop = await open(gateway, basics);
  const old = await shop.receiveOne('L1', {
    sku: 'A',
    quantity: 10,
    lotNumber: 'OLD',
    expiryDate: shop.inDays(1),
  });
  const line = (quantity: number) => ({ sku: 'A', locationId: 'L1', quantity });
  const first = await shop.reserve('DTC', [line(4)], { reference: 'FIRST' });
  await shop.receive('L1', { sku: 'B', quantity: 5 });
  const second = await shop.reserve('B2B', [line(3), { sku: 'B', locationId: 'L1', quantity: 2 }]);
  gateway.clock.advance(6 * DAY);
  return { shop, old, first, second };
}

/** The mutations that dispose of stock. */
export const acts = ['markConsumed', 'markExpired', 'transferForDestruction'] as const;
