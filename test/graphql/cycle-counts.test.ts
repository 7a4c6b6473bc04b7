import { describe, expect, it } from 'vitest';
import { Count, expectVerified } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';

const gateway = await startGateway();

/** A of 10 at cost 2 and B of 20 at cost 5, at L1. */
async function stocked(more: Parameters<typeof open>[1] = {}): Promise<Shop> {
  const shop = await open(gateway, {
    products: ['A', 'B', 'C'],
    locations: ['L1', 'L2'],
    channels: ['DTC'],
    ...more,
  });
  await shop.receive('L1', { sku: 'A', quantity: 10, unitCost: 2 }, { sku: 'B', quantity: 20, unitCost: 5 });
  return shop;
}

const onHand = async (shop: Shop, sku: string): Promise<number> =>
  (await shop.item({ productMasterId: shop.ids[sku] })).quantityOnHand;
const skusOf = ({ lines }: { lines: { globalSku: string }[] }) => lines.map(({ globalSku }) => globalSku);

describe('a cycle count', () => {
  it('goes from open to resolved, and corrects what was off in one adjustment', async () => {
    const shop = await stocked();
    const made = await shop.run('createCycleCountBatch', {
      locationId: 'L1',
      type: 'FULL',
      blind: false,
      assignedTo: 'Kim',
      dueDate: shop.inDays(3),
      notes: 'year end',
    });
    expect(made.batch).toMatchObject({
      number: 'CC-000001',
      type: 'FULL',
      status: 'OPEN',
      blind: false,
      includeZero: false,
      location: { id: shop.ids.L1, code: 'L1' },
      assignedTo: 'Kim',
      dueDate: shop.inDays(3),
      notes: 'year end',
      progress: { lines: 2, counted: 0, variances: 0 },
      history: [{ from: null, to: 'OPEN', note: 'year end', actor: shop.caller.keyId }],
      createdBy: shop.caller.keyId,
      submittedAt: null,
      resolvedAt: null,
      version: 1,
    });
    const pending = {
      status: 'PENDING',
      countNo: 0,
      systemQuantity: null,
      added: false,
      withinTolerance: null,
    };
    expect(made.lines).toMatchObject([
      { lineNo: 1, globalSku: 'A', ...pending },
      { lineNo: 2, globalSku: 'B', ...pending },
    ]);
    const count = new Count(shop, made.batch.id, made.lines);
    expect((await count.step('startCycleCount')).batch.status).toBe('IN_PROGRESS');
    const entered = await count.enter({ A: 9, B: 20 });
    expect(entered.batch.progress).toEqual({ lines: 2, counted: 2, variances: 1 });
    expect(entered.lines).toMatchObject([
      {
        status: 'COUNTED',
        countNo: 1,
        countedQuantity: 9,
        countedBy: shop.caller.keyId,
        systemQuantity: 10,
        unitCost: 2,
        variance: -1,
        varianceValue: -2,
        withinTolerance: false,
      },
      { variance: 0, withinTolerance: true },
    ]);
    const submitted = await count.step('submitCycleCount', { notes: 'done' });
    expect(submitted.batch).toMatchObject({ status: 'REVIEW', version: 4, submittedAt: expect.any(String) });
    await shop.run('updateOrganizationSettings', { countSelfApproval: true });
    const { batch, adjustment, lines } = await count.resolve({ A: 'ACCEPT', B: 'ACCEPT' });
    expect(batch).toMatchObject({ status: 'RESOLVED', version: 5, resolvedAt: expect.any(String) });
    expect(batch.history).toMatchObject([
      { to: 'OPEN' },
      { from: 'OPEN', to: 'IN_PROGRESS', note: null },
      { from: 'IN_PROGRESS', to: 'REVIEW', note: 'done' },
      { from: 'REVIEW', to: 'RESOLVED' },
    ]);
    expect(adjustment).toMatchObject({
      type: 'CYCLE_COUNT',
      reasonCode: 'RECOUNTED',
      reference: 'CC-000001',
    });
    expect(adjustment.lines).toMatchObject([
      { globalSku: 'A', quantityBefore: 10, quantityDelta: -1, quantityAfter: 9, causeLineId: count.lines.A },
      { globalSku: 'B', quantityBefore: 20, quantityDelta: 0, quantityAfter: 20, causeLineId: count.lines.B },
    ]);
    const accepted = { status: 'RESOLVED', resolution: 'ACCEPT', reasonCode: 'RECOUNTED' };
    expect(lines).toMatchObject([
      { ...accepted, adjustmentId: adjustment.id, resolvedBy: shop.caller.keyId },
      { ...accepted, adjustmentId: adjustment.id, resolvedAt: expect.any(String) },
    ]);
    expect(await onHand(shop, 'A')).toBe(9);
    const { lastCountedAt } = await shop.item({ productMasterId: shop.ids.B });
    expect(lastCountedAt).not.toBeNull();
    await expectVerified(shop);
  });

  it('leaves a trace of each step, and nothing of what the system had in those before review', async () => {
    const shop = await stocked();
    const count = await Count.open(shop);
    await count.step('assignCycleCount', { assignedTo: 'Kim' });
    await count.review({ A: 9, B: 20 });
    await count.step('reopenCycleCount', { notes: 'look again' });
    await count.step('submitCycleCount');
    await count.resolve({ A: { action: 'REJECT', notes: 'miscounted' } });
    await count.step('cancelCycleCount');
    const audits = await shop.sql<{ action: string; after: object }>(
      `select action, after from audit_entry where org_id = $1 and document_type = 'CycleCount' order by id`,
    );
    const events = await shop.sql<{ type: string; payload: object }>(
      `select type, payload from outbox_event where org_id = $1 and document_type = 'CycleCount' order by id`,
    );
    expect(audits.map(({ action }) => action.replace('cycle-count.', ''))).toEqual(
      'create start assign count submit reopen submit resolve cancel'.split(' '),
    );
    expect(events.map(({ type }) => type.replace('cycle-count.', ''))).toEqual(
      'created started assigned counted submitted reopened submitted reviewed cancelled'.split(' '),
    );
    expect(events.map(({ payload }) => payload)).toEqual(audits.map(({ after }) => after));
    expect(events[3]?.payload).toEqual({
      number: 'CC-000001',
      lines: [
        { lineId: count.lines.A, countNo: 1, countedQuantity: '9' },
        { lineId: count.lines.B, countNo: 1, countedQuantity: '20' },
      ],
    });
    await expectVerified(shop);
  });
});

