import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);

/** A location with a bin, a plain product, one with lots, and a channel; 10 of the one and 8 of the other. */
async function stocked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  const [plain, lots] = await upserted(admin, kinds.products, [
    { globalSku: 'PLAIN', name: 'Plain', unitCost: 2 },
    { globalSku: 'LOTS', name: 'With lots', lotControlled: true, expiryControlled: true },
  ]);
  const [main] = await upserted(admin, kinds.locations, [{ code: 'MAIN', name: 'Main warehouse' }]);
  await upserted(admin, kinds.bins, [{ locationId: 'MAIN', code: 'A-01' }]);
  const [channel] = await upserted(admin, kinds.channels, [
    { code: 'DTC', name: 'Direct', type: 'E_COMMERCE' },
  ]);
  const receipt = await admin.rest('POST', '/api/inventory/record-stock', {
    locationId: 'MAIN',
    reference: 'PO-1',
    lines: [
      { globalSku: 'PLAIN', quantity: 10, binId: 'A-01', unitCost: 3.25 },
      { globalSku: 'LOTS', quantity: 8, lotNumber: 'L1', expiryDate: '2999-01-31' },
    ],
  });
  const { receipt: document, items } = published('recordStock', receipt, 201);
  return { ...organization, plain, lots, main, channel, document, items };
}

describe('recording and listing stock', () => {
  it('records a receipt and lists it as published', async () => {
    const { admin, document, items, plain, main } = await stocked();
    expect(document).toMatchObject({ type: 'RECEIPT', status: 'POSTED', reference: 'PO-1', lineCount: 2 });
    expect(document.history).toMatchObject([{ from: null, to: 'POSTED' }]);
    expect(items).toHaveLength(2);
    const list = published('listInventory', await admin.rest('GET', '/api/inventory?sort=globalSku'), 200);
    expect(list.pagination).toEqual({ page: 1, pageSize: 20, total: 2, totalPages: 1 });
    expect(list.items).toMatchObject([
      { globalSku: 'LOTS', lotNumber: 'L1', expiryDate: '2999-01-31', quantityOnHand: 8, binId: null },
      {
        productMasterId: plain?.id,
        productName: 'Plain',
        globalSku: 'PLAIN',
        locationId: main?.id,
        locationName: 'Main warehouse',
        binName: expect.any(String),
        quantityOnHand: 10,
        quantityReserved: 0,
        quantityHeld: 0,
        quantityAvailable: 10,
        unitCost: 3.25,
        totalValue: 32.5,
        condition: 'AVAILABLE',
      },
    ]);
  });

  it('filters the list', async () => {
    const { admin, plain, items } = await stocked();
    const skus = async (query: string) => {
      const { status, body } = await admin.rest('GET', `/api/inventory?${query}`);
      expect([query, status]).toEqual([query, 200]);
      return body.items.map(({ globalSku }: { globalSku: string }) => globalSku);
    };
    expect(await skus(`productMasterId=${plain?.id}`)).toEqual(['PLAIN']);
    expect(await skus(`lotId=${items.find(({ lotId }: { lotId: string | null }) => lotId).lotId}`)).toEqual([
      'LOTS',
    ]);
    expect(await skus('locationId=MAIN&sort=-globalSku')).toEqual(['PLAIN', 'LOTS']);
    expect(await skus('binId=A-01')).toEqual(['PLAIN']);
    expect(await skus('condition=DAMAGED')).toEqual([]);
    expect(await skus('search=with%20l')).toEqual(['LOTS']);
    expect(await skus('updatedSince=2999-01-01T00:00:00Z')).toEqual([]);
    const bad = await admin.rest('GET', '/api/inventory?condition=FRESH&updatedSince=yesterday&page=0');
    const paths = bad.body.details.fields.map(({ path }: { path: string }) => path);
    expect([bad.status, paths]).toEqual([400, ['condition', 'page']]);
    const late = await admin.rest('GET', '/api/inventory?updatedSince=yesterday');
    expect([late.status, late.body.details.fields[0].path]).toEqual([400, 'updatedSince']);
    expect(late.body.error).toMatch(/^updatedSince: /);
  });

  it('sums the stock of each location and product', async () => {
    const { admin, plain } = await stocked();
    const { locations } = published(
      'listInventoryByLocation',
      await admin.rest('GET', '/api/inventory/locations'),
      200,
    );
    expect(locations).toMatchObject([{ code: 'MAIN', products: 2, onHand: 18, available: 18, value: 32.5 }]);
    const path = `/api/products/${plain?.id}/inventory-levels`;
    const levels = published('getProductInventoryLevels', await admin.rest('GET', path), 200);
    expect(levels).toMatchObject({
      product: { productMasterId: plain?.id, globalSku: 'PLAIN' },
      levels: [{ locationName: 'Main warehouse', onHand: 10 }],
      totals: { onHand: 10, available: 10 },
    });
    const missing = await admin.rest('GET', '/api/products/nothing/inventory-levels');
    expect(published('getProductInventoryLevels', missing, 404)).toMatchObject({
      error: 'There is no such product',
    });
  });
});

