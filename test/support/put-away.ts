import { expect } from 'vitest';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { open, type Shop } from './factories.ts';
import type { TestGateway } from './gateway.ts';
import { expectSound } from './invariants.ts';

/** A shop with a receiving bin and three shelves at L1, another bin at L2, and NEG, where stock may be negative. */
export const dock = {
  products: ['A', 'B', { globalSku: 'LOTS', lotControlled: true }],
  locations: ['L1', 'L2', { code: 'NEG', allowNegativeStock: true }],
  channels: ['DTC', 'B2B'],
  bins: [
    { locationId: 'L1', code: 'RCV', name: 'Dock', type: 'RECEIVING', zone: 'Z1' },
    { locationId: 'L1', code: 'S1', name: 'Shelf 1' },
    { locationId: 'L1', code: 'S2' },
    { locationId: 'L1', code: 'S3' },
    { locationId: 'L1', code: 'BAD', blocked: true },
    { locationId: 'L1', code: 'OFF', status: 'INACTIVE' },
    { locationId: 'L1', code: 'RCV-BAD', type: 'RECEIVING', blocked: true },
    { locationId: 'L2', code: 'FAR' },
    { locationId: 'L2', code: 'RCV2', type: 'RECEIVING' },
    { locationId: 'NEG', code: 'NEG-RCV', type: 'RECEIVING' },
    { locationId: 'NEG', code: 'NEG-S1' },
  ],
};

/** So many of A in the receiving bin of L1. */
export async function received(gateway: TestGateway, quantity = 10, more: object = {}): Promise<Shop> {
  const shop = await open(gateway, dock);
  await shop.receive('L1', { sku: 'A', quantity, binId: 'RCV', unitCost: 2, ...more });
  return shop;
}

/** The input of a task for so many of A in the receiving bin of L1. */
export const goods = (quantity: number, more: object = {}) => ({
  globalSku: 'A',
  locationId: 'L1',
  fromBinId: 'RCV',
  quantity,
  ...more,
});

/** Makes a task. */
export async function create(shop: Shop, quantity: number, more: object = {}) {
  return (await shop.run('createPutAwayTask', goods(quantity, more))).task;
}

/** Makes a task and starts it. @returns its id. */
export async function started(shop: Shop, quantity: number, more: object = {}): Promise<string> {
  const { id } = await create(shop, quantity, more);
  await shop.run('startPutAwayTask', { id });
  return id;
}

/** Completes a task. */
export const complete = async (shop: Shop, id: string, more: object = {}) =>
  (await shop.run('completePutAwayTask', { id, ...more })).task;

/** So many to a bin. */
export const split = (binId: string, quantity: number) => ({ binId, quantity });

/** What lies in each bin, and what of it is reserved. */
export async function bins(shop: Shop): Promise<Record<string, [number, number]>> {
  const rows = await shop.sql<{ code: string; on_hand: string; reserved: string }>(
    `select coalesce(b.code, '-') as code, sum(i.on_hand) as on_hand, sum(i.reserved) as reserved from stock_item i
     left join bin b on b.org_id = $1 and b.id = i.bin_id where i.org_id = $1 and i.on_hand <> 0 group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.code, [Number(row.on_hand), Number(row.reserved)]]));
}

/** What the gateway's own checks find: the check, and the record. */
export async function differences({ gateway, orgId }: Shop): Promise<[string, string][]> {
  const { database, clock } = gateway.app.services;
  const found = await database.within(orgId, 'read', (tx) => verifyBooks(tx, clock.now()));
  return found.differences.map(({ check, id }) => [check, id]);
}

/** The laws of the tests, and the gateway's own checks of its books. */
export async function expectVerified(shop: Shop): Promise<void> {
  await expectSound(shop);
  expect(await differences(shop)).toEqual([]);
}