describe('making a batch', () => {
  async function warehouse(): Promise<Shop> {
    const shop = await open(gateway, {
      locations: ['L1', 'L2', { code: 'OFF' }],
      bins: ['B1', 'B2']
        .map((code) => ({ code, name: code, locationId: 'L1' }))
        .concat([{ code: 'X', name: 'X', locationId: 'L2' }]),
    });
    const categories = `mutation { upsertCategories(input: {categories: [{id: "food", name: "Food"}, {id: "fruit", name: "Fruit", parentId: "food"}, {id: "tools", name: "Tools"}]}) { categories { id } } }`;
    expect((await shop.caller.graphql(categories)).body.errors).toBeUndefined();
    const products = `mutation { upsertProducts(input: {products: [{globalSku: "APPLE", categoryId: "fruit"}, {globalSku: "BREAD", categoryId: "food"}, {globalSku: "HAMMER", categoryId: "tools"}]}) { products { id globalSku } } }`;
    const { body } = await shop.caller.graphql(products);
    for (const { id, globalSku } of body.data.upsertProducts.products) shop.ids[globalSku] = id;
    await shop.receive(
      'L1',
      { sku: 'HAMMER', quantity: 1, binId: 'B2' },
      { sku: 'APPLE', quantity: 3, binId: 'B2', lotNumber: 'Z' },
      { sku: 'APPLE', quantity: 900, binId: 'B2', lotNumber: 'Y' },
      { sku: 'APPLE', quantity: 2, binId: 'B1' },
      { sku: 'BREAD', quantity: 50 },
    );
    await shop.receive('L2', { sku: 'BREAD', quantity: 7 });
    await shop.adjust({ sku: 'HAMMER', locationId: 'L1', binId: 'B2' }, -1, 'CONSUMED');
    return shop;
  }
  const make = (shop: Shop, input: object) =>
    shop.run('createCycleCountBatch', { locationId: 'L1', ...input });

  it('takes everything at the location, in the order of a walk and never by quantity', async () => {
    const shop = await warehouse();
    const { batch, lines } = await make(shop, { type: 'FULL' });
    expect(batch).toMatchObject({ blind: true, type: 'FULL' });
    expect(
      lines.map((line: Record<string, unknown>) => [
        line.binName,
        line.globalSku,
        line.lotNumber,
        line.lineNo,
      ]),
    ).toEqual([
      ['B1', 'APPLE', null, 1],
      ['B2', 'APPLE', 'Y', 2],
      ['B2', 'APPLE', 'Z', 3],
      [null, 'BREAD', null, 4],
    ]);
    const withZero = await make(shop, { type: 'FULL', includeZero: true });
    expect(skusOf(withZero)).toEqual(['APPLE', 'APPLE', 'APPLE', 'HAMMER', 'BREAD']);
    expect(withZero.batch).toMatchObject({ number: 'CC-000002', includeZero: true });
    await expectVerified(shop);
  });

  it('takes a part: products, bins, a category with those below it, and what is under all of them', async () => {
    const shop = await warehouse();
    const of = async (input: object) => skusOf(await make(shop, input));
    expect(await of({ type: 'PARTIAL', categoryId: 'food' })).toEqual(['APPLE', 'APPLE', 'APPLE', 'BREAD']);
    expect(await of({ type: 'PARTIAL', categoryId: 'Food / Fruit' })).toEqual(['APPLE', 'APPLE', 'APPLE']);
    expect(await of({ type: 'PARTIAL', productMasterIds: ['BREAD'] })).toEqual(['BREAD']);
    expect(await of({ type: 'PARTIAL', binIds: ['B1'] })).toEqual(['APPLE']);
    expect(await of({ type: 'SPOT', binIds: ['B2'], includeZero: true })).toEqual([
      'APPLE',
      'APPLE',
      'HAMMER',
    ]);
    const both = { productMasterIds: [shop.ids.APPLE, 'BREAD'], binIds: [shop.ids.B2], categoryId: 'fruit' };
    expect(await of({ type: 'SPOT', ...both })).toEqual(['APPLE', 'APPLE']);
  });

  it('classes its lines by the value at the location', async () => {
    const shop = await open(gateway, { products: ['A', 'B', 'C'], locations: ['L1'] });
    await shop.receive(
      'L1',
      { sku: 'C', quantity: 1, unitCost: 80 },
      { sku: 'A', quantity: 1, unitCost: 15 },
      { sku: 'B', quantity: 1, unitCost: 5 },
    );
    const { lines } = await make(shop, { type: 'FULL' });
    expect(lines.map((line: { class: string }) => line.class)).toEqual(['B', 'C', 'A']);
  });

  it.each<[what: string, input: object, code: string, ...paths: string[]]>([
    ['an unknown location', { locationId: 'NO', type: 'FULL' }, 'NOT_FOUND', 'locationId'],
    ['an inactive location', { locationId: 'OFF', type: 'FULL' }, 'INACTIVE', 'locationId'],
    ['no type', {}, 'VALIDATION_FAILED', 'type'],
    ['ABC, which is made otherwise', { type: 'ABC' }, 'VALIDATION_FAILED', 'type'],
    [
      'FULL with filters',
      { type: 'FULL', binIds: ['B1'], categoryId: 'food' },
      'VALIDATION_FAILED',
      'binIds',
      'categoryId',
    ],
    ['PARTIAL without filters', { type: 'PARTIAL' }, 'VALIDATION_FAILED', 'productMasterIds'],
    ['SPOT of a category', { type: 'SPOT', categoryId: 'food' }, 'VALIDATION_FAILED', 'productMasterIds'],
    [
      'an empty list',
      { type: 'SPOT', productMasterIds: [], binIds: [] },
      'VALIDATION_FAILED',
      'productMasterIds',
      'binIds',
    ],
    [
      'unknown products',
      { type: 'SPOT', productMasterIds: ['BREAD', 'NO'] },
      'NOT_FOUND',
      'productMasterIds[1]',
    ],
    ['an unknown bin', { type: 'SPOT', binIds: ['NO'] }, 'NOT_FOUND', 'binIds[0]'],
    ['the code of a bin elsewhere', { type: 'SPOT', binIds: ['X'] }, 'NOT_FOUND', 'binIds[0]'],
    ['an unknown category', { type: 'PARTIAL', categoryId: 'NO' }, 'NOT_FOUND', 'categoryId'],
    ['nothing there', { type: 'SPOT', productMasterIds: ['HAMMER'] }, 'NOTHING_TO_COUNT'],
    ['notes that are too long', { type: 'FULL', notes: 'x'.repeat(2001) }, 'VALIDATION_FAILED', 'notes'],
    ['a blank name', { type: 'FULL', assignedTo: ' ' }, 'VALIDATION_FAILED', 'assignedTo'],
    ['a day that is none', { type: 'FULL', dueDate: '2026-02-30' }, 'VALIDATION_FAILED', 'dueDate'],
    ['an unknown field', { type: 'FULL', blindly: true }, 'VALIDATION_FAILED', 'blindly'],
  ])('refuses %s', async (_what, input, code, ...paths) => {
    const shop = await warehouse();
    await shop.caller.graphql(
      'mutation { upsertLocations(input: {locations: [{code: "OFF", status: INACTIVE}]}) { locations { id } } }',
    );
    const write = () => shop.attempt('createCycleCountBatch', { locationId: 'L1', ...input });
    expect(await refused(shop, write)).toMatchObject({ code, paths });
  });

  it('refuses a bin of another location by its id', async () => {
    const shop = await warehouse();
    const input = { locationId: 'L1', type: 'SPOT', binIds: [shop.ids.X] };
    expect(await refused(shop, () => shop.attempt('createCycleCountBatch', input))).toMatchObject({
      code: 'BIN_OF_ANOTHER_LOCATION',
      paths: ['binIds[0]'],
    });
  });
});