describe('adjusting stock', () => {
  it('changes one row, once under its key', async () => {
    const { admin } = await stocked();
    const body = {
      globalSku: 'PLAIN',
      locationId: 'MAIN',
      binId: 'A-01',
      quantityDelta: -0.5,
      reasonCode: 'DAMAGED',
    };
    const send = () =>
      admin.rest('POST', '/api/inventory/adjust', { ...body, notes: 'Broken' }, { 'idempotency-key': 'one' });
    const answers = await Promise.all([send(), send(), send(), send(), send()]);
    for (const answer of answers) {
      expect(published('adjustInventory', answer, 200)).toEqual(answers[0]?.body);
      expect(answer.body.item.quantityOnHand).toBe(9.5);
    }
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(4);
    const other = await admin.rest('POST', '/api/inventory/adjust', body, { 'idempotency-key': 'one' });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const bad = await admin.rest('POST', '/api/inventory/adjust', body, {
      'idempotency-key': 'x'.repeat(256),
    });
    expect([bad.status, bad.body.details.fields[0].path]).toEqual([400, 'Idempotency-Key']);
  });

  it('refuses by the rules with what a program needs', async () => {
    const { admin } = await stocked();
    const row = { globalSku: 'PLAIN', locationId: 'MAIN', binId: 'A-01', reasonCode: 'OTHER', notes: 'x' };
    const adjust = (change: object) => admin.rest('POST', '/api/inventory/adjust', { ...row, ...change });
    const short = await adjust({ quantityDelta: -11 });
    expect(published('adjustInventory', short, 409)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 10, requested: 11 },
    });
    expect((await adjust({ quantityDelta: 1, expectedQuantity: 3 })).body.code).toBe('QUANTITY_CHANGED');
    expect((await adjust({ quantityDelta: 1, globalSku: 'NOPE' })).status).toBe(404);
    for (const [change, path] of [
      [{ quantityDelta: 0 }, 'quantityDelta'],
      [{ quantityDelta: 1.00001 }, 'quantityDelta'],
      [{ quantityDelta: 'x' }, 'quantityDelta'],
      [{ quantityDelta: 1e10 }, 'quantityDelta'],
      [{ quantityDelta: 1, qty: 2 }, 'qty'],
    ] as const) {
      const { status, body } = await adjust(change);
      expect([status, body.details.fields[0].path]).toEqual([400, path]);
    }
    expect((await admin.rest('GET', '/api/inventory?binId=A-01')).body.items[0].quantityOnHand).toBe(10);
  });

  it('posts several rows or none, and shows what would happen', async () => {
    const { admin, items } = await stocked();
    const body = {
      reasonCode: 'CORRECTION',
      notes: 'Count',
      lines: items.map(({ id }: { id: string }) => ({ inventoryItemId: id, quantityDelta: 1 })),
    };
    const dry = await admin.rest('POST', '/api/inventory/adjustments?dryRun=true', body);
    expect(published('createAdjustment', dry, 200).adjustment.lines).toMatchObject([
      { quantityBefore: 10, quantityDelta: 1, quantityAfter: 11 },
      { quantityBefore: 8, quantityDelta: 1, quantityAfter: 9 },
    ]);
    const none = await admin.rest('GET', '/api/inventory/adjustments');
    expect(published('listAdjustments', none, 200)).toMatchObject({
      adjustments: [],
      pagination: { total: 0 },
    });
    const made = await admin.rest('POST', '/api/inventory/adjustments', body);
    const { adjustment } = published('createAdjustment', made, 201);
    expect(made.headers.get('etag')).toBe(`"${adjustment.version}"`);
    const bad = { ...body, lines: [...body.lines, { inventoryItemId: items[0].id, quantityDelta: -99 }] };
    expect((await admin.rest('POST', '/api/inventory/adjustments', bad)).body.details.fields[0].path).toMatch(
      /^lines\[2\]/,
    );
    const list = await admin.rest('GET', '/api/inventory/adjustments?type=ADJUSTMENT&reasonCode=CORRECTION');
    expect(published('listAdjustments', list, 200).adjustments).toMatchObject([{ id: adjustment.id }]);
    const past = await admin.rest('GET', '/api/inventory/adjustments?toDate=2001-01-01');
    expect(past.body.adjustments).toEqual([]);
  });

  it('moves stock to the right lot', async () => {
    const { admin, items } = await stocked();
    const item = items.find(({ lotId }: { lotId: string | null }) => lotId);
    const answer = await admin.rest('POST', '/api/inventory/adjustments/lot-correction', {
      inventoryItemId: item.id,
      quantity: 3,
      correctLotNumber: 'L2',
      correctExpiryDate: '2998-01-31',
      notes: 'Misread',
    });
    const { adjustment } = published('correctLot', answer, 201);
    expect(
      adjustment.lines.map(({ quantityDelta }: { quantityDelta: number }) => quantityDelta).sort(),
    ).toEqual([-3, 3]);
  });

  it('gives a lot to stock that had none', async () => {
    const { admin, items } = await stocked();
    const item = items.find(({ lotId }: { lotId: string | null }) => lotId === null);
    const body = { inventoryItemId: item.id, quantity: 4, correctLotNumber: 'NEW', notes: 'Labelled' };
    const corrected = await admin.rest('POST', '/api/inventory/adjustments/lot-correction', body);
    expect(published('correctLot', corrected, 201).adjustment.lines).toMatchObject([
      { inventoryItemId: item.id, quantityDelta: -4, quantityAfter: 6 },
      { lotNumber: 'NEW', quantityDelta: 4, quantityAfter: 4 },
    ]);
    const lines = [{ globalSku: 'PLAIN', quantity: 2, binId: 'A-01', lotNumber: 'NEWER' }];
    const received = await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
    expect(published('recordStock', received, 201).items).toMatchObject([
      { lotNumber: 'NEWER', quantityOnHand: 2 },
    ]);
  });

  it('sets what was found, and lists it', async () => {
    const { admin } = await stocked();
    const found = {
      locationId: 'MAIN',
      globalSku: 'PLAIN',
      rows: [{ binId: 'A-01', quantity: 7 }],
      notes: 'Shelf',
    };
    const made = await admin.rest('POST', '/api/inventory/adjustments/record-stock', found);
    const { adjustment } = published('recordCount', made, 201);
    expect(adjustment).toMatchObject({
      type: 'RECORD_STOCK',
      lines: [{ quantityDelta: -3, quantityAfter: 7 }],
    });
    const list = await admin.rest('GET', '/api/inventory/adjustments/record-stock');
    expect(published('listRecordedStock', list, 200).adjustments).toMatchObject([{ id: adjustment.id }]);
    const missing = await admin.rest('POST', '/api/inventory/adjustments/record-stock', {
      ...found,
      rows: [{}],
    });
    expect([missing.status, missing.body.details.fields[0].path]).toEqual([400, 'rows[0].quantity']);
  });
});

