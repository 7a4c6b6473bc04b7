import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const path = '/api/inventory/put-away';

/** Ten of A in the receiving bin of MAIN, and two shelves. */
async function received() {
  const organization = await gateway.organization();
  const { admin } = organization;
  await upserted(admin, kinds.products, [{ globalSku: 'A' }]);
  await upserted(admin, kinds.locations, [{ code: 'MAIN' }, { code: 'OTHER' }]);
  await upserted(admin, kinds.bins, [
    { locationId: 'MAIN', code: 'RECV-01', type: 'RECEIVING' },
    { locationId: 'MAIN', code: 'S1' },
    { locationId: 'MAIN', code: 'S2' },
    { locationId: 'OTHER', code: 'FAR' },
  ]);
  const lines = [
    { globalSku: 'A', quantity: 10, binId: 'RECV-01', lotNumber: 'L1', expiryDate: '2999-01-31' },
  ];
  await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
  const goods = { locationId: 'MAIN', globalSku: 'A', fromBinId: 'RECV-01', lotNumber: 'L1' };
  const post = (body: object, headers?: Record<string, string>) => admin.rest('POST', path, body, headers);
  return { ...organization, goods, post };
}

describe('put-away', () => {
  it('is made, started and completed as published', async () => {
    const { admin, goods, post } = await received();
    const made = await post({ ...goods, quantity: 6, toBinId: 'S1', assignedTo: 'Kim' });
    const { task } = published('changePutAwayTask', made, 201);
    expect(task).toMatchObject({
      status: 'PENDING',
      quantity: 6,
      lotNumber: 'L1',
      expiryDate: '2999-01-31',
      splits: [{ quantity: 6 }],
      suggestedBin: { binCode: 'S2', reason: 'EMPTY_BIN' },
      movements: [],
    });
    expect(made.headers.get('etag')).toBe('"1"');
    const list = published('listPutAwayTasks', await admin.rest('GET', `${path}?locationId=MAIN`), 200);
    expect(list).toMatchObject({
      tasks: [{ id: task.id }],
      candidates: [{ globalSku: 'A', quantity: 4, quantityOnHand: 10, suggestedBin: { binCode: 'S2' } }],
      pagination: { page: 1, pageSize: 20, total: 1, totalPages: 1 },
    });
    const started = await post({ taskId: task.id, action: 'start' }, { 'if-match': '"1"' });
    expect(published('changePutAwayTask', started, 200).task).toMatchObject({
      status: 'IN_PROGRESS',
      version: 2,
    });
    const splits = [
      { binId: 'S2', quantity: 2 },
      { binId: 'S1', quantity: 4 },
    ];
    const done = await post({ taskId: task.id, action: 'complete', splits });
    expect(published('changePutAwayTask', done, 200).task).toMatchObject({
      status: 'COMPLETED',
      splits: [{ quantity: 2 }, { quantity: 4 }],
      movements: [{ quantityDelta: -6 }, { quantityDelta: 2 }, { quantityDelta: 4 }],
      suggestedBin: null,
      history: [{ to: 'PENDING' }, { to: 'IN_PROGRESS' }, { to: 'COMPLETED' }],
    });
    const stock = await admin.rest('GET', '/api/inventory?binId=S1');
    expect(stock.body.items).toMatchObject([{ quantityOnHand: 4, lotNumber: 'L1' }]);
  });

  it('is cancelled, once under its key', async () => {
    const { goods, post } = await received();
    const { body } = await post({ ...goods, quantity: 10 });
    const cancel = { taskId: body.task.id, action: 'cancel', notes: 'Wrong dock' };
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await post(cancel, { 'idempotency-key': 'k' }));
    for (const answer of answers)
      expect(published('changePutAwayTask', answer, 200)).toEqual(answers[0]?.body);
    expect(answers[2]?.headers.get('idempotent-replayed')).toBe('true');
    const again = await post(cancel);
    expect(published('changePutAwayTask', again, 409)).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { status: 'CANCELLED', allowed: [] },
    });
  });

  it('filters, sorts and pages', async () => {
    const { admin, goods, post } = await received();
    for (const assignedTo of ['Kim', 'Lee', 'Kim']) await post({ ...goods, quantity: 1, assignedTo });
    const numbers = async (query: string) => {
      const { status, body } = await admin.rest('GET', `${path}?${query}`);
      expect([query, status]).toEqual([query, 200]);
      return body.tasks.map(({ number }: { number: string }) => Number(number.slice(-2)));
    };
    expect(await numbers('sort=number')).toEqual([1, 2, 3]);
    expect(await numbers('assignedTo=Kim')).toEqual([3, 1]);
    expect(await numbers('limit=2&page=2')).toEqual([1]);
    expect(await numbers('status=COMPLETED')).toEqual([]);
    expect(await numbers('locationId=OTHER')).toEqual([]);
    const bad = await admin.rest('GET', `${path}?status=DONE&limit=0&bin=1`);
    const paths = bad.body.details.fields.map((field: { path: string }) => field.path);
    expect([bad.status, paths.toSorted()]).toEqual([400, ['bin', 'limit', 'status']]);
  });

  it('names what is wrong in the words of the request', async () => {
    const { goods, post } = await received();
    const refusal = async (body: object, headers?: Record<string, string>) => {
      const answer = await post(body, headers);
      const fields = answer.body.details.fields ?? [];
      return [answer.status, answer.body.code, fields.map((field: { path: string }) => field.path)];
    };
    const made = await post({ ...goods, quantity: 6 });
    const taskId = made.body.task.id;
    expect(await refusal({ ...goods, quantity: 5 })).toEqual([409, 'INSUFFICIENT_STOCK', ['quantity']]);
    expect(await refusal({ ...goods, quantity: 1, toBinId: 'FAR' })).toEqual([404, 'NOT_FOUND', ['toBinId']]);
    expect(await refusal({ taskId, action: 'finish' })).toEqual([400, 'VALIDATION_FAILED', ['action']]);
    expect(await refusal({ taskId, action: 'start', toBinId: 'S1' })).toEqual([
      400,
      'VALIDATION_FAILED',
      ['toBinId'],
    ]);
    expect(await refusal({ action: 'start' })).toEqual([400, 'VALIDATION_FAILED', ['taskId']]);
    expect(await refusal({ taskId: 'no', action: 'cancel' })).toEqual([404, 'NOT_FOUND', ['taskId']]);
    expect(await refusal({ taskId, action: 'complete', toBinId: 'S1' })).toEqual([
      409,
      'INVALID_TRANSITION',
      [],
    ]);
    expect((await post({ taskId, action: 'start' }, { 'if-match': '"7"' })).status).toBe(412);
    expect((await post({ taskId, action: 'start', expectedVersion: 7 })).body.code).toBe('VERSION_CONFLICT');
    await post({ taskId, action: 'start' });
    expect(await refusal({ taskId, action: 'complete' })).toEqual([400, 'VALIDATION_FAILED', ['toBinId']]);
  });
});
