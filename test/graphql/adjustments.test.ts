import { describe, expect, it } from 'vitest';
import { furnish, open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();
const basics = { products: ['A', 'B'], locations: ['L1', 'L2'], channels: ['DTC'] };

describe('adjustStock', () => {
  it('changes one row by a difference or to a level, and says what was before and after', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10.5, unitCost: 3 });
    const { item, adjustment } = await shop.run('adjustStock', {
      globalSku: 'A',
      locationId: 'L1',
      quantityDelta: -0.1,
      reasonCode: 'DAMAGED',
      notes: 'dropped',
    });
    expect(item).toMatchObject({
      quantityOnHand: 10.4,
      quantityAvailable: 10.4,
      unitCost: 3,
      totalValue: 31.2,
    });
    expect(adjustment).toMatchObject({
      type: 'ADJUSTMENT',
      status: 'POSTED',
      reasonCode: 'DAMAGED',
      notes: 'dropped',
      lineCount: 1,
      history: [{ from: null, to: 'POSTED', note: 'dropped' }],
    });
    const [line] = adjustment.lines;
    expect(line).toMatchObject({ lineNo: 1, quantityBefore: 10.5, quantityDelta: -0.1, quantityAfter: 10.4 });
    expect(line).toMatchObject({ inventoryItemId: item.id, unitCost: 3, reasonCode: 'DAMAGED' });
    const set = await shop.run('adjustStock', {
      inventoryItemId: item.id,
      newQuantity: 12,
      reasonCode: 'RECOUNTED',
    });
    expect(set.adjustment.lines[0]).toMatchObject({ quantityDelta: 1.6, quantityAfter: 12 });
    expect(await shop.ask('adjustment', { id: adjustment.id })).toEqual(adjustment);
    await expectSound(shop);
  });

  it('is exact: a thousandth added ten times is a hundredth', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 0.1 }, { sku: 'A', quantity: 0.2 });
    expect(await shop.item({})).toMatchObject({ quantityOnHand: 0.3 });
    for (let time = 0; time < 10; time++) await shop.adjust({ sku: 'A', locationId: 'L1' }, 0.0001);
    expect(await shop.item({})).toMatchObject({ quantityOnHand: 0.301 });
    const most = await shop.adjust({ sku: 'B', locationId: 'L1' }, 999_999_999.9999);
    expect(most.quantityOnHand).toBe(999_999_999.9999);
    await expectSound(shop);
  });

  it('compares and sets', async () => {
    const shop = await open(gateway, basics);
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 5 });
    const set = (expectedQuantity: number) =>
      shop.attempt('adjustStock', {
        inventoryItemId,
        newQuantity: 7,
        expectedQuantity,
        reasonCode: 'CORRECTION',
      });
    expect(await refused(shop, () => set(4))).toEqual({
      code: 'QUANTITY_CHANGED',
      paths: ['expectedQuantity'],
      details: expect.objectContaining({ onHand: 5, expectedQuantity: 4 }),
    });
    expect((await set(5)).body.data.answer.item.quantityOnHand).toBe(7);
    expect((await set(5)).body.errors[0].extensions.code).toBe('QUANTITY_CHANGED');
  });

  it('keeps what is reserved', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 4 }]);
    const take = (quantityDelta: number) =>
      shop.attempt('adjustStock', { globalSku: 'A', locationId: 'L1', quantityDelta, reasonCode: 'MISSING' });
    expect(await refused(shop, () => take(-6.0001))).toEqual({
      code: 'INSUFFICIENT_STOCK',
      paths: ['quantityDelta'],
      details: expect.objectContaining({ available: 6, requested: 6.0001, onHand: 10, reserved: 4 }),
    });
    expect((await take(-6)).body.data.answer.item).toMatchObject({ quantityOnHand: 4, quantityAvailable: 0 });
    await expectSound(shop);
  });

  it('goes below zero only where the location allows it, and restarts the average from there', async () => {
    const shop = await open(gateway, {
      products: [{ globalSku: 'A', unitCost: 2 }],
      locations: [{ code: 'L1', allowNegativeStock: true }],
    });
    const row = { sku: 'A', locationId: 'L1' };
    expect(await shop.adjust(row, -3)).toMatchObject({
      quantityOnHand: -3,
      quantityAvailable: -3,
      totalValue: -6,
    });
    expect((await shop.receive('L1', { sku: 'A', quantity: 5, unitCost: 4 }))[0]).toMatchObject({
      quantityOnHand: 2,
      unitCost: 4,
      totalValue: 8,
    });
    await expectSound(shop);
  });

  it('dates what happened by the calendar of the location, never in the future', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: [
        { code: 'EAST', timezone: 'Pacific/Kiritimati' },
        { code: 'WEST', timezone: 'Pacific/Pago_Pago' },
      ],
    });
    const day = (timeZone: string) =>
      new Intl.DateTimeFormat('en-CA', { timeZone }).format(gateway.clock.now());
    const east = day('Pacific/Kiritimati');
    const west = day('Pacific/Pago_Pago');
    expect(west < east).toBe(true); // 25 hours apart
    const found = (locationId: string, effectiveDate?: string) =>
      shop.attempt('adjustStock', {
        globalSku: 'A',
        locationId,
        quantityDelta: 1,
        reasonCode: 'FOUND',
        effectiveDate,
      });
    for (const [place, date] of [
      ['EAST', east],
      ['WEST', west],
      ['WEST', '2020-02-29'],
    ] as const) {
      const { body } = await found(place, date);
      expect(body.data.answer.adjustment.effectiveDate).toBe(date);
    }
    expect((await found('EAST')).body.data.answer.adjustment.effectiveDate).toBe(east);
    const future = { code: 'VALIDATION_FAILED', paths: ['effectiveDate'], details: {} };
    expect(await refused(shop, () => found('WEST', east))).toEqual(future);
    const both = ['EAST', 'WEST'].map((locationId) => ({ globalSku: 'A', locationId, quantityDelta: 1 }));
    const write = (effectiveDate?: string) =>
      shop.attempt('createAdjustment', { reasonCode: 'FOUND', effectiveDate, lines: both });
    expect(await refused(shop, () => write(east))).toEqual(future);
    expect((await write()).body.data.answer.adjustment.effectiveDate).toBe(west);
  });
});

