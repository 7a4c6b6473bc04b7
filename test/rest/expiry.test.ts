import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);

/** 12 of a lot that has expired, 5 of one that will in 3 days, and a place where stock is destroyed. */
async function spoiled() {
  const organization = await gateway.organization();
  const { admin } = organization;
  await upserted(admin, kinds.products, [{ globalSku: 'MILK', name: 'Milk' }]);
  const [, pit] = await upserted(admin, kinds.locations, [
    { code: 'MAIN' },
    { code: 'PIT', type: 'DESTRUCTION' },
  ]);
  const day = (days: number) =>
    new Date(gateway.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const { body } = await admin.rest('POST', '/api/inventory/record-stock', {
    locationId: 'MAIN',
    lines: [
      { globalSku: 'MILK', quantity: 12, lotNumber: 'OLD', expiryDate: day(2), unitCost: 0.5 },
      { globalSku: 'MILK', quantity: 5, lotNumber: 'NEW', expiryDate: day(8), unitCost: 0.5 },
    ],
  });
  gateway.clock.advance(5 * 86_400_000);
  const [old, fresh] = body.items.map(({ id }: { id: string }) => id) as [string, string];
  return { ...organization, old, fresh, pit };
}

describe('expired stock', () => {
  it('is listed with its totals', async () => {
    const { admin, old, fresh } = await spoiled();
    const list = async (query: string) =>
      published('listExpiredInventory', await admin.rest('GET', `/api/inventory/expired${query}`), 200);
    expect(await list('')).toMatchObject({
      items: [{ id: old, lotNumber: 'OLD', daysPastExpiry: 3, expired: true, quantityOnHand: 12, value: 6 }],
      totals: { items: 1, quantity: 12, value: 6 },
      pagination: { page: 1, pageSize: 20, total: 1, totalPages: 1 },
    });
    expect(await list('?withinDays=30&sort=-daysPastExpiry&limit=1&page=2')).toMatchObject({
      items: [{ id: fresh, daysPastExpiry: -3, expired: false }],
      totals: { items: 2, quantity: 17, value: 8.5 },
      pagination: { page: 2, pageSize: 1, total: 2, totalPages: 2 },
    });
    expect((await list('?locationId=PIT')).items).toEqual([]);
    expect((await list('?asOf=2020-01-01&condition=AVAILABLE')).items).toEqual([]);
    const bad = await admin.rest('GET', '/api/inventory/expired?withinDays=3651&condition=OLD&days=3');
    const paths = bad.body.details.fields.map(({ path }: { path: string }) => path);
    expect([bad.status, paths.sort()]).toEqual([400, ['condition', 'days', 'withinDays']]);
    const late = await admin.rest('GET', '/api/inventory/expired?asOf=yesterday');
    expect([late.status, late.body.details.fields[0].path]).toEqual([400, 'asOf']);
  });

  it('is consumed, marked and destroyed, once under its key', async () => {
    const { admin, old, pit } = await spoiled();
    const send = (act: string, items: object[]) =>
      admin.rest('POST', `/api/inventory/expired/${act}`, { items, notes: 'x' }, { 'idempotency-key': act });
    const part = [{ inventoryItemId: old, quantity: 4 }];
    const consumed = published('markExpiredConsumed', await send('mark-consumed', part), 200);
    expect(consumed).toMatchObject({
      adjustment: { type: 'ADJUSTMENT', reasonCode: 'CONSUMED', lines: [{ quantityDelta: -4 }] },
      items: [{ id: old, quantityOnHand: 8 }],
      releasedReservations: [],
    });
    const marked = published('markExpired', await send('mark-expired', part), 200);
    expect(marked.items).toMatchObject([{ quantityOnHand: 4 }, { condition: 'EXPIRED', quantityOnHand: 4 }]);
    const all = [{ inventoryItemId: old }, { inventoryItemId: marked.items[1].id }];
    const { transfer } = published('transferForDestruction', await send('transfer-destruction', all), 201);
    expect(transfer).toMatchObject({ kind: 'DESTRUCTION', status: 'RECEIVED', toLocationId: pit?.id });
    expect(transfer.lines).toMatchObject([{ shipped: 4, received: 4 }, { shipped: 4 }]);
    const again = await send('transfer-destruction', all);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(again.body.transfer).toEqual(transfer);
  });

  it('is refused with what a program needs', async () => {
    const { admin, old, fresh } = await spoiled();
    const send = (act: string, body: object) => admin.rest('POST', `/api/inventory/expired/${act}`, body);
    const early = await send('mark-expired', { items: [{ inventoryItemId: fresh }] });
    expect(published('markExpired', early, 409)).toMatchObject({
      code: 'NOT_EXPIRED',
      details: { fields: [{ path: 'items[0].inventoryItemId' }] },
    });
    const much = await send('mark-consumed', { items: [{ inventoryItemId: old, quantity: 13 }] });
    expect(published('markExpiredConsumed', much, 409)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 12, requested: 13 },
    });
    const unknown = await send('transfer-destruction', { items: [{ inventoryItemId: 'nothing' }] });
    expect(published('transferForDestruction', unknown, 404)).toMatchObject({ code: 'NOT_FOUND' });
    const odd = await send('mark-consumed', { items: [{ inventoryItemId: old, qty: 1 }] });
    expect([odd.status, odd.body.details.fields[0].path]).toEqual([400, 'items[0].qty']);
  });
});
