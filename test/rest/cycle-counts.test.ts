import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const base = '/api/inventory/cycle-count';
const figures = ['systemQuantity', 'unitCost', 'variance', 'varianceValue', 'withinTolerance'];

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

/** A of 10 and B of 20 at MAIN. */
async function stocked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  const [A] = await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
  await upserted(admin, kinds.locations, [{ code: 'MAIN' }, { code: 'EMPTY' }]);
  const lines = [
    { globalSku: 'A', quantity: 10, unitCost: 2 },
    { globalSku: 'B', quantity: 20, unitCost: 3 },
  ];
  await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
  return { ...organization, productId: A?.id ?? '' };
}

async function makeBatch(
  caller: Caller,
  more: object = {},
): Promise<{ batch: Any; path: string; lines: Any[] }> {
  const made = await caller.rest('POST', base, { locationId: 'MAIN', type: 'FULL', ...more });
  const { batch } = published('createCycleCount', made, 201);
  const path = `${base}/${batch.id}`;
  return { batch, path, lines: (await caller.rest('GET', path)).body.lines };
}

describe('cycle counts', () => {
  it('go from open to resolved as published, and a blind one shows no figure before review', async () => {
    const { admin, caller } = await stocked();
    const counter = await caller('inventory:cyclecount');
    const { batch, path } = await makeBatch(admin, { dueDate: '2031-01-31', assignedTo: 'Kim' });
    expect(batch).toMatchObject({
      number: 'CC-000001',
      status: 'OPEN',
      blind: true,
      dueDate: '2031-01-31',
      progress: { lines: 2, counted: 0, variances: null },
      version: 1,
    });
    const act = async (by: Caller, action: string, more: object = {}) =>
      published('updateCycleCount', await by.rest('POST', path, { action, ...more }), 200);
    expect((await act(counter, 'start', { expectedVersion: 1 })).batch.status).toBe('IN_PROGRESS');

    const form = published(
      'getBlindCountForm',
      await counter.rest('GET', `${base}/blind-form?batchId=${batch.id}`),
      200,
    );
    expect(form).toMatchObject({
      batch: { number: 'CC-000001', progress: { lines: 2, counted: 0 } },
      lines: [
        { globalSku: 'A', lineNo: 1 },
        { globalSku: 'B', lineNo: 2 },
      ],
      pagination: { page: 1, pageSize: 1000, total: 2, totalPages: 1 },
    });
    const [a, b] = form.lines;

    const counted = await act(counter, 'count', {
      counts: [{ lineId: a.id, countedQuantity: 8.5, notes: 'one open' }],
    });
    expect(counted.lines).toMatchObject([
      { id: a.id, countedQuantity: 8.5, status: 'COUNTED', figuresHidden: true },
    ]);
    const added = await act(counter, 'addLine', {
      line: { globalSku: 'A', lotNumber: 'NEW', countedQuantity: 2 },
    });
    expect(added.lines).toMatchObject([{ lotNumber: 'NEW', added: true }]);
    await act(counter, 'assign', { assignedTo: 'Lee' });
    for (const by of [counter, admin]) {
      const seen = published('getCycleCount', await by.rest('GET', path), 200);
      expect(seen).toMatchObject({
        batch: { accuracy: null, progress: { lines: 3, counted: 2, variances: null } },
      });
      for (const line of [...seen.lines, ...counted.lines, ...added.lines])
        for (const key of figures) expect(line).not.toHaveProperty(key);
    }
    const some = await counter.rest('GET', `${path}?status=PENDING`);
    expect(some.body.lines.map(({ id }: Any) => id)).toEqual([b.id]);

    const early = await counter.rest('POST', path, { action: 'submit' });
    expect([early.status, early.body.code, early.body.details]).toEqual([
      409,
      'COUNT_INCOMPLETE',
      { pending: 1, lineIds: [b.id] },
    ]);
    await act(counter, 'count', { counts: [{ lineId: b.id, countedQuantity: 20 }] });
    const review = await act(counter, 'submit');
    expect(review.batch).toMatchObject({ status: 'REVIEW', progress: { variances: 2 } });
    expect(review.lines[0]).toMatchObject({
      systemQuantity: 10,
      variance: -1.5,
      varianceValue: -3,
      withinTolerance: false,
      figuresHidden: false,
    });
    await act(admin, 'reopen', { notes: 'one more look' });
    await act(admin, 'submit');

    const self = await counter.rest('POST', `${base}/resolve`, {
      batchId: batch.id,
      resolutions: [{ lineId: a.id, action: 'ACCEPT' }],
    });
    expect([self.status, self.body.code]).toEqual([409, 'SELF_APPROVAL']);
    const resolved = published(
      'resolveCycleCount',
      await admin.rest('POST', `${base}/resolve`, {
        batchId: batch.id,
        resolutions: [
          { lineId: a.id, action: 'ACCEPT', reasonCode: 'MISSING' },
          { lineId: added.lines[0].id, action: 'REJECT', notes: 'belongs to L1' },
        ],
        acceptWithinTolerance: true,
      }),
      200,
    );
    expect(resolved).toMatchObject({
      batch: {
        status: 'RESOLVED',
        accuracy: { lines: 3, counted: 3, withinTolerance: 1, accuracyPercent: 33.33 },
      },
      adjustment: {
        type: 'CYCLE_COUNT',
        lines: [
          { quantityDelta: -1.5, causeLineId: a.id },
          { quantityDelta: 0, causeLineId: b.id },
        ],
      },
    });
    expect(resolved.lines).toHaveLength(3);
    // in the form there never is one
    const late = await counter.rest('GET', `${base}/blind-form?batchId=${batch.id}`);
    expect(late.body.batch.progress).toEqual({ lines: 3, counted: 3 });
    for (const line of late.body.lines) for (const key of figures) expect(line).not.toHaveProperty(key);
    const stock = await admin.rest('GET', '/api/inventory?sort=globalSku');
    expect(stock.body.items.map(({ quantityOnHand }: Any) => quantityOnHand).sort()).toEqual([0, 20, 8.5]);
  });

  it('are listed with filters and pages', async () => {
    const { admin } = await stocked();
    const first = await makeBatch(admin, { assignedTo: 'Kim' });
    await makeBatch(admin, { type: 'SPOT', productMasterIds: ['A'], blind: false });
    const ids = async (query: string) => {
      const { body } = await admin.rest('GET', `${base}?${query}`);
      return body.batches.map(({ number }: Any) => number);
    };
    const all = published('listCycleCounts', await admin.rest('GET', base), 200);
    expect(all).toMatchObject({
      batches: [
        { number: 'CC-000002', progress: { lines: 1, counted: 0, variances: 0 } },
        { number: 'CC-000001' },
      ],
      pagination: { page: 1, pageSize: 20, total: 2, totalPages: 1 },
    });
    expect(await ids('sort=number&limit=1&page=2')).toEqual(['CC-000002']);
    expect(await ids('assignedTo=Kim')).toEqual(['CC-000001']);
    expect(await ids('type=SPOT&locationId=MAIN&status=OPEN')).toEqual(['CC-000002']);
    expect(await ids('fromDate=2999-01-01')).toEqual([]);
    const page = published('getCycleCount', await admin.rest('GET', `${first.path}?limit=1&page=2`), 200);
    expect(page).toMatchObject({
      lines: [{ globalSku: 'B' }],
      pagination: { page: 2, pageSize: 1, total: 2, totalPages: 2 },
    });
  });

  it('answer under the old paths as well', async () => {
    const { admin } = await stocked();
    const made = published(
      'createCycleCountAlias',
      await admin.rest('POST', '/cycle-count', { locationId: 'MAIN', type: 'FULL', blind: false }),
      201,
    );
    const { id } = made.batch;
    const path = `${base}/${id}`;
    published('listCycleCountsAlias', await admin.rest('GET', '/cycle-count?status=OPEN'), 200);
    const { lines } = published('getCycleCountAlias', await admin.rest('GET', `/cycle-count/${id}`), 200);
    await admin.rest('POST', path, { action: 'start' });
    const counts = lines.map((line: Any, index: number) => ({
      lineId: line.id,
      countedQuantity: index ? 20 : 10,
    }));
    await admin.rest('POST', path, { action: 'count', counts });
    await admin.rest('POST', path, { action: 'submit' });
    const body = { batchId: id, acceptWithinTolerance: true };
    const resolved = await admin.rest('POST', '/cycle-count/resolve', body);
    expect(published('resolveCycleCountAlias', resolved, 200).batch.status).toBe('RESOLVED');
  });

  it('of those that are not blind uncounted lines have null, and counted ones the figures', async () => {
    const { admin } = await stocked();
    const { path, lines } = await makeBatch(admin, { blind: false });
    await admin.rest('POST', path, { action: 'start' });
    await admin.rest('POST', path, {
      action: 'count',
      counts: [{ lineId: lines[0].id, countedQuantity: 9 }],
    });
    const seen = published('getCycleCount', await admin.rest('GET', path), 200);
    expect(seen.lines).toMatchObject([
      { systemQuantity: 10, variance: -1, varianceValue: -2 },
      { systemQuantity: null, variance: null, varianceValue: null, withinTolerance: null },
    ]);
  });

  it('take the version of If-Match, and are done once under a key', async () => {
    const { admin } = await stocked();
    const { path, lines } = await makeBatch(admin, { blind: false });
    const stale = await admin.rest('POST', path, { action: 'start' }, { 'if-match': '"2"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await admin.rest('POST', path, { action: 'start' }, { 'if-match': '"1"' })).status).toBe(200);
    const body = { action: 'count', counts: [{ lineId: lines[0].id, countedQuantity: 9 }] };
    const send = () => admin.rest('POST', path, body, { 'idempotency-key': 'k' });
    const answers = [await send(), await send()];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(answers[1]?.headers.get('idempotent-replayed')).toBe('true');
    expect(answers[1]?.body.lines[0].countNo).toBe(1);
  });

  it.each<
    [
      what: string,
      method: string,
      path: string,
      body: object | undefined,
      status: number,
      code: string,
      ...fields: string[],
    ]
  >([
    ['an unknown batch', 'GET', `${base}/no`, undefined, 404, 'NOT_FOUND'],
    ['the form of an unknown batch', 'GET', `${base}/blind-form?batchId=no`, undefined, 404, 'NOT_FOUND'],
    ['the form of no batch', 'GET', `${base}/blind-form`, undefined, 400, 'VALIDATION_FAILED', 'batchId'],
    ['a state that is none', 'GET', `${base}/no?status=OPEN`, undefined, 400, 'VALIDATION_FAILED', 'status'],
    ['too long a page', 'GET', `${base}/no?limit=1001`, undefined, 400, 'VALIDATION_FAILED', 'limit'],
    ['a step of an unknown batch', 'POST', `${base}/no`, { action: 'start' }, 404, 'NOT_FOUND', 'batchId'],
    ['no action', 'POST', `${base}/no`, {}, 400, 'VALIDATION_FAILED', 'action'],
    ['an unknown action', 'POST', `${base}/no`, { action: 'finish' }, 400, 'VALIDATION_FAILED', 'action'],
    [
      'counts without the action',
      'POST',
      `${base}/no`,
      { action: 'start', counts: [] },
      400,
      'VALIDATION_FAILED',
      'counts',
    ],
    ['nobody named', 'POST', `${base}/no`, { action: 'assign' }, 400, 'VALIDATION_FAILED', 'assignedTo'],
    ['an id in the body', 'POST', `${base}/no`, { action: 'start', id: 'x' }, 400, 'VALIDATION_FAILED', 'id'],
    ['nothing to count', 'POST', base, { locationId: 'EMPTY', type: 'FULL' }, 409, 'NOTHING_TO_COUNT'],
    [
      'ABC, which has a row of its own',
      'POST',
      base,
      { locationId: 'MAIN', type: 'ABC' },
      400,
      'VALIDATION_FAILED',
      'type',
    ],
    [
      'nothing to resolve',
      'POST',
      `${base}/resolve`,
      { batchId: 'no' },
      400,
      'VALIDATION_FAILED',
      'resolutions',
    ],
    [
      'an unknown batch to resolve',
      'POST',
      `${base}/resolve`,
      { batchId: 'no', acceptWithinTolerance: true },
      404,
      'NOT_FOUND',
      'batchId',
    ],
    [
      'no batch to resolve',
      'POST',
      `${base}/resolve`,
      { acceptWithinTolerance: true },
      400,
      'VALIDATION_FAILED',
      'batchId',
    ],
  ])('refuse %s', async (_what, method, path, body, status, code, ...fields) => {
    const { admin } = await stocked();
    const answer = await admin.rest(method, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((answer.body.details?.fields ?? []).map((field: Any) => field.path)).toEqual(fields);
  });
});
