import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';
import { acts, basics, DAY, reserved, spoiled } from '../support/spoiled.ts';

const gateway = await startGateway();

describe.each(acts)('%s and what is reserved', (act) => {
  it('is refused, naming the reservations', async () => {
    const { shop, old, first, second } = await reserved(gateway);
    const send = (quantity?: number) => shop.attempt(act, { items: [{ inventoryItemId: old, quantity }] });
    expect(await refused(shop, () => send(3.5))).toEqual({
      code: 'INSUFFICIENT_STOCK',
      paths: ['items[0].quantity'],
      details: {
        available: 3,
        requested: 3.5,
        onHand: 10,
        reserved: 7,
        held: 0,
        inventoryItemId: old,
        reservations: [
          { id: second.id, number: second.number, quantity: 3 },
          { id: first.id, number: first.number, quantity: 4 },
        ],
      },
    });
    expect((await send(3)).body.errors).toBeUndefined();
    await expectSound(shop);
  });

  it('lets go of as much as is needed, the newest reservation first', async () => {
    const { shop, old, first, second } = await reserved(gateway);
    const take = (quantity?: number) =>
      shop.run(act, { items: [{ inventoryItemId: old, quantity }], releaseReservations: true });
    // 3 are free: 1 of the newer one has to go
    const { releasedReservations } = await take(4);
    expect(releasedReservations).toEqual([
      { id: second.id, number: second.number, inventoryItemId: old, quantity: 1, status: 'ACTIVE' },
    ]);
    const left = await shop.ask('reservation', { id: second.id });
    expect(left).toMatchObject({
      status: 'ACTIVE',
      version: 2,
      lines: [
        {
          quantity: 3,
          released: 1,
          allocations: [
            { quantity: 2, status: 'OPEN' },
            { quantity: 1, status: 'RELEASED' },
          ],
        },
        { quantity: 2, released: 0 },
      ],
    });
    await expectSound(shop);
    // the rest: the newer keeps its other line, the older keeps nothing
    expect((await take()).releasedReservations).toMatchObject([
      { id: second.id, quantity: 2, status: 'ACTIVE' },
      { id: first.id, quantity: 4, status: 'RELEASED' },
    ]);
    expect(await shop.ask('reservation', { id: first.id })).toMatchObject({
      status: 'RELEASED',
      version: 2,
      lines: [{ quantity: 4, released: 4 }],
      history: [{ to: 'ACTIVE' }, { from: 'ACTIVE', to: 'RELEASED' }],
    });
    const { reservation } = await shop.run('commitReservation', { id: second.id });
    expect(reservation.issue.lines).toMatchObject([{ globalSku: 'B', quantityDelta: -2 }]);
    await expectSound(shop);
  });

  it('does not count what has lapsed', async () => {
    const shop = await open(gateway, basics);
    const lot = { lotNumber: 'OLD', expiryDate: shop.inDays(1) };
    const old = await shop.receiveOne('L1', { sku: 'A', quantity: 10, ...lot });
    const lines = [{ sku: 'A', locationId: 'L1', quantity: 10 }];
    const { id } = await shop.reserve('DTC', lines, { expiresAt: shop.inMinutes(5) });
    gateway.clock.advance(6 * DAY);
    const { releasedReservations } = await shop.run(act, { items: [{ inventoryItemId: old }] });
    expect(releasedReservations).toEqual([]);
    expect((await shop.ask('reservation', { id })).status).toBe('EXPIRED');
    await expectSound(shop);
  });
});

