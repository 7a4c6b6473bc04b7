import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const path = '/api/inventory/transfers';

/** Ten of A and a lot of B at MAIN; STORE has a bin. */
async function stocked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
  await upserted(admin, kinds.locations, [{ code: 'MAIN' }, { code: 'STORE' }]);
  await upserted(admin, kinds.bins, [
    { locationId: 'MAIN', code: 'S1' },
    { locationId: 'MAIN', code: 'S2', blocked: true },
    { locationId: 'STORE', code: 'D1', zone: 'Z', type: 'RECEIVING' },
  ]);
  const lines = [
    { globalSku: 'A', quantity: 10, unitCost: 2 },
    { globalSku: 'B', quantity: 6, binId: 'S1', lotNumber: 'LOT-1', expiryDate: '2999-01-31' },
  ];
  await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
  const goods = { fromLocationId: 'MAIN', toLocationId: 'STORE', expectedDate: '2999-01-01' };
  const wanted = [
    { globalSku: 'A', quantity: 5 },
    { globalSku: 'B', quantity: 2, lotNumber: 'LOT-1', toBinId: 'D1' },
  ];
  const create = (more: object = {}) => admin.rest('POST', path, { ...goods, lines: wanted, ...more });
  const act = (id: string, action: string, more: object = {}, headers?: Record<string, string>) =>
    admin.rest('POST', `${path}/${id}`, { action, ...more }, headers);
  return { ...organization, goods, create, act };
}

