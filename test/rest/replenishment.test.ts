import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const path = '/api/inventory/replenishment';

/** A at STORE, at 4 of at most 20; MAIN has 9 above its maximum of 30. */
async function stocked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
  await upserted(admin, kinds.locations, [{ code: 'MAIN' }, { code: 'STORE' }]);
  for (const [locationId, quantity] of [
    ['MAIN', 39],
    ['STORE', 4],
  ] as const)
    await admin.rest('POST', '/api/inventory/record-stock', {
      locationId,
      lines: [{ globalSku: 'A', quantity }],
    });
  const configs = [
    { globalSku: 'A', locationId: 'STORE', min: 5, reorderPoint: 8, max: 20, orderMultiple: 3 },
    { globalSku: 'A', locationId: 'MAIN', method: 'MIN_MAX', min: 10, max: 30 },
    { globalSku: 'B', locationId: 'STORE', reorderPoint: 1 },
  ];
  const set = await admin.rest('POST', `${path}/config`, { configs });
  const act = (action: string, id: string, more: object = {}, headers?: Record<string, string>) =>
    admin.rest('POST', path, { action, id, ...more }, headers);
  return { ...organization, set, act };
}

describe('replenishment', () => {
  it('settings are set and listed as published', async () => {
    const { admin, set } = await stocked();
    expect(published('updateReplenishmentConfig', set, 200).configs).toMatchObject([
      { globalSku: 'A', locationCode: 'STORE', reorderPoint: 8, max: 20, preferredSource: null, version: 1 },
      { locationCode: 'MAIN', method: 'MIN_MAX', reorderPoint: 10 },
      { globalSku: 'B', max: null },
    ]);
    const list = await admin.rest('GET', `${path}/config?locationId=STORE&sort=-globalSku&limit=1`);
    expect(published('getReplenishmentConfig', list, 200)).toMatchObject({
      configs: [{ globalSku: 'B' }],
      pagination: { page: 1, pageSize: 1, total: 2, totalPages: 2 },
    });
    const configs = [{ globalSku: 'A', locationId: 'STORE', min: 9, max: 7, colour: 'red' }];
    const unknown = await admin.rest('POST', `${path}/config`, { configs });
    expect(published('updateReplenishmentConfig', unknown, 400).details.fields).toMatchObject([
      { path: 'configs[0].colour' },
    ]);
    const bad = await admin.rest('POST', `${path}/config`, {
      configs: configs.map(({ colour, ...config }) => config),
    });
    expect(published('updateReplenishmentConfig', bad, 400)).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { fields: [{ path: 'configs[0].min' }, { path: 'configs[0].max' }] },
    });
  });

  it('suggestions say what, from where and why; with createDrafts they are drafted', async () => {
    const { admin, caller } = await stocked();
    const suggest = (body: object, by = admin) => by.rest('POST', `${path}/suggestions`, body);
    const answer = published('suggestReplenishment', await suggest({ locationId: 'STORE' }), 200);
    expect(answer).toMatchObject({
      total: 2,
      evaluated: 2,
      suggestions: [
        {
          globalSku: 'A',
          locationCode: 'STORE',
          position: 4,
          onOrder: 0,
          reorderPoint: 8,
          neededQuantity: 18,
          suggestedQuantity: 9,
          source: { type: 'TRANSFER', locationCode: 'MAIN' },
          sourceSurplus: 9,
          urgency: 'HIGH',
          reason: expect.stringContaining('9 by transfer from MAIN, which has 9 above its own maximum of 30'),
          replenishment: null,
        },
        { suggestedQuantity: 9, source: { type: 'PURCHASE' } },
      ],
      notSuggested: [{ globalSku: 'B', reason: expect.stringContaining('no maximum is set') }],
    });
    // a reader may not draft
    const reader = await caller('replenishment:read');
    published('suggestReplenishment', await suggest({}, reader), 200);
    const refused = published('suggestReplenishment', await suggest({ createDrafts: true }, reader), 403);
    expect(refused).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'replenishment.write' } });
    const run = published('suggestReplenishment', await suggest({ createDrafts: true }), 200);
    expect(run.suggestions).toMatchObject([
      { replenishment: { number: 'RPL-000001', status: 'DRAFT' } },
      { replenishment: { number: 'RPL-000002' } },
    ]);
    expect((await suggest({ createDrafts: false })).body).toMatchObject({ total: 0 });
    expect((await suggest({ asOf: '2001-01-01' })).status).toBe(400);
    expect((await suggest({ locationId: 'NONE' })).status).toBe(404);
    const list = await admin.rest('GET', `${path}?source=TRANSFER&status=DRAFT&locationId=STORE`);
    expect(published('listReplenishments', list, 200)).toMatchObject({
      replenishments: [{ number: 'RPL-000001', quantity: 9, reason: answer.suggestions[0].reason }],
      pagination: { total: 1 },
    });
  });

  it('records go from draft to received, by action', async () => {
    const { admin, act } = await stocked();
    const goods = { globalSku: 'A', locationId: 'STORE', quantity: 6 };
    const made = await admin.rest('POST', path, { ...goods, source: { type: 'PURCHASE', supplier: 'ACME' } });
    const { replenishment } = published('changeReplenishment', made, 201);
    expect(replenishment).toMatchObject({
      status: 'DRAFT',
      source: { supplier: 'ACME' },
      history: [{ to: 'DRAFT' }],
    });
    expect(made.headers.get('etag')).toBe('"1"');
    const { id } = replenishment;
    const stale = await act('approve', id, {}, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    published('changeReplenishment', await act('approve', id, { expectedVersion: 1 }), 200);
    const order = await act('order', id, { expectedDate: '2999-01-01' });
    expect(published('changeReplenishment', order, 200)).toMatchObject({
      replenishment: { status: 'ORDERED', expectedDate: '2999-01-01' },
      transfer: null,
    });
    const headers = { 'idempotency-key': 'pallet-1' };
    const parts = [];
    for (let n = 0; n < 2; n++) parts.push(await act('receive', id, { quantity: 2, unitCost: 3 }, headers));
    for (const part of parts)
      expect(published('changeReplenishment', part, 200).replenishment).toMatchObject({ received: 2 });
    const more = published('changeReplenishment', await act('receive', id, { quantity: 5 }), 409);
    expect(more).toMatchObject({ code: 'EXCEEDS_ORDERED', details: { outstanding: 4 } });
    const rest = published('changeReplenishment', await act('receive', id), 200);
    expect(rest.replenishment).toMatchObject({ status: 'RECEIVED', received: 6 });
    const over = published('changeReplenishment', await act('cancel', id), 409);
    expect(over).toMatchObject({ code: 'INVALID_TRANSITION', details: { allowed: [] } });
    const unknown = published('changeReplenishment', await act('dance', id), 400);
    expect(unknown.details.fields).toMatchObject([{ path: 'action' }]);
  });

  it('one from another location answers the transfer that it made', async () => {
    const { admin, act } = await stocked();
    const goods = { globalSku: 'A', locationId: 'STORE', quantity: 6 };
    const source = { type: 'TRANSFER', locationId: 'MAIN' };
    const { id } = (await admin.rest('POST', path, { ...goods, source })).body.replenishment;
    await act('approve', id);
    const { replenishment, transfer } = published('changeReplenishment', await act('order', id), 200);
    expect(transfer).toMatchObject({ number: 'TR-000001', status: 'DRAFT', lines: [{ requested: 6 }] });
    expect(replenishment.transferId).toBe(transfer.id);
    expect(published('changeReplenishment', await act('receive', id), 409)).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { transferId: transfer.id },
    });
    const steps = ['approve', 'ship', 'receive'];
    for (const action of steps)
      await admin.rest('POST', `/api/inventory/transfers/${transfer.id}`, { action });
    const list = await admin.rest('GET', `${path}?productMasterId=A`);
    expect(published('listReplenishments', list, 200).replenishments).toMatchObject([
      { id, status: 'RECEIVED', received: 6 },
    ]);
  });
});