describe('createAdjustment', () => {
  it('posts all lines together, several of one row one after the other', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    const { adjustment } = await shop.run('createAdjustment', {
      reasonCode: 'CORRECTION',
      lines: [
        { globalSku: 'A', locationId: 'L1', quantityDelta: -5 },
        { globalSku: 'B', locationId: 'L2', quantityDelta: 2, unitCost: 1.5 },
        { globalSku: 'A', locationId: 'L1', quantityDelta: 3 },
        { globalSku: 'A', locationId: 'L1', condition: 'DAMAGED', newQuantity: 1 },
      ],
    });
    expect(adjustment.lines.map((line: { quantityAfter: number }) => line.quantityAfter)).toEqual([
      0, 2, 3, 1,
    ]);
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 4, unavailable: 1, available: 3 });
    expect(await shop.record('B', 'L2')).toMatchObject({ onHand: 2 });
    await expectSound(shop);
  });

  it('is refused as a whole, naming every line that is', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    const lines = [
      { globalSku: 'B', locationId: 'L1', quantityDelta: 2 },
      { globalSku: 'A', locationId: 'L1', quantityDelta: -6 },
      { globalSku: 'B', locationId: 'L1', quantityDelta: -3 },
    ];
    expect(
      await refused(shop, () => shop.attempt('createAdjustment', { reasonCode: 'CORRECTION', lines })),
    ).toEqual({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[1].quantityDelta', 'lines[2].quantityDelta'],
      details: expect.objectContaining({ line: 2, available: 5, requested: 6 }),
    });
  });

  it('answers a dry run as it would be, and changes nothing', async () => {
    const shop = await open(gateway, { ...basics, channels: ['DTC'] });
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    const lines = [
      { globalSku: 'A', locationId: 'L1', quantityDelta: -2 },
      { globalSku: 'B', locationId: 'L2', quantityDelta: 1 },
    ];
    const before = await books(shop);
    const headers = { 'idempotency-key': 'dry' };
    const dry = await shop.run(
      'createAdjustment',
      { reasonCode: 'CORRECTION', lines },
      { dryRun: true, headers },
    );
    expect(dry.adjustment.lines.map((line: { quantityAfter: number }) => line.quantityAfter)).toEqual([3, 1]);
    expect(await books(shop)).toEqual(before);
    // the key is free: nothing was done under it
    await shop.run('createAdjustment', { reasonCode: 'CORRECTION', lines }, { dryRun: false, headers });
    const short = [{ globalSku: 'A', locationId: 'L1', quantityDelta: -9 }];
    const refusal = await refused(shop, () =>
      shop.attempt('createAdjustment', { reasonCode: 'CORRECTION', lines: short }, { dryRun: true }),
    );
    expect(refusal).toMatchObject({ code: 'INSUFFICIENT_STOCK', paths: ['lines[0].quantityDelta'] });
  });

  it('takes all root fields of a mutation together or none', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    const adjust = (alias: string, by: number) =>
      `${alias}: adjustStock(input: {globalSku: "A", locationId: "L1", quantityDelta: ${by}, reasonCode: "CORRECTION"}) { item { quantityOnHand } }`;
    const before = await books(shop);
    const bad = await shop.caller.graphql(
      `mutation { ${adjust('a', -2)} ${adjust('b', -9)} ${adjust('c', 1)} }`,
    );
    expect(bad.body.data).toBeNull();
    expect(bad.body.errors[0].extensions.code).toBe('INSUFFICIENT_STOCK');
    expect(await books(shop)).toEqual(before);
    const good = await shop.caller.graphql(`mutation { ${adjust('a', -2)} ${adjust('b', 4)} }`);
    expect(good.body.data).toEqual({
      a: { item: { quantityOnHand: 3 } },
      b: { item: { quantityOnHand: 7 } },
    });
    await expectSound(shop);
  });
});