describe('entering counts', () => {
  it('reads the system at the moment of each count: movements before, between and after are kept', async () => {
    const shop = await stocked();
    const count = await Count.open(shop, { blind: false });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, 5); // after the batch was made, before the count: 15
    const first = await count.enter({ A: 14 });
    expect(first.lines[0]).toMatchObject({ systemQuantity: 15, variance: -1 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -4); // after its count, before that of B: 11
    await shop.adjust({ sku: 'B', locationId: 'L1' }, 10); // 30
    const second = await count.enter({ B: 33 });
    expect(second.lines[0]).toMatchObject({ systemQuantity: 30, variance: 3 });
    await count.step('submitCycleCount');
    await shop.adjust({ sku: 'B', locationId: 'L1' }, -2); // after everything was counted: 28
    await shop.run('updateOrganizationSettings', { countSelfApproval: true });
    const { adjustment } = await count.resolve({ A: 'ACCEPT', B: 'ACCEPT' });
    expect(adjustment.lines).toMatchObject([
      { quantityBefore: 11, quantityDelta: -1, quantityAfter: 10 },
      { quantityBefore: 28, quantityDelta: 3, quantityAfter: 31 },
    ]);
    await expectVerified(shop);
  });

  it('takes several goes, and a line that was counted takes the new count', async () => {
    const shop = await stocked();
    const count = await Count.open(shop, { blind: false });
    await count.enter({ A: 3 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, 2);
    const { lines, batch } = await count.enter({ A: 12 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      countNo: 2,
      countedQuantity: 12,
      systemQuantity: 12,
      variance: 0,
      version: 3,
    });
    expect(batch.progress).toEqual({ lines: 2, counted: 1, variances: 0 });
  });

  it('keeps notes, and takes new ones', async () => {
    const shop = await stocked();
    const count = await Count.open(shop);
    const enter = async (more: object) => {
      const counts = [{ lineId: count.lines.A, countedQuantity: 1, ...more }];
      return (await shop.run('enterCounts', { id: count.id, counts })).lines[0].notes;
    };
    expect(await enter({ notes: 'two torn' })).toBe('two torn');
    expect(await enter({})).toBe('two torn');
    expect(await enter({ notes: 'three torn' })).toBe('three torn');
  });

  it('judges by the tolerance of the class', async () => {
    const shop = await stocked({
      settings: { countTolerances: { A: { quantity: 1 }, B: {}, C: { percent: 50, value: 4 } } },
    });
    // A is worth 20 of 120, B 100: B is of class A, and A of class B
    await shop.receive('L1', { sku: 'C', quantity: 1, unitCost: 1 });
    const count = await Count.open(shop, { blind: false });
    const { lines } = await count.enter({ A: '10.0001', B: 19, C: 2 });
    expect(
      lines.map((line: Record<string, unknown>) => [line.globalSku, line.class, line.withinTolerance]),
    ).toEqual([
      ['A', 'B', false],
      ['B', 'A', true],
      ['C', 'C', false],
    ]);
    const [{ withinTolerance }] = (await count.enter({ C: '1.5' })).lines;
    expect(withinTolerance).toBe(true);
  });

  it.each<[what: string, counts: (count: Count) => unknown, code: string, ...paths: string[]]>([
    ['no counts', () => [], 'VALIDATION_FAILED', 'counts'],
    [
      'a quantity left out',
      ({ lines }) => [{ lineId: lines.A }],
      'VALIDATION_FAILED',
      'counts[0].countedQuantity',
    ],
    [
      'a quantity of null',
      ({ lines }) => [{ lineId: lines.A, countedQuantity: null }],
      'VALIDATION_FAILED',
      'counts[0].countedQuantity',
    ],
    [
      'a negative count',
      ({ lines }) => [
        { lineId: lines.A, countedQuantity: 1 },
        { lineId: lines.B, countedQuantity: -1 },
      ],
      'VALIDATION_FAILED',
      'counts[1].countedQuantity',
    ],
    [
      'too many places',
      ({ lines }) => [{ lineId: lines.A, countedQuantity: 0.00001 }],
      'VALIDATION_FAILED',
      'counts[0].countedQuantity',
    ],
    [
      'a line twice',
      ({ lines }) => [
        { lineId: lines.A, countedQuantity: 1 },
        { lineId: lines.A, countedQuantity: 2 },
      ],
      'VALIDATION_FAILED',
      'counts[1].lineId',
    ],
    [
      'an unknown line',
      ({ lines }) => [
        { lineId: lines.A, countedQuantity: 1 },
        { lineId: 'no', countedQuantity: 2 },
      ],
      'NOT_FOUND',
      'counts[1].lineId',
    ],
    [
      'a line of another batch',
      ({ lines }) => [{ lineId: lines.other, countedQuantity: 1 }],
      'NOT_FOUND',
      'counts[0].lineId',
    ],
    [
      'notes that are too long',
      ({ lines }) => [{ lineId: lines.A, countedQuantity: 1, notes: 'x'.repeat(2001) }],
      'VALIDATION_FAILED',
      'counts[0].notes',
    ],
    [
      '1,001 counts',
      () => Array.from({ length: 1_001 }, (_, n) => ({ lineId: `l${n}`, countedQuantity: 1 })),
      'VALIDATION_FAILED',
      'counts',
    ],
  ])('refuses %s', async (_what, counts, code, ...paths) => {
    const shop = await stocked();
    const count = await Count.open(shop);
    const other = await Count.open(shop);
    count.lines.other = other.lines.A ?? '';
    const write = () => shop.attempt('enterCounts', { id: count.id, counts: counts(count) });
    expect(await refused(shop, write)).toMatchObject({ code, paths });
  });

  it('refuses a batch that is not there, and a version that is not its', async () => {
    const shop = await stocked();
    const count = await Count.open(shop);
    const counts = [{ lineId: count.lines.A, countedQuantity: 1 }];
    const unknown = () => shop.attempt('enterCounts', { id: 'no', counts });
    expect(await refused(shop, unknown)).toMatchObject({ code: 'NOT_FOUND', paths: ['id'] });
    const stale = () => shop.attempt('enterCounts', { id: count.id, expectedVersion: 1, counts });
    expect(await refused(shop, stale)).toMatchObject({
      code: 'VERSION_CONFLICT',
      paths: ['expectedVersion'],
      details: { currentVersion: 2 },
    });
    await shop.run('enterCounts', { id: count.id, expectedVersion: 2, counts });
  });

  it('is done once under its key', async () => {
    const shop = await stocked();
    const count = await Count.open(shop, { blind: false });
    const send = () => count.tryEnter({ A: 4 }, { headers: { 'idempotency-key': 'k' } });
    const first = await send();
    await shop.adjust({ sku: 'A', locationId: 'L1' }, 1);
    expect((await send()).body).toEqual(first.body);
    expect((await count.read()).lines.nodes[0]).toMatchObject({ countNo: 1, systemQuantity: 10 });
  });
});

describe('stock that the batch does not have', () => {
  const add = (count: Count, line: object) => count.shop.attempt('addCountLine', { id: count.id, line });

  it('becomes a line, counted at once or later, with a lot that is made if it is new', async () => {
    const shop = await stocked({
      products: ['A', 'B', { globalSku: 'F', lotControlled: true, expiryControlled: true }],
      bins: [{ code: 'B1', locationId: 'L1' }],
    });
    const count = await Count.open(shop, { blind: false });
    const expiryDate = shop.inDays(40);
    const found = await shop.run('addCountLine', {
      id: count.id,
      line: {
        globalSku: 'F',
        binId: 'B1',
        lotNumber: 'NEW',
        expiryDate,
        countedQuantity: 7,
        notes: 'behind the rack',
      },
    });
    expect(found.batch.progress).toEqual({ lines: 3, counted: 1, variances: 1 });
    expect(found.lines).toMatchObject([
      {
        lineNo: 3,
        globalSku: 'F',
        lotNumber: 'NEW',
        expiryDate,
        added: true,
        status: 'COUNTED',
        countedQuantity: 7,
        systemQuantity: 0,
        variance: 7,
        notes: 'behind the rack',
      },
    ]);
    const later = await shop.run('addCountLine', {
      id: count.id,
      line: { productMasterId: shop.ids.A, condition: 'DAMAGED' },
    });
    expect(later.lines).toMatchObject([{ lineNo: 4, status: 'PENDING', condition: 'DAMAGED', countNo: 0 }]);
    await count.review({ A: 10, B: 20, [later.lines[0].id]: 2 });
    await shop.run('updateOrganizationSettings', { countSelfApproval: true });
    const all = Object.fromEntries(
      [...Object.values(count.lines), found.lines[0].id, later.lines[0].id].map((id) => [id, 'ACCEPT']),
    );
    await count.resolve(all);
    expect(await shop.item({ productMasterId: shop.ids.F })).toMatchObject({
      quantityOnHand: 7,
      lotNumber: 'NEW',
    });
    expect(await shop.item({ condition: 'DAMAGED' })).toMatchObject({ quantityOnHand: 2 });
    await expectVerified(shop);
  });

  it('is refused when the batch has it, naming the line', async () => {
    const shop = await stocked();
    const count = await Count.open(shop);
    expect(await refused(shop, () => add(count, { globalSku: 'B' }))).toEqual({
      code: 'DUPLICATE',
      paths: ['line'],
      details: { lineId: count.lines.B },
    });
  });

  it.each<[what: string, line: object, code: string, path: string]>([
    ['no product', {}, 'VALIDATION_FAILED', 'line.productMasterId'],
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', 'line.globalSku'],
    ['an unknown bin', { globalSku: 'C', binId: 'NO' }, 'NOT_FOUND', 'line.binId'],
    ['an unknown lot', { globalSku: 'C', lotId: 'NO' }, 'NOT_FOUND', 'line.lotId'],
    ['a lot-controlled product without its lot', { globalSku: 'LOTS' }, 'LOT_REQUIRED', 'line.lotNumber'],
    [
      "an expiry that is not its lot's",
      { globalSku: 'LOTS', lotNumber: 'KNOWN', expiryDate: '2031-01-01' },
      'LOT_EXPIRY_MISMATCH',
      'line.expiryDate',
    ],
    [
      'a negative count',
      { globalSku: 'C', countedQuantity: -1 },
      'VALIDATION_FAILED',
      'line.countedQuantity',
    ],
    ['a blank lot', { globalSku: 'C', lotNumber: ' ' }, 'VALIDATION_FAILED', 'line.lotNumber'],
    ['a location of its own', { globalSku: 'C', locationId: 'L2' }, 'VALIDATION_FAILED', 'line.locationId'],
  ])('is refused with %s', async (_what, line, code, path) => {
    const shop = await stocked({
      products: ['A', 'B', 'C', { globalSku: 'LOTS', lotControlled: true }],
      lots: [{ number: 'KNOWN', productMasterId: 'LOTS', expiryDate: '2030-01-01' }],
    });
    const count = await Count.open(shop);
    expect(await refused(shop, () => add(count, line))).toMatchObject({ code, paths: [path] });
  });
});

describe('the states of a batch', () => {
  it('submits only what is counted, unless told to', async () => {
    const shop = await stocked();
    const count = await Count.open(shop);
    await count.enter({ A: 10 });
    expect(await refused(shop, () => shop.attempt('submitCycleCount', { id: count.id }))).toEqual({
      code: 'COUNT_INCOMPLETE',
      paths: [],
      details: { pending: 1, lineIds: [count.lines.B] },
    });
    const { batch } = await count.step('submitCycleCount', { allowUncounted: true });
    expect(batch).toMatchObject({ status: 'REVIEW', progress: { lines: 2, counted: 1, variances: 0 } });
  });

  it('assigns and takes back, until it is over', async () => {
    const shop = await stocked();
    const count = await Count.open(shop, {}, false);
    expect((await count.step('assignCycleCount', { assignedTo: 'Kim' })).batch.assignedTo).toBe('Kim');
    expect((await count.step('assignCycleCount', { assignedTo: null })).batch.assignedTo).toBeNull();
    for (const input of [{}, { assignedTo: '' }, { assignedTo: 'x'.repeat(256) }])
      expect(
        await refused(shop, () => shop.attempt('assignCycleCount', { id: count.id, ...input })),
      ).toMatchObject({
        code: 'VALIDATION_FAILED',
        paths: ['assignedTo'],
      });
    const { batch } = await count.step('cancelCycleCount');
    expect(batch.history.map(({ to }: { to: string }) => to)).toEqual(['OPEN', 'CANCELLED']);
  });

  const steps = {
    start: 'startCycleCount',
    count: 'enterCounts',
    addLine: 'addCountLine',
    submit: 'submitCycleCount',
    resolve: 'resolveCycleCount',
    reopen: 'reopenCycleCount',
    assign: 'assignCycleCount',
    cancel: 'cancelCycleCount',
  } as const;
  const allowed: Record<string, (keyof typeof steps)[]> = {
    OPEN: ['start', 'assign', 'cancel'],
    IN_PROGRESS: ['count', 'addLine', 'submit', 'assign', 'cancel'],
    REVIEW: ['resolve', 'reopen', 'assign', 'cancel'],
    RESOLVED: [],
    CANCELLED: [],
  };

  async function inState(status: string): Promise<Count> {
    const shop = await stocked();
    const count = await Count.open(shop, {}, status !== 'OPEN');
    if (status === 'CANCELLED') await count.step('cancelCycleCount');
    if (status === 'REVIEW' || status === 'RESOLVED') await count.review({ A: 10, B: 20 });
    if (status === 'RESOLVED') await count.resolve({}, { acceptWithinTolerance: true });
    return count;
  }

  it.each(Object.keys(allowed))(
    '%s: every other action is refused with those that are allowed',
    async (status) => {
      const count = await inState(status);
      const { shop, id } = count;
      const inputs: Partial<Record<keyof typeof steps, object>> = {
        count: { counts: [{ lineId: count.lines.A, countedQuantity: 1 }] },
        addLine: { line: { globalSku: 'C' } },
        resolve: { resolutions: [{ lineId: count.lines.A, action: 'ACCEPT' }] },
        assign: { assignedTo: 'Kim' },
      };
      for (const [name, mutation] of Object.entries(steps)) {
        if (allowed[status]?.includes(name as keyof typeof steps)) continue;
        const write = () => shop.attempt(mutation, { id, ...inputs[name as keyof typeof steps] });
        expect([name, await refused(shop, write)]).toEqual([
          name,
          { code: 'INVALID_TRANSITION', paths: [], details: { status, allowed: allowed[status] } },
        ]);
      }
      await expectVerified(shop);
    },
  );

  it('refuses a version that is not its in every step', async () => {
    const shop = await stocked();
    for (const status of ['OPEN', 'IN_PROGRESS', 'REVIEW']) {
      const count = await inState(status);
      for (const name of allowed[status] ?? []) {
        const inputs: Partial<Record<keyof typeof steps, object>> = {
          count: { counts: [{ lineId: count.lines.A, countedQuantity: 1 }] },
          addLine: { line: { globalSku: 'C' } },
          resolve: { acceptWithinTolerance: true },
          assign: { assignedTo: 'Kim' },
        };
        const input = { id: count.id, expectedVersion: 99, ...inputs[name] };
        const answer = await refused(count.shop, () => count.shop.attempt(steps[name], input));
        expect([name, answer.code]).toEqual([name, 'VERSION_CONFLICT']);
      }
    }
    expect(await refused(shop, () => shop.attempt('startCycleCount', { id: 'no' }))).toMatchObject({
      code: 'NOT_FOUND',
      paths: ['id'],
    });
  });
});

describe('the lists', () => {
  it('filters and orders batches, and pages through them', async () => {
    const shop = await stocked();
    await shop.receive('L2', { sku: 'A', quantity: 1 });
    const first = await Count.open(shop, { dueDate: '2031-01-02', assignedTo: 'Kim' });
    const second = await Count.open(shop, { locationId: 'L2', dueDate: '2031-01-01' }, false);
    const third = await Count.open(shop, { type: 'SPOT', productMasterIds: ['A'] }, false);
    const ids = async (variables: object) =>
      (await shop.ask('counts', variables)).nodes.map(({ id }: { id: string }) => id);
    expect(await ids({})).toEqual([third.id, second.id, first.id]);
    expect(await ids({ sort: { field: 'dueDate' } })).toEqual([second.id, first.id, third.id]);
    expect(await ids({ sort: { field: 'number' } })).toEqual([first.id, second.id, third.id]);
    expect(await ids({ filter: { status: 'IN_PROGRESS' } })).toEqual([first.id]);
    expect(await ids({ filter: { type: 'SPOT' } })).toEqual([third.id]);
    expect(await ids({ filter: { locationId: 'L2' } })).toEqual([second.id]);
    expect(await ids({ filter: { locationId: shop.ids.L2, status: 'REVIEW' } })).toEqual([]);
    expect(await ids({ filter: { assignedTo: 'Kim' } })).toEqual([first.id]);
    const today = shop.inDays(0);
    expect(await ids({ filter: { fromDate: today, toDate: today } })).toHaveLength(3);
    expect(await ids({ filter: { fromDate: shop.inDays(1) } })).toEqual([]);
    expect(await ids({ filter: { toDate: shop.inDays(-1) } })).toEqual([]);
    const page = await shop.ask('counts', { first: 2 });
    expect(page).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(await ids({ first: 2, after: page.pageInfo.endCursor })).toEqual([first.id]);
    expect(await shop.ask('count', { id: 'no' })).toBeNull();
  });

  it('means the days of the location', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: [
        { code: 'L1', timezone: 'Pacific/Kiritimati' },
        { code: 'L2', timezone: 'Pacific/Pago_Pago' },
      ],
    });
    await shop.receive('L1', { sku: 'A', quantity: 1 });
    await shop.receive('L2', { sku: 'A', quantity: 1 });
    await Count.open(shop);
    await Count.open(shop, { locationId: 'L2' });
    // 25 hours apart, so that it is never the same day there
    const days = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].map((timeZone) =>
      gateway.clock.now().toLocaleDateString('en-CA', { timeZone }),
    );
    for (const [index, day] of days.entries()) {
      const { nodes } = await shop.ask('counts', { filter: { fromDate: day, toDate: day } });
      expect(nodes.map(({ location }: { location: { code: string } }) => location.code)).toEqual([
        `L${index + 1}`,
      ]);
    }
  });

  it('pages through the lines of several batches at once, by state', async () => {
    const shop = await open(gateway, { products: ['A', 'B', 'C', 'D'], locations: ['L1', 'L2'] });
    const all = ['A', 'B', 'C', 'D'].map((sku) => ({ sku, quantity: 1 }));
    await shop.receive('L1', ...all);
    await shop.receive('L2', ...all.slice(0, 2));
    const large = await Count.open(shop);
    await Count.open(shop, { locationId: 'L2' });
    await large.enter({ B: 1 });
    const lines = async (args: string) => {
      const { body } = await shop.caller.graphql(
        `{ cycleCountBatches(sort: {field: number}) { nodes { lines(${args}) { nodes { globalSku } totalCount pageInfo { hasNextPage endCursor } } } } }`,
      );
      expect(body.errors).toBeUndefined();
      // biome-ignore lint/suspicious/noExplicitAny: answers of any shape
      return body.data.cycleCountBatches.nodes.map(({ lines: page }: any) => ({
        skus: page.nodes.map(({ globalSku }: { globalSku: string }) => globalSku).join(''),
        ...page,
      }));
    };
    expect(await lines('first: 3')).toMatchObject([
      { skus: 'ABC', totalCount: 4, pageInfo: { hasNextPage: true } },
      { skus: 'AB', totalCount: 2, pageInfo: { hasNextPage: false } },
    ]);
    expect(await lines('filter: {status: PENDING}, offset: 1')).toMatchObject([
      { skus: 'CD', totalCount: 3 },
      { skus: 'B', totalCount: 2 },
    ]);
    const [{ pageInfo }] = await lines('first: 2');
    expect((await lines(`after: "${pageInfo.endCursor}"`))[0]).toMatchObject({ skus: 'CD' });
    for (let n = 0; n < 9; n++) await Count.open(shop, {}, false);
    const wide = await shop.caller.graphql(
      '{ cycleCountBatches { nodes { lines(first: 1000) { nodes { id } } } } }',
    );
    expect(wide.body.errors[0].extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'first', message: 'must be at most 909 for 11 cycle counts at once' }],
    });
    const bad = await shop.caller.graphql(
      '{ cycleCountBatches { nodes { lines(first: 1001) { totalCount } } } }',
    );
    expect(bad.body.errors[0].extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'first' }],
    });
  });
});