describe.each(acts)('%s and what is on hold', (act) => {
  it('leaves it where it is, unless it is told to take it', async () => {
    const { shop, old } = await spoiled(gateway);
    await shop.run('createHold', { inventoryItemId: old, quantity: 4, type: 'QUALITY', reason: 'smell' });
    const send = (quantity: number, more: object = {}) =>
      shop.attempt(act, { items: [{ inventoryItemId: old, quantity }], ...more });
    expect(await refused(shop, () => send(7))).toMatchObject({
      code: 'STOCK_ON_HOLD',
      paths: ['items[0].quantity'],
      details: { available: 6, requested: 7, held: 4 },
    });
    // letting reservations go is no answer to a hold
    expect(await refused(shop, () => send(7, { releaseReservations: true }))).toMatchObject({
      code: 'STOCK_ON_HOLD',
    });
    expect((await send(6)).body.errors).toBeUndefined();
    await expectSound(shop);
    expect((await send(3, { includeHeld: true })).body.errors).toBeUndefined();
    const [{ quantityOnHand, quantityHeld }] = (
      await shop.ask('items', { filter: { locationId: 'L1', condition: 'AVAILABLE' } })
    ).nodes;
    expect([quantityOnHand, quantityHeld]).toEqual([1, 1]);
    await expectSound(shop);
  });

  it('works its way through holds and reservations together', async () => {
    const { shop, old, second } = await reserved(gateway);
    // 10: 7 reserved; the hold is to keep 5 and keeps 3 for now
    await shop.run('createHold', { inventoryItemId: old, quantity: 5, type: 'QUALITY', reason: 'smell' });
    const send = (quantity: number, more: object = {}) =>
      shop.attempt(act, { items: [{ inventoryItemId: old, quantity }], ...more });
    expect(await refused(shop, () => send(6, { releaseReservations: true }))).toMatchObject({
      code: 'STOCK_ON_HOLD',
    });
    expect(await refused(shop, () => send(2))).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    // what the reservations give back goes to the hold first: 4 to take 2
    const { body } = await send(2, { releaseReservations: true });
    expect(body.errors).toBeUndefined();
    expect(body.data.answer.releasedReservations).toMatchObject([
      { id: second.id, quantity: 3 },
      { quantity: 1 },
    ]);
    await expectSound(shop);
    expect((await send(8, { releaseReservations: true, includeHeld: true })).body.errors).toBeUndefined();
    await expectSound(shop);
  });
});

describe('the number of statements', () => {
  it('does not grow with the items, nor with the reservations in the way', async () => {
    const shop = await open(gateway, basics);
    const lots = Array.from({ length: 160 }, (_, n) => ({
      sku: 'A',
      quantity: 5,
      lotNumber: `N${n}`,
      expiryDate: shop.inDays(1),
    }));
    const items = await shop.receive('L1', ...lots);
    for (let n = 0; n < 4; n++)
      await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 200 }], { reference: `R${n}` });
    gateway.clock.advance(3 * DAY);
    const rest = items.map(({ id }) => ({ inventoryItemId: id as string, quantity: 2 }));
    const count = async (act: (typeof acts)[number], taken: object[]) => {
      gateway.statements.length = 0;
      await shop.run(act, { items: taken, releaseReservations: true });
      return gateway.statements.length;
    };
    await count('transferForDestruction', rest.splice(0, 1)); // makes the availability record there
    for (const act of acts) {
      const one = await count(act, rest.splice(0, 1));
      expect([act, await count(act, rest.splice(0, 50))]).toEqual([act, one]);
    }
    await expectSound(shop);
  });
});

describe('the audit trail of what was let go', () => {
  it('tells what each reservation lost, and why', async () => {
    const { shop, old, first, second } = await reserved(gateway);
    await shop.run('markExpired', { items: [{ inventoryItemId: old }], releaseReservations: true });
    const told = await shop.sql<{ action: string; document_id: string; after: unknown }>(
      `select action, document_id, after from audit_entry where org_id = $1 and action in ('reservation.reduce', 'reservation.released')
       order by document_id, action`,
    );
    expect(told).toEqual([
      {
        action: 'reservation.reduce',
        document_id: first.id,
        after: {
          number: first.number,
          note: 'its stock was marked expired',
          released: [{ inventoryItemId: old, quantity: '4' }],
        },
      },
      { action: 'reservation.released', document_id: first.id, after: { status: 'RELEASED' } },
      { action: 'reservation.reduce', document_id: second.id, after: expect.objectContaining({}) },
    ]);
  });
});