describe('bad input', () => {
  const other = open(gateway, { ...basics, bins: [{ locationId: 'L1', code: 'X1' }] });
  const shop = open(gateway, {
    products: ['A', 'B', { globalSku: 'OFF', status: 'INACTIVE' }, { globalSku: 'LOT', lotControlled: true }],
    locations: ['L1', 'L2', { code: 'OLD', status: 'INACTIVE' }],
    bins: [
      { locationId: 'L1', code: 'B1' },
      { locationId: 'L2', code: 'B2' },
      { locationId: 'L1', code: 'B3', status: 'INACTIVE' },
    ],
    lots: [{ productMasterId: 'LOT', number: 'N1' }],
  });
  const cases: [what: string, change: object, code: string, path: string][] = [
    ['an unknown field', { colour: 'red' }, 'VALIDATION_FAILED', 'colour'],
    ['no reason', { reasonCode: undefined }, 'VALIDATION_FAILED', 'reasonCode'],
    ['a reason of the wrong type', { reasonCode: 5 }, 'VALIDATION_FAILED', 'reasonCode'],
    ['an unknown reason', { reasonCode: 'BECAUSE' }, 'VALIDATION_FAILED', 'reasonCode'],
    ['a reason without its note', { reasonCode: 'OTHER' }, 'VALIDATION_FAILED', 'notes'],
    ['a blank note', { reasonCode: 'OTHER', notes: '  ' }, 'VALIDATION_FAILED', 'notes'],
    ['a reason for the other direction', { reasonCode: 'DAMAGED' }, 'REASON_DIRECTION', 'reasonCode'],
    ['too long a note', { notes: 'x'.repeat(2_001) }, 'VALIDATION_FAILED', 'notes'],
    ['a difference of 0', { quantityDelta: 0 }, 'VALIDATION_FAILED', 'quantityDelta'],
    ['no difference', { quantityDelta: undefined }, 'VALIDATION_FAILED', 'quantityDelta'],
    ['a difference that is no number', { quantityDelta: 'NaN' }, 'VALIDATION_FAILED', 'quantityDelta'],
    ['a difference that is a list', { quantityDelta: [1] }, 'VALIDATION_FAILED', 'quantityDelta'],
    ['5 decimals', { quantityDelta: 1.00001 }, 'VALIDATION_FAILED', 'quantityDelta'],
    ['a difference out of range', { quantityDelta: 1_000_000_000 }, 'VALIDATION_FAILED', 'quantityDelta'],
    ['both a difference and a level', { newQuantity: 3 }, 'VALIDATION_FAILED', 'newQuantity'],
    ['a level below zero', { quantityDelta: null, newQuantity: -1 }, 'VALIDATION_FAILED', 'newQuantity'],
    ['no product', { globalSku: null }, 'VALIDATION_FAILED', 'productMasterId'],
    ['no location', { locationId: undefined }, 'VALIDATION_FAILED', 'locationId'],
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', 'globalSku'],
    ['an inactive product', { globalSku: 'OFF' }, 'INACTIVE', 'globalSku'],
    ['an unknown location', { locationId: 'NO' }, 'NOT_FOUND', 'locationId'],
    ['an inactive location', { locationId: 'OLD' }, 'INACTIVE', 'locationId'],
    ['an unknown bin', { binId: 'NO' }, 'NOT_FOUND', 'binId'],
    ['an inactive bin', { binId: 'B3' }, 'INACTIVE', 'binId'],
    ['an unknown lot', { globalSku: 'LOT', lotNumber: 'NO' }, 'NOT_FOUND', 'lotNumber'],
    ['lot-controlled stock without a lot', { globalSku: 'LOT' }, 'LOT_REQUIRED', 'lotNumber'],
    [
      'an unknown item',
      { inventoryItemId: 'itm_no', globalSku: null, locationId: null },
      'NOT_FOUND',
      'inventoryItemId',
    ],
    [
      'an item and a product',
      { inventoryItemId: 'itm_no', locationId: null },
      'VALIDATION_FAILED',
      'globalSku',
    ],
    [
      'a decrease below what is there',
      { globalSku: 'B', quantityDelta: -1 },
      'INSUFFICIENT_STOCK',
      'quantityDelta',
    ],
    ['a future day', { effectiveDate: '2999-01-01' }, 'VALIDATION_FAILED', 'effectiveDate'],
    ['a day that is none', { effectiveDate: '2025-02-29' }, 'VALIDATION_FAILED', 'effectiveDate'],
    ['text that is none', { notes: 'a\0b' }, 'VALIDATION_FAILED', 'notes'],
  ];
  it.each(cases)('%s is refused by name and changes nothing', async (_what, change, code, path) => {
    const good = { globalSku: 'A', locationId: 'L1', quantityDelta: 1, reasonCode: 'CORRECTION' };
    const { reasonCode, notes, effectiveDate, ...line } = { ...good, ...change } as Record<string, unknown>;
    const there = await shop;
    const single = await refused(there, () => there.attempt('adjustStock', { ...good, ...change }));
    expect(single).toMatchObject({ code, paths: [path] });
    const acts = { reasonCode, notes, effectiveDate, lines: [{ ...good, reasonCode: undefined }, line] };
    const isOfLine = !['reasonCode', 'notes', 'effectiveDate'].includes(path);
    const many = await refused(there, () => there.attempt('createAdjustment', acts));
    expect(many).toMatchObject({ code, paths: [isOfLine ? `lines[1].${path}` : path] });
  });

  it('what belongs to another location, product or organization is refused', async () => {
    const there = await shop;
    const foreign = await other;
    await furnish(there, { lots: [{ productMasterId: 'B', number: 'B-1' }] });
    const item = await foreign.receiveOne('L1', { sku: 'A', quantity: 1 });
    const adjust = (change: object) =>
      refused(there, () =>
        there.attempt('adjustStock', {
          locationId: 'L1',
          quantityDelta: 1,
          reasonCode: 'CORRECTION',
          ...change,
        }),
      );
    const table: [object, string, string][] = [
      [{ globalSku: 'A', binId: there.ids.B2 }, 'BIN_OF_ANOTHER_LOCATION', 'binId'],
      [{ globalSku: 'A', lotId: there.ids['B-1'] }, 'LOT_OF_ANOTHER_PRODUCT', 'lotId'],
      [{ productMasterId: foreign.ids.A }, 'NOT_FOUND', 'productMasterId'],
      [{ globalSku: 'A', locationId: foreign.ids.L1 }, 'NOT_FOUND', 'locationId'],
      [{ globalSku: 'A', binId: foreign.ids.X1 }, 'NOT_FOUND', 'binId'],
      [{ inventoryItemId: item, locationId: null }, 'NOT_FOUND', 'inventoryItemId'],
      [{ productMasterId: there.ids.A, globalSku: 'B' }, 'VALIDATION_FAILED', 'globalSku'],
      [{ globalSku: 'A', lotId: 'x', lotNumber: 'y' }, 'VALIDATION_FAILED', 'lotNumber'],
    ];
    for (const [change, code, path] of table)
      expect(await adjust(change)).toMatchObject({ code, paths: [path] });
  });

  it('no lines, and more than 1,000, are refused', async () => {
    const there = await shop;
    for (const count of [0, 1_001]) {
      const lines = Array.from({ length: count }, () => ({
        globalSku: 'A',
        locationId: 'L1',
        quantityDelta: 1,
      }));
      const write = () => there.attempt('createAdjustment', { reasonCode: 'CORRECTION', lines });
      expect(await refused(there, write)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines'] });
    }
  });
});

describe('an idempotency key', () => {
  const input = { globalSku: 'A', locationId: 'L1', quantityDelta: -3, reasonCode: 'CORRECTION' };
  const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });

  it('applies a write once, answers it alike, and is not for another write or caller', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    const first = await shop.attempt('adjustStock', input, withKey('k'));
    const again = await shop.attempt('adjustStock', input, withKey('k'));
    expect(again.body).toEqual(first.body);
    expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    expect(await shop.item({})).toMatchObject({ quantityOnHand: 7 });
    const other = await refused(shop, () =>
      shop.attempt('adjustStock', { ...input, quantityDelta: -4 }, withKey('k')),
    );
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', details: { idempotencyKey: 'k' } });
    const colleague = new Shop(gateway, shop.organization, await shop.organization.caller('*'));
    const theirs = await refused(shop, () => colleague.attempt('adjustStock', input, withKey('k')));
    expect(theirs.code).toBe('IDEMPOTENCY_KEY_REUSED');
    await expectSound(shop);
  });

  it('remembers a refusal, even when it would succeed by now', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 1 });
    const first = await shop.attempt('adjustStock', input, withKey('k'));
    expect(first.body.errors[0].extensions.code).toBe('INSUFFICIENT_STOCK');
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    const again = await shop.attempt('adjustStock', input, withKey('k'));
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await shop.item({})).toMatchObject({ quantityOnHand: 11 });
  });

  it('does not remember what was malformed or named nothing', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    for (const bad of [
      { quantityDelta: 0 },
      { quantityDelta: 1.23456 },
      { reasonCode: 'NO' },
      { globalSku: 'NO' },
    ]) {
      await refused(shop, () => shop.attempt('adjustStock', { ...input, ...bad }, withKey('k')));
    }
    expect((await shop.run('adjustStock', input, withKey('k'))).item.quantityOnHand).toBe(7);
  });

  it('belongs to its organization', async () => {
    for (const shop of [await open(gateway, basics), await open(gateway, basics)]) {
      await shop.receive('L1', { sku: 'A', quantity: 10 });
      expect((await shop.run('adjustStock', input, withKey('same'))).item.quantityOnHand).toBe(7);
    }
  });

  it('is free again after two days', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10 });
    await shop.run('adjustStock', input, withKey('k'));
    gateway.clock.advance(49 * 3_600_000);
    expect((await shop.run('adjustStock', input, withKey('k'))).item.quantityOnHand).toBe(4);
  });
});

