import { beforeAll, describe, expect, it } from 'vitest';
import { Count, expectVerified } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { type Caller, startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';

const gateway = await startGateway();

/** A, B and C of 100 each at cost 1, at L1, and somebody who counts there. */
async function stocked(more: Parameters<typeof open>[1] = {}): Promise<{ shop: Shop; counter: Caller }> {
  const shop = await open(gateway, {
    products: ['A', 'B', 'C'],
    locations: ['L1', 'L2'],
    channels: ['DTC'],
    ...more,
  });
  await shop.receive('L1', ...['A', 'B', 'C'].map((sku) => ({ sku, quantity: 100, unitCost: 1 })));
  return { shop, counter: await shop.organization.caller('inventory.cyclecount') };
}

/** A batch in review, counted by somebody else than the shop. */
async function reviewed(
  counts: Record<string, number>,
  more: Parameters<typeof open>[1] = {},
): Promise<{ shop: Shop; count: Count; counter: Caller }> {
  const { shop, counter } = await stocked(more);
  const count = await Count.open(shop, { type: 'SPOT', productMasterIds: Object.keys(counts) });
  await count.by(counter).review(counts);
  return { shop, count, counter };
}

const onHand = async (shop: Shop, sku: string): Promise<number> =>
  (await shop.item({ productMasterId: shop.ids[sku] })).quantityOnHand;

describe('deciding line by line', () => {
  it('accepts, rejects and has counted again; what is left stays in review', async () => {
    const { shop, count, counter } = await reviewed({ A: 90, B: 80, C: 70 });
    const first = await count.resolve({ A: { action: 'ACCEPT', reasonCode: 'MISSING', notes: 'gone' } });
    expect(first.batch).toMatchObject({ status: 'REVIEW', progress: { lines: 3, counted: 3, variances: 3 } });
    expect(first.adjustment).toMatchObject({ reasonCode: 'MISSING', lineCount: 1 });
    expect(first.lines).toMatchObject([
      { globalSku: 'A', resolution: 'ACCEPT', reasonCode: 'MISSING', resolutionNotes: 'gone' },
    ]);
    const second = await count.resolve({
      B: { action: 'REJECT', notes: 'looked again: they are there' },
      C: { action: 'RECOUNT', notes: 'count the top shelf, too' },
    });
    expect(second.adjustment).toBeNull();
    expect(second.batch).toMatchObject({ status: 'IN_PROGRESS', progress: { lines: 3, counted: 2 } });
    const { lines } = await count.read();
    const none = { countedQuantity: null, systemQuantity: null, countedBy: null, resolution: null };
    expect(lines.nodes).toMatchObject([
      { globalSku: 'A', status: 'RESOLVED' },
      { globalSku: 'B', status: 'RESOLVED', resolution: 'REJECT', adjustmentId: null, countedQuantity: 80 },
      { globalSku: 'C', status: 'RECOUNT', countNo: 1, resolutionNotes: 'count the top shelf, too', ...none },
    ]);
    const again = await count.by(counter).review({ C: 75 });
    expect(again.batch.status).toBe('REVIEW');
    const last = await count.resolve({ C: 'ACCEPT' });
    expect(last.batch.status).toBe('RESOLVED');
    expect(last.lines).toMatchObject([{ countNo: 2, variance: -25 }]);
    expect([await onHand(shop, 'A'), await onHand(shop, 'B'), await onHand(shop, 'C')]).toEqual([
      90, 100, 75,
    ]);
    await expectVerified(shop);
  });

  it('accepts what is within tolerance, without who is named otherwise', async () => {
    const { shop, count } = await reviewed(
      { A: 99, B: 101, C: 50 },
      { settings: { countTolerances: { A: { quantity: 1 }, B: { quantity: 1 }, C: { quantity: 1 } } } },
    );
    const { batch, adjustment, lines } = await count.resolve(
      { B: { action: 'REJECT', reasonCode: 'OTHER', notes: 'no' } },
      { acceptWithinTolerance: true },
    );
    expect(batch.status).toBe('REVIEW');
    expect(adjustment.lines).toMatchObject([{ globalSku: 'A', quantityDelta: -1 }]);
    expect(lines.map((line: Record<string, unknown>) => [line.globalSku, line.resolution])).toEqual([
      ['A', 'ACCEPT'],
      ['B', 'REJECT'],
    ]);
    const rest = await count.resolve({}, { acceptWithinTolerance: true });
    expect([rest.adjustment, rest.lines]).toEqual([null, []]);
    expect((await count.resolve({ C: 'ACCEPT' })).batch.status).toBe('RESOLVED');
    expect(await onHand(shop, 'C')).toBe(50);
    await expectVerified(shop);
  });

  it('posts under each line its own reason, and the cost of the item does not change', async () => {
    const { shop, count } = await reviewed({ A: 110, B: 90 });
    const { adjustment } = await count.resolve({
      A: { action: 'ACCEPT', reasonCode: 'FOUND' },
      B: { action: 'ACCEPT', reasonCode: 'STOLEN', notes: 'police report 7' },
    });
    expect(adjustment.reasonCode).toBeNull();
    expect(adjustment.lines).toMatchObject([
      { reasonCode: 'FOUND', quantityDelta: 10, unitCost: 1 },
      { reasonCode: 'STOLEN', quantityDelta: -10, unitCost: 1 },
    ]);
    await expectVerified(shop);
  });

  it('can be undone like every adjustment', async () => {
    const { shop, count } = await reviewed({ A: 90 });
    const { adjustment } = await count.resolve({ A: 'ACCEPT' });
    await shop.run('reverseAdjustment', { id: adjustment.id });
    expect(await onHand(shop, 'A')).toBe(100);
    await expectVerified(shop);
  });

  it('decides on lines that nobody counted: again, or rejected', async () => {
    const { shop } = await stocked();
    const count = await Count.open(shop);
    await count.step('submitCycleCount', { allowUncounted: true });
    expect(await refused(shop, () => count.tryResolve({ A: 'ACCEPT' }))).toEqual({
      code: 'INVALID_TRANSITION',
      paths: ['resolutions[0].lineId'],
      details: { status: 'PENDING', lineId: count.lines.A, allowed: ['RECOUNT', 'REJECT'] },
    });
    const none = await count.resolve({}, { acceptWithinTolerance: true });
    expect(none.lines).toEqual([]);
    const reject = { action: 'REJECT', notes: 'not here' };
    const { batch } = await count.resolve({ A: reject, B: 'RECOUNT' });
    expect(batch.status).toBe('IN_PROGRESS');
    await count.review({ B: 100, C: 100 });
    const end = await count.resolve({}, { acceptWithinTolerance: true });
    expect(end.batch).toMatchObject({
      status: 'RESOLVED',
      accuracy: { lines: 3, counted: 2, accuracyPercent: 100 },
    });
    await expectVerified(shop);
  });

  it('is done once under its key', async () => {
    const { shop, count } = await reviewed({ A: 90 });
    const send = () => count.tryResolve({ A: 'ACCEPT' }, {}, { headers: { 'idempotency-key': 'k' } });
    const answers = [await send(), await send()];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(answers[1]?.headers.get('idempotent-replayed')).toBe('true');
    expect(await onHand(shop, 'A')).toBe(90);
    await expectVerified(shop);
  });
});

describe('what is refused', () => {
  it.each<[what: string, input: (count: Count) => object, code: string, ...paths: string[]]>([
    ['nothing to decide', () => ({}), 'VALIDATION_FAILED', 'resolutions'],
    ['an empty list', () => ({ resolutions: [] }), 'VALIDATION_FAILED', 'resolutions'],
    [
      'an empty list and nothing within tolerance',
      () => ({ resolutions: [], acceptWithinTolerance: false }),
      'VALIDATION_FAILED',
      'resolutions',
    ],
    [
      'an unknown line',
      () => ({ resolutions: [{ lineId: 'no', action: 'ACCEPT' }] }),
      'NOT_FOUND',
      'resolutions[0].lineId',
    ],
    [
      'a line twice',
      ({ lines: { A } }) => ({
        resolutions: [
          { lineId: A, action: 'ACCEPT' },
          { lineId: A, action: 'RECOUNT' },
        ],
      }),
      'VALIDATION_FAILED',
      'resolutions[1].lineId',
    ],
    [
      'a rejection without a word',
      ({ lines: { A } }) => ({ resolutions: [{ lineId: A, action: 'REJECT', notes: ' ' }] }),
      'VALIDATION_FAILED',
      'resolutions[0].notes',
    ],
    [
      'an unknown reason',
      ({ lines: { A } }) => ({ resolutions: [{ lineId: A, action: 'ACCEPT', reasonCode: 'NO' }] }),
      'VALIDATION_FAILED',
      'resolutions[0].reasonCode',
    ],
    [
      'a reason without its note',
      ({ lines: { A } }) => ({ resolutions: [{ lineId: A, action: 'ACCEPT', reasonCode: 'OTHER' }] }),
      'VALIDATION_FAILED',
      'resolutions[0].notes',
    ],
    [
      'a reason for the other direction',
      ({ lines: { A } }) => ({ resolutions: [{ lineId: A, action: 'ACCEPT', reasonCode: 'FOUND' }] }),
      'REASON_DIRECTION',
      'resolutions[0].reasonCode',
    ],
    [
      'another action',
      ({ lines: { A } }) => ({ resolutions: [{ lineId: A, action: 'IGNORE' }] }),
      'VALIDATION_FAILED',
      'resolutions[0].action',
    ],
    [
      'notes that are too long',
      ({ lines: { A } }) => ({ resolutions: [{ lineId: A, action: 'REJECT', notes: 'x'.repeat(2001) }] }),
      'VALIDATION_FAILED',
      'resolutions[0].notes',
    ],
  ])('%s', async (_what, input, code, ...paths) => {
    const { shop, count } = await reviewed({ A: 90, B: 100 });
    const write = () => shop.attempt('resolveCycleCount', { id: count.id, ...input(count) });
    expect(await refused(shop, write)).toMatchObject({ code, paths });
  });

  it('all at once, and nothing is done', async () => {
    const { shop, count } = await reviewed({ A: 90, B: 110, C: 100 });
    await count.resolve({ C: 'ACCEPT' });
    const write = () =>
      count.tryResolve({
        A: { action: 'ACCEPT', reasonCode: 'FOUND' },
        B: { action: 'ACCEPT', reasonCode: 'MISSING' },
        C: 'RECOUNT',
      });
    const { body } = await write();
    expect(body.errors[0].extensions.fields).toEqual([
      { path: 'resolutions[2].lineId', message: 'the line is resolved already' },
      { path: 'resolutions[0].reasonCode', message: 'FOUND is for increases only', code: 'REASON_DIRECTION' },
      {
        path: 'resolutions[1].reasonCode',
        message: 'MISSING is for decreases only',
        code: 'REASON_DIRECTION',
      },
    ]);
    await refused(shop, write);
  });

  it('less than is promised', async () => {
    const { shop, count } = await reviewed({ A: 90, B: 4 });
    await shop.reserve('DTC', [{ sku: 'B', locationId: 'L1', quantity: 5 }]);
    expect(await refused(shop, () => count.tryResolve({ A: 'ACCEPT', B: 'ACCEPT' }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['resolutions[1].action'],
      details: { available: 95, requested: 96, reserved: 5 },
    });
  });

  it('a reason that is switched off, even the one that is taken when none is given', async () => {
    const { shop, count } = await reviewed({ A: 90 });
    const off =
      'mutation { upsertReasonCodes(input: {reasonCodes: [{code: "RECOUNTED", active: false}]}) { reasonCodes { code } } }';
    expect((await shop.caller.graphql(off)).body.errors).toBeUndefined();
    expect(await refused(shop, () => count.tryResolve({ A: 'ACCEPT' }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['resolutions[0].reasonCode'],
    });
  });
});

describe('holds', () => {
  it('follow what is physically there', async () => {
    const { shop, count } = await reviewed({ A: 30 });
    const item = await shop.item({ productMasterId: shop.ids.A });
    await shop.run('createHold', {
      inventoryItemId: item.id,
      quantity: 50,
      type: 'QUALITY',
      reason: 'look at it',
    });
    await count.resolve({ A: 'ACCEPT' });
    expect(await shop.item({ productMasterId: shop.ids.A })).toMatchObject({
      quantityOnHand: 30,
      quantityHeld: 30,
    });
    await expectVerified(shop);
  });
});

describe('stock that was counted again since', () => {
  it('is stale: by another batch, or by a count of one product', async () => {
    const { shop, count, counter } = await reviewed({ A: 90, B: 80, C: 70 });
    const other = await Count.open(shop, { type: 'SPOT', productMasterIds: ['A'] });
    await other.by(counter).review({ A: 95 });
    gateway.clock.advance(1_000);
    await other.resolve({ A: 'ACCEPT' });
    await shop.run('recordCount', { locationId: 'L1', globalSku: 'B', rows: [{ quantity: 85 }] });
    expect(await refused(shop, () => count.tryResolve({ A: 'ACCEPT', B: 'ACCEPT', C: 'ACCEPT' }))).toEqual({
      code: 'COUNT_STALE',
      paths: ['resolutions[0].lineId', 'resolutions[1].lineId'],
      details: { lineIds: [count.lines.A, count.lines.B] },
    });
    // counted again, or rejected
    await count.resolve({ A: 'RECOUNT', B: { action: 'REJECT', notes: 'counted elsewhere' } });
    gateway.clock.advance(1_000);
    await count.by(counter).review({ A: 94 });
    await count.resolve({ A: 'ACCEPT', C: 'ACCEPT' });
    expect([await onHand(shop, 'A'), await onHand(shop, 'B'), await onHand(shop, 'C')]).toEqual([94, 85, 70]);
    await expectVerified(shop);
  });

  it('is not accepted as within tolerance either', async () => {
    const { shop, count } = await reviewed({ A: 100, B: 100 });
    gateway.clock.advance(1_000);
    await shop.run('recordCount', { locationId: 'L1', globalSku: 'A', rows: [{ quantity: 100 }] });
    const write = () => shop.attempt('resolveCycleCount', { id: count.id, acceptWithinTolerance: true });
    expect(await refused(shop, write)).toMatchObject({
      code: 'COUNT_STALE',
      paths: ['acceptWithinTolerance'],
      details: { lineIds: [count.lines.A] },
    });
  });

  it('is not made stale by movements', async () => {
    const { shop, count } = await reviewed({ A: 90 });
    gateway.clock.advance(1_000);
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -50, 'CONSUMED');
    await shop.receive('L1', { sku: 'A', quantity: 7 });
    await count.resolve({ A: 'ACCEPT' });
    expect(await onHand(shop, 'A')).toBe(47);
    await expectVerified(shop);
  });
});

describe('above tolerance', () => {
  it('somebody else than who counted accepts', async () => {
    const { shop, count, counter } = await reviewed({ A: 90, B: 100, C: 50 });
    const own = count.by(counter);
    expect(await refused(own.shop, () => own.tryResolve({ A: 'ACCEPT', B: 'ACCEPT', C: 'ACCEPT' }))).toEqual({
      code: 'SELF_APPROVAL',
      paths: ['resolutions[0].action', 'resolutions[2].action'],
      details: { lineIds: [count.lines.A, count.lines.C] },
    });
    // what agrees, what is rejected and what is counted again need nobody else
    await own.resolve({ B: 'ACCEPT', C: { action: 'REJECT', notes: 'I was wrong' } });
    await count.resolve({ A: 'ACCEPT' });
    expect(await onHand(shop, 'A')).toBe(90);
    await expectVerified(shop);
  });

  it('it is who counted last that cannot', async () => {
    const { count, counter } = await reviewed({ A: 90 });
    await count.resolve({ A: 'RECOUNT' });
    await count.review({ A: 91 }); // by the shop this time
    expect((await count.tryResolve({ A: 'ACCEPT' })).body.errors[0].extensions.code).toBe('SELF_APPROVAL');
    expect((await count.by(counter).resolve({ A: 'ACCEPT' })).batch.status).toBe('RESOLVED');
  });

  it('unless the organization switches that off', async () => {
    const { shop, count, counter } = await reviewed({ A: 90 }, { settings: { countSelfApproval: true } });
    await count.by(counter).resolve({ A: 'ACCEPT' });
    expect(await onHand(shop, 'A')).toBe(90);
  });
});

describe('accuracy', () => {
  let shop: Shop;
  let count: Count;
  const none = { lines: 0, counted: 0, withinTolerance: 0, accuracyPercent: null, systemValue: 0 };

  beforeAll(async () => {
    // 60, 30 and 10 of 100: of class A, A and C
    shop = await open(gateway, {
      products: ['A', 'B', 'C'],
      locations: ['L1', 'L2'],
      settings: {
        abcCutoffs: { A: 50, B: 85 },
        countTolerances: { A: { percent: 10 }, B: { percent: 10 }, C: { percent: 10 } },
      },
    });
    await shop.receive(
      'L1',
      { sku: 'A', quantity: 6, unitCost: 10 },
      { sku: 'B', quantity: 30, unitCost: 1 },
      { sku: 'C', quantity: 20, unitCost: 0.5 },
    );
    const counter = await shop.organization.caller('inventory.cyclecount');
    count = await Count.open(shop);
    await count.by(counter).review({ A: 5, B: 31, C: 25 });
  });

  it('is that of what is counted, by class and in all', async () => {
    const { accuracy } = await count.read();
    const { byClass, ...all } = accuracy;
    expect(all).toEqual({
      lines: 3,
      counted: 3,
      withinTolerance: 1,
      accuracyPercent: 33.33,
      systemValue: 100,
      netVarianceValue: -6.5,
      absoluteVarianceValue: 13.5,
      netVarianceQuantity: 5,
    });
    expect(byClass).toMatchObject([
      {
        class: 'A',
        lines: 1,
        accuracyPercent: 0,
        systemValue: 60,
        netVarianceValue: -10,
        absoluteVarianceValue: 10,
      },
      {
        class: 'B',
        lines: 1,
        accuracyPercent: 100,
        systemValue: 30,
        netVarianceValue: 1,
        netVarianceQuantity: 1,
      },
      {
        class: 'C',
        lines: 1,
        accuracyPercent: 0,
        systemValue: 10,
        netVarianceValue: 2.5,
        netVarianceQuantity: 5,
      },
    ]);
  });

  it('over a period is that of what was resolved in it', async () => {
    expect(await shop.ask('accuracy')).toMatchObject({ ...none, byClass: [] });
    await count.resolve({ A: 'ACCEPT', C: { action: 'REJECT', notes: 'no' } });
    const today = shop.inDays(0);
    const all = { lines: 2, counted: 2, withinTolerance: 0, accuracyPercent: 0, netVarianceValue: -7.5 };
    expect(await shop.ask('accuracy')).toMatchObject({ ...all, byClass: [{ class: 'A' }, { class: 'C' }] });
    for (const filter of [
      { locationId: 'L1' },
      { fromDate: today, toDate: today },
      { locationId: shop.ids.L1 },
    ])
      expect(await shop.ask('accuracy', { filter })).toMatchObject(all);
    for (const filter of [
      { locationId: 'L2' },
      { locationId: 'NO' },
      { fromDate: shop.inDays(1) },
      { toDate: shop.inDays(-1) },
    ])
      expect(await shop.ask('accuracy', { filter })).toMatchObject(none);
  });
});
