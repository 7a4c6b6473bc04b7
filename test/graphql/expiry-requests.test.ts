import { describe, expect, it } from 'vitest';
import { Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';
import { acts, reserved, spoiled } from '../support/spoiled.ts';

const gateway = await startGateway();

describe.each(acts)('%s', (act) => {
  it('is all or nothing, and names every item that is in the way', async () => {
    const { shop, old } = await spoiled(gateway);
    const some = await shop.receiveOne('L1', { sku: 'B', quantity: 5, condition: 'DAMAGED' });
    const none = await shop.receiveOne('L1', { sku: 'A', quantity: 5, condition: 'DAMAGED' });
    await shop.adjust({ inventoryItemId: none }, -5);
    const items = [
      { inventoryItemId: old },
      { inventoryItemId: some, quantity: 5.0001 },
      { inventoryItemId: none },
    ];
    const more = { force: act === 'markConsumed' ? undefined : true, notes: 'x' };
    expect(await refused(shop, () => shop.attempt(act, { items, ...more }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['items[1].quantity', 'items[2].quantity'],
      details: { available: 5, requested: 5.0001, inventoryItemId: some },
    });
  });

  it.each<[what: string, input: (old: string) => object, code: string, path: string]>([
    ['no items', () => ({ items: [] }), 'VALIDATION_FAILED', 'items'],
    [
      'more than 1,000 items',
      () => ({ items: Array.from({ length: 1_001 }, (_, n) => ({ inventoryItemId: `i${n}` })) }),
      'VALIDATION_FAILED',
      'items',
    ],
    [
      'a quantity of 0',
      (id) => ({ items: [{ inventoryItemId: id, quantity: 0 }] }),
      'VALIDATION_FAILED',
      'items[0].quantity',
    ],
    [
      'a negative quantity',
      (id) => ({ items: [{ inventoryItemId: id, quantity: -1 }] }),
      'VALIDATION_FAILED',
      'items[0].quantity',
    ],
    [
      'the same item twice',
      (id) => ({
        items: [
          { inventoryItemId: id, quantity: 1 },
          { inventoryItemId: id, quantity: 1 },
        ],
      }),
      'VALIDATION_FAILED',
      'items[1].inventoryItemId',
    ],
    [
      'an unknown item',
      (id) => ({ items: [{ inventoryItemId: id }, { inventoryItemId: 'nothing' }] }),
      'NOT_FOUND',
      'items[1].inventoryItemId',
    ],
    [
      'notes that are too long',
      (id) => ({ items: [{ inventoryItemId: id }], notes: 'x'.repeat(2_001) }),
      'VALIDATION_FAILED',
      'notes',
    ],
  ])('refuses %s', async (_what, input, code, path) => {
    const { shop, old } = await spoiled(gateway);
    expect(await refused(shop, () => shop.attempt(act, input(old)))).toMatchObject({ code, paths: [path] });
  });

  it('does not find the stock of others', async () => {
    const { old } = await spoiled(gateway);
    const { shop } = await spoiled(gateway);
    const items = [{ inventoryItemId: old }];
    expect(await refused(shop, () => shop.attempt(act, { items }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is done once under its key', async () => {
    const { shop, old } = await spoiled(gateway);
    const items = [{ inventoryItemId: old, quantity: 4 }];
    const send = () => shop.attempt(act, { items }, { headers: { 'idempotency-key': 'k' } });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body.errors).toBeUndefined();
    const { nodes } = await shop.ask('items', { filter: { locationId: 'L1', condition: 'AVAILABLE' } });
    expect(nodes).toMatchObject([{ quantityOnHand: 6 }]);
    await expectSound(shop);
  });

  it('asks for its permission', async () => {
    const { shop, old } = await spoiled(gateway);
    const scopes = ['inventory.read', 'inventory.adjust', 'inventory.cyclecount', 'reservations.*'];
    const reader = new Shop(gateway, shop.organization, await shop.organization.caller(...scopes));
    const items = [{ inventoryItemId: old }];
    expect(await refused(shop, () => reader.attempt(act, { items }))).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'inventory.write' },
    });
  });

  it('is done by one of several who try at once', async () => {
    const { shop, old, first, second } = await reserved(gateway);
    const items = [{ inventoryItemId: old, quantity: 6 }];
    const tries = [
      ...Array.from({ length: 3 }, () => shop.attempt(act, { items, releaseReservations: true })),
      shop.attempt('releaseReservation', { id: first.id }),
      shop.attempt('commitReservation', { id: second.id }),
    ];
    const answers = (await Promise.all(tries))
      .slice(0, 3)
      .map(({ body }) => body.errors?.[0].extensions.code);
    expect(answers.filter((code) => code === undefined)).toHaveLength(1);
    expect(answers.filter((code) => code === 'INSUFFICIENT_STOCK')).toHaveLength(2);
    await expectSound(shop);
  });
});