describe('the list of adjustments', () => {
  it('finds them by place, product, reason, kind, person, status and day, and pages through them', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 10 }, { sku: 'B', quantity: 10 });
    await shop.receive('L2', { sku: 'A', quantity: 10 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -1, 'DAMAGED');
    await shop.adjust({ sku: 'B', locationId: 'L1' }, -1, 'MISSING');
    await shop.adjust({ sku: 'A', locationId: 'L2' }, -1, 'DAMAGED');
    await shop.run('recordCount', { locationId: 'L2', globalSku: 'A', rows: [{ quantity: 4 }] });
    const count = async (filter: object) => (await shop.ask('adjustments', { filter })).totalCount;
    expect(await count({})).toBe(4);
    expect(await count({ locationId: 'L2' })).toBe(2);
    expect(await count({ locationId: shop.ids.L1, productMasterId: shop.ids.A })).toBe(1);
    expect(await count({ reasonCode: 'DAMAGED' })).toBe(2);
    expect(await count({ type: 'RECORD_STOCK' })).toBe(1);
    expect(await count({ createdBy: shop.caller.keyId })).toBe(4);
    expect(await count({ createdBy: 'nobody' })).toBe(0);
    expect(await count({ status: 'REVERSED' })).toBe(0);
    expect(await count({ fromDate: shop.inDays(0), toDate: shop.inDays(0) })).toBe(4);
    expect(await count({ fromDate: shop.inDays(1) })).toBe(0);
    expect(await count({ toDate: shop.inDays(-1) })).toBe(0);
    for (const field of ['createdAt', 'number', 'effectiveDate']) {
      const numbers: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await shop.ask('adjustments', { sort: { field, direction: 'ASC' }, first: 1, after });
        numbers.push(page.nodes[0].number);
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(numbers).toEqual(['ADJ-000001', 'ADJ-000002', 'ADJ-000003', 'ADJ-000004']);
    }
    const [newest] = (await shop.ask('adjustments')).nodes;
    expect(newest.number).toBe('ADJ-000004');
  });

  it('asks for permission, and is of one organization', async () => {
    const shop = await open(gateway, basics);
    const { adjustment } = await shop.run('adjustStock', {
      globalSku: 'A',
      locationId: 'L1',
      quantityDelta: 1,
      reasonCode: 'FOUND',
    });
    const stranger = await open(gateway);
    expect(await stranger.ask('adjustment', { id: adjustment.id })).toBeNull();
    expect((await stranger.ask('adjustments')).totalCount).toBe(0);
    const reader = new Shop(gateway, shop.organization, await shop.organization.caller('inventory.read'));
    const write = { globalSku: 'A', locationId: 'L1', quantityDelta: 1, reasonCode: 'FOUND' };
    expect(await refused(shop, () => reader.attempt('adjustStock', write))).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'inventory.adjust' },
    });
  });
});