describe('availability', () => {
  it('is listed, read and checked', async () => {
    const { admin, plain } = await stocked();
    const list = published(
      'listAvailability',
      await admin.rest('GET', '/api/inventory/availability?search=plain'),
      200,
    );
    expect(list.availability).toMatchObject([
      { productMasterId: plain?.id, onHand: 10, available: 10, status: 'IN_STOCK' },
    ]);
    const one = await admin.rest('GET', `/api/inventory/availability/${list.availability[0].id}`);
    expect(published('getAvailability', one, 200).availability).toEqual(list.availability[0]);
    expect(one.headers.get('etag')).toBe(`"${list.availability[0].version}"`);
    const asked = {
      channelId: 'DTC',
      lines: [
        { globalSku: 'PLAIN', quantity: 4 },
        { globalSku: 'PLAIN', quantity: 7 },
      ],
    };
    const check = published(
      'checkAvailability',
      await admin.rest('POST', '/api/inventory/availability/check', asked),
      200,
    );
    expect(check.available).toBe(false);
    expect(check.lines).toMatchObject([{ requested: 4 }, { requested: 7 }]);
  });

  it('is made under an id of the caller, once', async () => {
    const { admin, channel } = await stocked();
    expect(channel).toBeDefined();
    const [soon] = await upserted(admin, kinds.products, [{ globalSku: 'SOON' }]);
    const body = { productMasterId: soon?.id, locationId: 'MAIN', backorderLimit: 5, notes: 'Pre-order' };
    const make = (id: string, more = {}) =>
      admin.rest('POST', `/api/inventory/availability/${id}`, { ...body, ...more });
    const made = published('createAvailability', await make('my-1'), 201);
    expect(made.availability).toMatchObject({ id: 'my-1', onHand: 0, backorderLimit: 5 });
    expect(published('createAvailability', await make('my-1'), 200)).toEqual(made);
    const other = published('createAvailability', await make('my-2'), 409);
    expect(other.code).toBe('DUPLICATE');
    expect(JSON.stringify(other.details)).toContain('my-1');
    const missing = await admin.rest('GET', '/api/inventory/availability/my-2');
    expect(published('getAvailability', missing, 404).error).toBe('There is no such availability record');
  });
});