describe('transfers', () => {
  it('go from draft to received, as published', async () => {
    const { admin, create, act } = await stocked();
    const made = await create();
    const { transfer } = published('createTransfer', made, 201);
    expect(transfer).toMatchObject({
      number: 'TR-000001',
      status: 'DRAFT',
      fromLocation: { code: 'MAIN' },
      toLocation: { code: 'STORE' },
      expectedDate: '2999-01-01',
      lines: [{ requested: 5, reserved: 0 }, { lotNumber: 'LOT-1' }],
      history: [{ to: 'DRAFT' }],
    });
    expect(made.headers.get('etag')).toBe('"1"');
    const { id } = transfer;
    const [a, b] = transfer.lines.map((line: { id: string }) => line.id);
    const done = (answer: Awaited<ReturnType<typeof act>>) =>
      published('updateTransfer', answer, 200).transfer;
    const changed = await act(id, 'update', { notes: 'For the sale' }, { 'if-match': '"1"' });
    expect(done(changed)).toMatchObject({ notes: 'For the sale', version: 2 });
    const reserved = done(await act(id, 'approve', { expectedVersion: 2 }));
    expect(reserved).toMatchObject({
      status: 'APPROVED',
      lines: [
        { reserved: 5, allocations: [{ quantity: 5 }] },
        { reserved: 2, allocations: [{ lotNumber: 'LOT-1', expiryDate: '2999-01-31', quantity: 2 }] },
      ],
    });
    const gone = done(await act(id, 'ship'));
    expect(gone).toMatchObject({
      status: 'IN_TRANSIT',
      lines: [{ shipped: 5, inTransit: 5, parcels: [{ unitCost: 2, shipped: 5 }] }, { shipped: 2 }],
    });
    const incoming = await admin.rest('GET', '/api/inventory/availability?locationId=STORE');
    expect(incoming.body.availability).toMatchObject([
      { incoming: 5, nextIncomingDate: '2999-01-01' },
      { incoming: 2 },
    ]);
    const lines = [{ lineId: a, quantity: 3, damagedQuantity: 1, toBinId: 'D1' }, { lineId: b }];
    expect(done(await act(id, 'receive', { lines }))).toMatchObject({
      status: 'PARTIALLY_RECEIVED',
      lines: [
        { received: 3, damaged: 1, short: 1 },
        { received: 2, short: 0 },
      ],
    });
    expect(done(await act(id, 'writeOff', { reason: 'Lost' }))).toMatchObject({
      status: 'RECEIVED',
      lines: [{ writtenOff: 1, short: 0, reason: 'Lost' }, {}],
    });
    const read = published('getTransfer', await admin.rest('GET', `${path}/${id}`), 200);
    expect(read.transfer).toMatchObject({ status: 'RECEIVED', version: 6 });
    const list = published('listTransfers', await admin.rest('GET', `${path}?status=RECEIVED`), 200);
    expect(list).toMatchObject({
      transfers: [{ id }],
      pagination: { page: 1, pageSize: 20, total: 1, totalPages: 1 },
    });
    expect((await admin.rest('GET', `${path}/no`)).status).toBe(404);
  });

  it('are cancelled, once under their key', async () => {
    const { create, act } = await stocked();
    const { id } = (await create()).body.transfer;
    await act(id, 'approve');
    const answers = [];
    for (let n = 0; n < 3; n++)
      answers.push(await act(id, 'cancel', { notes: 'Off' }, { 'idempotency-key': 'k' }));
    for (const answer of answers) expect(published('updateTransfer', answer, 200)).toEqual(answers[0]?.body);
    expect(answers[2]?.headers.get('idempotent-replayed')).toBe('true');
    expect(published('updateTransfer', await act(id, 'cancel'), 409)).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { status: 'CANCELLED', allowed: [] },
    });
  });

  it('filter, sort and page', async () => {
    const { admin, goods, create } = await stocked();
    for (let n = 0; n < 3; n++) await create({ expectedDate: `2999-01-0${3 - n}` });
    await create({ fromLocationId: 'STORE', toLocationId: 'MAIN', lines: [{ globalSku: 'B', quantity: 1 }] });
    const numbers = async (query: string) => {
      const { status, body } = await admin.rest('GET', `${path}?${query}`);
      expect([query, status]).toEqual([query, 200]);
      return body.transfers.map(({ number }: { number: string }) => Number(number.slice(-2)));
    };
    expect(await numbers('')).toEqual([4, 3, 2, 1]);
    expect(await numbers(`fromLocationId=${goods.fromLocationId}&sort=number`)).toEqual([1, 2, 3]);
    expect(await numbers('toLocationId=MAIN')).toEqual([4]);
    expect(await numbers('fromLocationId=MAIN&sort=expectedDate')).toEqual([3, 2, 1]);
    expect(await numbers('limit=2&page=2')).toEqual([2, 1]);
    expect(await numbers('kind=DESTRUCTION')).toEqual([]);
    expect(await numbers('toDate=2020-01-01')).toEqual([]);
    const soon = await admin.rest('GET', `${path}?fromDate=soon`);
    expect([soon.status, soon.body.details.fields[0].path]).toEqual([400, 'fromDate']);
    const bad = await admin.rest('GET', `${path}?status=GONE&limit=0&bin=1`);
    const paths = bad.body.details.fields.map((field: { path: string }) => field.path);
    expect([bad.status, paths.toSorted()]).toEqual([400, ['bin', 'limit', 'status']]);
  });

  it('show what is in the bins', async () => {
    const { admin } = await stocked();
    const bins = async (query: string) =>
      published('getTransferBins', await admin.rest('GET', `${path}/bins?${query}`), 200);
    const all = await bins('locationId=MAIN');
    expect(all.bins).toMatchObject([
      { id: null, onHand: 10, available: 10, lots: [{ globalSku: 'A', lotNumber: null }] },
      {
        name: 'S1',
        onHand: 6,
        lots: [{ lotNumber: 'LOT-1', expiryDate: '2999-01-31', onHand: 6, available: 6 }],
      },
      { name: 'S2', blocked: true, onHand: 0, lots: [] },
    ]);
    expect((await bins('locationId=MAIN&limit=1&page=2')).bins).toMatchObject([{ name: 'S1' }]);
    const productMasterId = all.bins[1].lots[0].productMasterId;
    expect(await bins(`locationId=MAIN&productMasterId=${productMasterId}`)).toMatchObject({
      bins: [{ name: 'S1' }],
      pagination: { total: 1 },
    });
    expect((await admin.rest('GET', `${path}/bins`)).body.details.fields).toMatchObject([
      { path: 'locationId' },
    ]);
    const unknown = await admin.rest('GET', `${path}/bins?locationId=NO`);
    expect([unknown.status, unknown.body.details.fields]).toMatchObject([404, [{ path: 'locationId' }]]);
  });

  it('name what is wrong in the words of the request', async () => {
    const { caller, create, act, admin } = await stocked();
    const wrong = async (answer: Awaited<ReturnType<typeof act>>) => {
      const fields = answer.body.details.fields ?? [];
      return [answer.status, answer.body.code, fields.map((field: { path: string }) => field.path)];
    };
    expect(await wrong(await create({ toLocationId: 'MAIN' }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['toLocationId'],
    ]);
    expect(await wrong(await create({ lines: [{ globalSku: 'A', quantity: 1, qty: 1 }] }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['lines[0].qty'],
    ]);
    const many = await create({ lines: [{ globalSku: 'A', quantity: 50 }] });
    const short = await act(many.body.transfer.id, 'approve');
    expect(await wrong(short)).toEqual([409, 'INSUFFICIENT_STOCK', ['lines[0].quantity']]);
    expect(short.body.details.shortfalls).toMatchObject([
      { line: 1, requested: 50, available: 10, shortfall: 40 },
    ]);
    const { id, lines } = (await create()).body.transfer;
    expect(await wrong(await act(id, 'send'))).toEqual([400, 'VALIDATION_FAILED', ['action']]);
    expect(await wrong(await act(id, 'approve', { lines }))).toEqual([400, 'VALIDATION_FAILED', ['lines']]);
    expect(await wrong(await act('no', 'approve'))).toEqual([404, 'NOT_FOUND', ['id']]);
    expect((await act(id, 'ship')).body.details).toMatchObject({
      status: 'DRAFT',
      allowed: ['UPDATE', 'APPROVE', 'CANCEL'],
    });
    expect((await act(id, 'approve', {}, { 'if-match': '"7"' })).status).toBe(412);
    expect((await act(id, 'approve', { expectedVersion: 7 })).body.code).toBe('VERSION_CONFLICT');
    await act(id, 'approve');
    await act(id, 'ship');
    const clerk = await caller('transfers:write');
    const over = { action: 'receive', lines: [{ lineId: lines[0].id, quantity: 6, reason: 'x' }] };
    const refused = await clerk.rest('POST', `${path}/${id}`, over);
    expect(await wrong(refused)).toEqual([403, 'FORBIDDEN', ['lines[0].quantity']]);
    expect(refused.body.details.permission).toBe('transfers.override');
    expect((await admin.rest('POST', `${path}/${id}`, over)).status).toBe(200);
  });
});
