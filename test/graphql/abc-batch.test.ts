import { describe, expect, it } from 'vitest';
import {
  ask,
  at,
  basics,
  classified,
  consumed,
  countedDaysAgo,
  issue,
  stockedDaysAgo,
  trade,
} from '../support/abc.ts';
import { open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

describe('a batch of what is due', () => {
  /** P5 is due for 40 days, P3 for 1, P1 since today; P2 and P4 are not. P3 lies in two places. */
  async function waiting(): Promise<Shop> {
    const shop = await open(gateway, { ...basics, bins: [{ code: 'B1', locationId: 'L1' }] });
    await trade(shop, consumed);
    await shop.receive('L1', { sku: 'P3', quantity: 5, binId: 'B1' });
    await stockedDaysAgo(shop, 'P5', 40);
    await countedDaysAgo(shop, { P1: 30, P2: 1, P3: 91, P4: 364 });
    return shop;
  }
  const make = async (shop: Shop, more: object = {}) => {
    const { batch, lines } = await shop.run('createAbcCycleCountBatch', { locationId: 'L1', ...more });
    const taken = lines.map((line: Any) => `${line.globalSku}${line.class}`).sort();
    return { batch, lines, taken: taken.join(' ') };
  };
  const refuse = (shop: Shop, more: object = {}) =>
    refused(shop, () => shop.attempt('createAbcCycleCountBatch', { locationId: 'L1', ...more }));

  it('takes the stock of all products that are due, blind', async () => {
    const shop = await waiting();
    const { batch, lines, taken } = await make(shop, {
      assignedTo: 'Ann',
      dueDate: shop.inDays(3),
      notes: 'weekly',
    });
    expect(batch).toMatchObject({
      number: 'CC-000001',
      type: 'ABC',
      status: 'OPEN',
      blind: true,
      location: { code: 'L1' },
      assignedTo: 'Ann',
      dueDate: shop.inDays(3),
      notes: 'weekly',
    });
    expect(taken).toBe('P1A P3B P3B P5C');
    expect(new Set(lines.map((line: Any) => line.inventoryItemId)).size).toBe(4);
    await expectSound(shop);
  });

  it('takes the most overdue first, products whole, and one at least', async () => {
    for (const [maxItems, expected] of [
      [1, 'P5C'],
      [2, 'P5C'],
      [3, 'P3B P3B P5C'],
      [4, 'P1A P3B P3B P5C'],
    ] as const)
      expect((await make(await waiting(), { maxItems })).taken).toBe(expected);
    expect((await make(await waiting(), { maxItems: 1, classes: ['B'] })).taken).toBe('P3B P3B');
  });

  it('days tie: then by class, then by product', async () => {
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    await shop.receive('L1', { sku: 'P2', quantity: 1 });
    await countedDaysAgo(shop, { P1: 30 + 2, P2: 30 + 2, P3: 90 + 2, P4: 365 + 2, P5: 365 + 2 });
    const expected = ['P1A', 'P1A P2A', 'P1A P2A P3B', 'P1A P2A P3B P4C'];
    for (const [index, taken] of expected.entries())
      expect((await make(shop, { maxItems: index + 1, onlyDue: false })).taken).toBe(taken);
  });

  it('passes over products of which nothing is there, and items that are empty', async () => {
    const shop = await waiting();
    await shop.adjust({ sku: 'P3', locationId: 'L1', binId: 'B1' }, -5);
    await shop.adjust({ sku: 'P1', locationId: 'L1' }, -30);
    expect((await make(shop)).taken).toBe('P3B P5C');
  });

  it('does not take again what is being counted, until that is over', async () => {
    const shop = await waiting();
    const { batch } = await make(shop, { maxItems: 3 });
    expect((await make(shop)).taken).toBe('P1A');
    expect(await refuse(shop)).toEqual({
      code: 'NOTHING_TO_COUNT',
      paths: [],
      details: { locationId: shop.ids.L1, classes: ['A', 'B', 'C'], onlyDue: true },
    });
    // unless everything is wanted, due or not
    expect((await make(shop, { onlyDue: false, classes: ['C'] })).taken).toBe('P4C P5C');
    await shop.sql(`update cycle_count_batch set status = 'CANCELLED' where org_id = $1 and type = 'ABC'`);
    expect((await make(shop)).batch.id).not.toBe(batch.id);
  });

  it.each<[what: string, more: object, code: string, paths: string[]]>([
    ['an unknown location', { locationId: 'NO' }, 'NOT_FOUND', ['locationId']],
    ['an inactive one', { locationId: 'OFF' }, 'INACTIVE', ['locationId']],
    ['one where there is nothing', { locationId: 'L2' }, 'NOTHING_TO_COUNT', []],
    ['a class of which nothing is due', { classes: ['B', 'B'] }, 'NOTHING_TO_COUNT', []],
    ['no class', { classes: [] }, 'VALIDATION_FAILED', ['classes']],
    ['an unknown class', { classes: ['D'] }, 'VALIDATION_FAILED', ['classes[0]']],
    [
      'all that is malformed at once',
      { classes: [], maxItems: 0, notes: 'x'.repeat(2_001) },
      'VALIDATION_FAILED',
      ['classes', 'maxItems', 'notes'],
    ],
    ['too many items', { maxItems: 10_001 }, 'VALIDATION_FAILED', ['maxItems']],
    ['nobody', { assignedTo: ' ' }, 'VALIDATION_FAILED', ['assignedTo']],
    ['what is no day', { dueDate: 'soon' }, 'VALIDATION_FAILED', ['dueDate']],
  ])('refuses %s', async (_what, more, code, paths) => {
    const shop = await open(gateway, {
      ...basics,
      locations: ['L1', 'L2', { code: 'OFF', status: 'INACTIVE' }],
    });
    await trade(shop, { P1: { units: 9, cost: 1, issued: 1 } });
    expect(await refuse(shop, more)).toMatchObject({ code, paths });
  });

  it('is made once under its key, and not at all without the permission', async () => {
    const shop = await waiting();
    const input = { locationId: 'L1' };
    const headers = { 'idempotency-key': 'k' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => shop.attempt('createAbcCycleCountBatch', input, { headers })),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await shop.sql('select number from cycle_count_batch where org_id = $1')).toEqual([
      { number: 'CC-000001' },
    ]);
    const others = await shop.organization.caller('inventory.read', 'inventory.write', 'inventory.adjust');
    const outsider = new Shop(gateway, shop.organization, others);
    expect(await refuse(outsider)).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'inventory.cyclecount' },
    });
    expect((await ask(others)).body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('over REST', () => {
  it('answers as published, and makes batches', async () => {
    const published = await publishedAnswers(gateway);
    const shop = await open(gateway, basics);
    await trade(shop, consumed);
    const path = '/api/inventory/cycle-count/abc';
    const page = await shop.caller.rest(
      'GET',
      `${path}?locationId=L1&sort=globalSku&limit=2&page=2&onlyDue=true&basis=CONSUMPTION`,
    );
    expect(published('getAbcClassification', page, 200)).toMatchObject({
      products: [
        { productMasterId: 'prd-P3', class: 'B', value: 100, share: 10, cumulativeShare: 95, due: true },
        { globalSku: 'P4' },
      ],
      classes: { A: { products: 2 }, B: { products: 1 }, C: { products: 2 } },
      basis: 'CONSUMPTION',
      pagination: { page: 2, pageSize: 2, total: 5, totalPages: 3 },
    });
    const blind = await (await shop.organization.caller('inventory.cyclecount')).rest(
      'GET',
      `${path}?basis=STOCK_VALUE`,
    );
    expect(published('getAbcClassification', blind, 200).products[0]).toMatchObject({ value: null });
    const bad = await shop.caller.rest('GET', `${path}?locationId=NO&class=D&limit=0`);
    expect([bad.status, bad.body.details.fields.map((field: Any) => field.path).sort()]).toEqual([
      400,
      ['class', 'limit'],
    ]);
    expect((await shop.caller.rest('GET', `${path}?locationId=NO`)).body).toMatchObject({
      code: 'NOT_FOUND',
      details: { fields: [{ path: 'locationId' }] },
    });
    const made = await shop.caller.rest('POST', path, {
      locationId: 'L1',
      classes: ['A'],
      maxItems: 1,
      blind: false,
    });
    expect(published('createAbcCycleCount', made, 201)).toMatchObject({
      batch: { type: 'ABC', status: 'OPEN', blind: false },
    });
    const none = await shop.caller.rest('POST', path, { locationId: 'L2' });
    expect([none.status, none.body.code]).toEqual([409, 'NOTHING_TO_COUNT']);
  });
});

describe('the number of statements does not grow with the answer', () => {
  const statements = async (act: () => Promise<unknown>) => {
    gateway.statements.length = 0;
    await act();
    return gateway.statements.length;
  };
  const shop = (async () => {
    const made = await open(gateway, basics);
    const skus = Array.from({ length: 50 }, (_, n) => `S${n + 10}`);
    await trade(made, Object.fromEntries(skus.map((sku) => [sku, { units: 5, cost: 1 }])));
    await issue(made, 'S10', 1);
    return made;
  })();

  it('the classification: settings with the place, and everything else', async () => {
    const there = await shop;
    await classified(there); // the key is known from here on
    for (const sort of [undefined, { field: 'dueDate' }])
      for (const first of [1, 50])
        expect(await statements(() => classified(there, { ...at('L1'), first, sort }))).toBe(2);
  });

  it('a batch of 1 or of 49: the place, what is due, batch, lines, history, audit, and the answer', async () => {
    const there = await shop;
    await classified(there);
    const document = `mutation($input: CreateAbcCycleCountBatchInput!) { createAbcCycleCountBatch(input: $input) { batch { number } } }`;
    const make = async (maxItems: number) => {
      const { body } = await there.caller.graphql(document, { input: { locationId: 'L1', maxItems } });
      expect(body.errors).toBeUndefined();
    };
    expect([await statements(() => make(1)), await statements(() => make(49))]).toEqual([7, 7]);
  });
});