describe('channels', () => {
  it('have a matrix with the published shape and its own page sizes', async () => {
    const { admin, main, channel } = await stocked();
    const answer = await admin.rest(
      'GET',
      '/api/inventory/channel-location?locationId=MAIN&channels=DTC&search=plain',
    );
    const matrix = published('getChannelLocationMatrix', answer, 200);
    expect(matrix).toMatchObject({
      location: { id: main?.id, name: 'Main warehouse' },
      channels: [{ channelId: channel?.id, channelName: 'Direct', channelType: 'E_COMMERCE' }],
      products: [{ globalSku: 'PLAIN', totalOnHand: 10, channels: [{ atp: 10, severity: 'OK' }] }],
      pagination: { page: 1, pageSize: 50, total: 1, totalPages: 1 },
    });
    const path = '/api/inventory/channel-location?locationId=MAIN';
    expect((await admin.rest('GET', `${path}&limit=200`)).status).toBe(200);
    expect((await admin.rest('GET', `${path}&limit=201`)).body.details.fields[0].path).toBe('limit');
    const without = await admin.rest('GET', '/api/inventory/channel-location');
    expect(without.body.details.fields).toEqual([{ path: 'locationId', message: 'is required' }]);
    for (const wrong of ['locationId=NOPE', 'locationId=MAIN&channels=NOPE']) {
      expect((await admin.rest('GET', `/api/inventory/channel-location?${wrong}`)).status).toBe(404);
    }
    expect((await admin.rest('GET', `${path}&channels=,`)).body.details.fields[0].path).toBe('channels');
  });

  it('explain their cells and sum their stock', async () => {
    const { admin, plain } = await stocked();
    const path = `/api/inventory/channel-location/drilldown?productMasterId=${plain?.id}&locationId=MAIN`;
    const drilldown = published('drillDownAvailability', await admin.rest('GET', path), 200);
    expect(drilldown).toMatchObject({
      product: { productMasterId: plain?.id },
      channels: [{ atp: 10, terms: { promisableOnHand: 10, safetyStock: 0 } }],
      items: [{ quantityOnHand: 10 }],
    });
    const summary = published(
      'summarizeChannels',
      await admin.rest('GET', '/api/inventory/channel/summary'),
      200,
    );
    expect(summary.channels).toMatchObject([{ channelName: 'Direct', products: 2, onHand: 18 }]);
  });
});
