import { getNamedType, isEnumType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { requirementOf } from '../../src/auth/guard.ts';
import { Count, expectVerified } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { type Answer, type Caller, startGateway } from '../support/gateway.ts';
import {
  argumentsOf,
  deepDocumentOf,
  documentOf,
  type RootField,
  rootFields,
} from '../support/root-fields.ts';
import type { WorldIds } from '../support/world.ts';

const gateway = await startGateway();

/** What a key with nothing but `inventory.cyclecount` may call. */
const mayCall = rootFields.filter(({ kind, name }) =>
  requirementOf(kind, name)?.every((permission) => permission === 'inventory.cyclecount'),
);
const rootOf = (name: string): RootField => {
  const root = mayCall.find((field) => field.name === name);
  if (!root) throw new Error(name);
  return root;
};

/** What X has on hand, unmistakably, what a unit costs, and what is counted instead. */
const ON_HAND = 7919.1357;
const COST = 13.3713;
const COUNTED = 100;

/** Every figure that the counter must not learn, to as few digits as are still telling. */
const secrets = [
  '7919.13', // on hand
  '7819.13', // the variance of 100
  '7914.13', // the variance of 5
  '105889.1', // the value on hand
  '104551.', // of the variances
  '104552.',
  '105822.',
  '13.3713', // the cost
];

/** Looks at every answer that somebody gets. */
class Spy implements Caller {
  readonly #caller: Caller;
  answers = 0;
  /** What was seen of the secrets. */
  readonly seen: string[] = [];
  constructor(caller: Caller) {
    this.#caller = caller;
  }
  get key() {
    return this.#caller.key;
  }
  get keyId() {
    return this.#caller.keyId;
  }
  #look(asked: string, answer: Answer): Answer {
    this.answers++;
    const text = JSON.stringify(answer.body) + JSON.stringify([...answer.headers]);
    for (const secret of secrets)
      if (text.includes(secret)) this.seen.push(`${secret}: ${asked} ${text.slice(0, 300)}`);
    return answer;
  }
  async graphql(...args: Parameters<Caller['graphql']>) {
    return this.#look(args[0], await this.#caller.graphql(...args));
  }
  async rest(...args: Parameters<Caller['rest']>) {
    return this.#look(args.slice(0, 2).join(' '), await this.#caller.rest(...args));
  }
}

interface Scene {
  shop: Shop;
  spy: Spy;
  /** The blind count that the counter is to do. */
  count: Count;
}

/** A fresh organization with X, and somebody with a key who has a blind count to do; Y is there to be told about. */
async function scene(input: Record<string, unknown> = {}): Promise<Scene> {
  const shop = await open(gateway, {
    products: ['X', 'Y', 'Z'],
    locations: ['L1'],
    bins: [{ code: 'B1', locationId: 'L1' }],
  });
  await shop.receive(
    'L1',
    { sku: 'X', quantity: ON_HAND, unitCost: COST },
    { sku: 'Y', quantity: 3, unitCost: 1 },
  );
  const spy = new Spy(await shop.organization.caller('inventory.cyclecount'));
  const count = (await Count.open(shop, input, false)).by(spy);
  const { lines } = await count.read();
  for (const line of lines.nodes) count.lines[line.globalSku] = line.id;
  return { shop, spy, count };
}

/** Sends a mutation with everything selected that may be. */
async function send(caller: Caller, name: string, input: object): Promise<Answer> {
  return caller.graphql(deepDocumentOf(rootOf(name), { input }), { input });
}

/** Sends every query and every mutation that the key may, with everything selected, in every order there is. */
async function lookEverywhere(caller: Caller, shop: Shop, count: Count): Promise<void> {
  const record = shop.ids as Record<string, string>;
  const ids = {
    ...Object.fromEntries(['cycleCount', 'counting', 'countInReview'].map((kind) => [kind, count.id])),
    countingLine: count.lines.X,
    reviewLine: count.lines.X,
    location: record.L1,
    product: record.X,
    newProduct: record.X,
    bin: record.B1,
  } as unknown as WorldIds;
  for (const root of mayCall) {
    const args = argumentsOf(root, ids);
    const depths = root.kind === 'query' ? [deepDocumentOf(root, args), documentOf(root, args, 2)] : [];
    for (const document of depths) await caller.graphql(document, args);
    if (root.kind === 'query') await inEveryOrder(caller, root, args);
    // a write that is refused may say why, and must not say too much
    const input = { ...(args.input as object), expectedVersion: 999 };
    if (root.kind === 'mutation' && root.name !== 'createCycleCountBatch')
      await caller.graphql(deepDocumentOf(root, { input }), { input });
  }
  for (const path of [
    '/api/inventory/cycle-count',
    '/cycle-count',
    `/api/inventory/cycle-count/${count.id}`,
    `/cycle-count/${count.id}`,
    `/api/inventory/cycle-count/blind-form?batchId=${count.id}`,
    '/api/inventory/cycle-count/abc',
    '/api/inventory/cycle-count/abc?locationId=L1&basis=STOCK_VALUE',
    '/api/inventory/cycle-count/abc?sort=-value',
  ])
    await caller.rest('GET', path);
}

async function inEveryOrder(caller: Caller, root: RootField, args: object): Promise<void> {
  const sort = root.field.args.find(({ name }) => name === 'sort');
  const type = sort && getNamedType(sort.type);
  if (!isInputObjectType(type)) return;
  const fields = getNamedType(type.getFields().field?.type);
  if (!isEnumType(fields)) return;
  for (const { name: field } of fields.getValues()) {
    for (const direction of ['ASC', 'DESC']) {
      const asked = { ...args, sort: { field, direction }, first: 1 };
      const { body } = await caller.graphql(deepDocumentOf(root, asked), asked);
      const cursor = body.data?.[root.name]?.pageInfo?.endCursor;
      // a cursor is a text of the server's: it must not be a figure in disguise
      if (cursor) {
        const inside = Buffer.from(cursor, 'base64url').toString();
        for (const secret of secrets) expect(inside).not.toContain(secret);
      }
    }
  }
}

describe('a blind count, for a key that may only count', () => {
  it('knows what such a key may call', () => {
    expect(mayCall.map(({ name }) => name).toSorted()).toEqual(
      [
        'abcClassification',
        'addCountLine',
        'assignCycleCount',
        'cancelCycleCount',
        'createAbcCycleCountBatch',
        'createCycleCountBatch',
        'cycleCountAccuracy',
        'cycleCountBatch',
        'cycleCountBatches',
        'enterCounts',
        'reopenCycleCount',
        'resolveCycleCount',
        'startCycleCount',
        'submitCycleCount',
        'viewer',
      ].toSorted(),
    );
  });

  it('tells nothing on its way to review, and then everything', { timeout: 60_000 }, async () => {
    const { shop, spy, count } = await scene();
    const everywhere = () => lookEverywhere(spy, shop, count);
    const { id } = count;
    const line = { lineId: count.lines.X, countedQuantity: COUNTED };
    await everywhere();
    expect((await send(spy, 'startCycleCount', { id })).body.errors).toBeUndefined();
    await everywhere();
    // counts that go wrong, and counts that go right, again and again
    await send(spy, 'enterCounts', { id, counts: [] });
    await send(spy, 'enterCounts', { id, counts: [{ ...line, countedQuantity: -1 }] });
    await send(spy, 'enterCounts', { id, counts: [line, line] });
    await send(spy, 'enterCounts', { id, counts: [line, { ...line, lineId: 'no' }] });
    await send(spy, 'addCountLine', { id, line: { globalSku: 'X', countedQuantity: 5 } });
    await send(spy, 'submitCycleCount', { id });
    const entered = await send(spy, 'enterCounts', { id, counts: [line] });
    expect(entered.body.data.enterCounts).toMatchObject({
      batch: { progress: { lines: 2, counted: 1, variances: null }, accuracy: null },
      lines: [
        {
          countedQuantity: COUNTED,
          figuresHidden: true,
          systemQuantity: null,
          unitCost: null,
          variance: null,
          varianceValue: null,
          withinTolerance: null,
        },
      ],
    });
    await everywhere();
    await send(spy, 'enterCounts', { id, counts: [{ ...line, countedQuantity: 5 }] });
    await send(spy, 'enterCounts', { id, counts: [line, { lineId: count.lines.Y, countedQuantity: 3 }] });
    await send(spy, 'addCountLine', { id, line: { globalSku: 'Z', countedQuantity: 1 } });
    await send(spy, 'assignCycleCount', { id, assignedTo: 'me' });
    await everywhere();
    for (const [action, more] of [
      ['count', { counts: [line] }],
      ['addLine', { line: { globalSku: 'X' } }],
      ['assign', { assignedTo: null }],
      ['reopen', {}],
      ['nothing', {}],
    ] as const)
      await spy.rest('POST', `/api/inventory/cycle-count/${id}`, { action, ...more });
    expect(spy.answers).toBeGreaterThan(150);
    expect(spy.seen).toEqual([]);
    // nobody else is told before review, either
    const { lines, accuracy, progress } = await shop.ask('count', { id });
    expect([lines.nodes[0].systemQuantity, accuracy, progress.variances]).toEqual([null, null, null]);
    const traces = await shop.sql(
      `select before, after from audit_entry where org_id = $1 and document_type = 'CycleCount'
       union all select payload, null from outbox_event where org_id = $1 and document_type = 'CycleCount'`,
    );
    expect(traces.length).toBeGreaterThan(10);
    for (const secret of secrets) expect(JSON.stringify(traces)).not.toContain(secret);

    const submitted = await send(spy, 'submitCycleCount', { id });
    expect(submitted.body.data.submitCycleCount.lines[0]).toMatchObject({
      figuresHidden: false,
      systemQuantity: ON_HAND,
      unitCost: COST,
      variance: -7819.1357,
      withinTolerance: false,
    });
    expect(submitted.body.data.submitCycleCount.batch).toMatchObject({
      progress: { variances: 2 },
      accuracy: { lines: 3, withinTolerance: 1 },
    });
    expect(spy.seen).not.toEqual([]);
    // the form stays blind
    spy.seen.length = 0;
    const form = await spy.rest('GET', `/api/inventory/cycle-count/blind-form?batchId=${id}`);
    expect(form.body.lines).toHaveLength(3);
    expect(spy.seen).toEqual([]);
    // and when it is counted again, what the system has by then is kept back again
    await shop.run('adjustStock', {
      globalSku: 'X',
      locationId: 'L1',
      newQuantity: 5,
      reasonCode: 'CORRECTION',
    });
    await shop.run('adjustStock', {
      globalSku: 'X',
      locationId: 'L1',
      newQuantity: ON_HAND,
      reasonCode: 'CORRECTION',
    });
    await send(spy, 'resolveCycleCount', { id, resolutions: [{ lineId: line.lineId, action: 'RECOUNT' }] });
    await send(spy, 'enterCounts', { id, counts: [line] });
    await everywhere();
    expect(spy.seen).toEqual([]);
    await expectVerified(shop);
  });

  it('is not told by a count that is cancelled', async () => {
    const { shop, spy, count } = await scene();
    await count.step('startCycleCount');
    await count.enter({ X: COUNTED });
    await count.step('cancelCycleCount');
    await lookEverywhere(spy, shop, count);
    expect(spy.seen).toEqual([]);
    // not to those who may read stock, either: nobody reviewed it
    expect((await shop.ask('count', { id: count.id })).lines.nodes[0].systemQuantity).toBeNull();
  });

  it('is not told by a second count that is not blind, nor can that one be accepted', async () => {
    const { shop, spy, count } = await scene();
    await count.step('startCycleCount');
    const second = await Count.open(count.shop, { type: 'SPOT', productMasterIds: ['X'], blind: false });
    const entered = await second.enter({ X: 5 });
    expect(entered.lines[0]).toMatchObject({ countedQuantity: 5, figuresHidden: true, systemQuantity: null });
    expect(entered.batch).toMatchObject({ accuracy: null, progress: { counted: 1, variances: null } });
    await lookEverywhere(spy, shop, second);
    await second.step('submitCycleCount');
    await lookEverywhere(spy, shop, second);
    expect(spy.seen).toEqual([]);
    // who may read stock sees it
    const { lines, accuracy } = await shop.ask('count', { id: second.id });
    expect([lines.nodes[0].systemQuantity, accuracy.lines]).toEqual([ON_HAND, 1]);

    const code = async (input: object) =>
      (await send(spy, 'resolveCycleCount', { id: second.id, ...input })).body.errors[0].extensions;
    const accept = (more: object = {}) => ({
      resolutions: [{ lineId: second.lines.X, action: 'ACCEPT', ...more }],
    });
    for (const counted of [5, ON_HAND]) {
      if (counted === ON_HAND) {
        await second.step('reopenCycleCount');
        await second.enter({ X: counted });
        await second.step('submitCycleCount');
      }
      // neither tolerance, nor direction, nor who counted makes a difference
      for (const input of [
        accept(),
        accept({ reasonCode: 'FOUND' }),
        accept({ reasonCode: 'MISSING' }),
        { acceptWithinTolerance: true },
      ]) {
        const { fields, ...answer } = await code(input);
        expect(answer).toMatchObject({ code: 'FORBIDDEN', permission: 'inventory.read' });
        expect(new Set(fields.map(({ code: other }: { code?: string }) => other))).toEqual(
          new Set([undefined]),
        );
      }
    }
    const { batch } = await second.by(shop.caller).resolve({}, { acceptWithinTolerance: true });
    expect(batch.status).toBe('RESOLVED');
    // the accuracy of a period leaves it out
    const { body } = await spy.graphql('{ cycleCountAccuracy { lines systemValue byClass { lines } } }');
    expect(body.data.cycleCountAccuracy).toEqual({ lines: 0, systemValue: 0, byClass: [] });
    expect((await shop.ask('accuracy')).lines).toBe(1);
  });

  it('a second blind count in review does not tell of the first', async () => {
    const { shop, spy, count } = await scene();
    const second = await Count.open(count.shop, { type: 'SPOT', productMasterIds: ['X'] });
    await second.review({ X: 5 });
    await lookEverywhere(spy, shop, second);
    expect(spy.seen).toEqual([]);
    // until the first one is reviewed as well
    await count.step('startCycleCount');
    await count.review({ X: COUNTED, Y: 3 });
    expect((await second.read()).lines.nodes[0].systemQuantity).toBe(ON_HAND);
  });

  it('an ABC count does not tell', async () => {
    const { shop, spy } = await scene();
    const made = await send(spy, 'createAbcCycleCountBatch', { locationId: 'L1', onlyDue: false });
    expect(made.body.errors).toBeUndefined();
    const { batch, lines } = made.body.data.createAbcCycleCountBatch;
    const count = new Count(shop, batch.id, lines).by(spy);
    await count.step('startCycleCount');
    await count.enter({ X: COUNTED });
    await lookEverywhere(spy, shop, count);
    expect(spy.seen).toEqual([]);
  });
});

describe('a count that is not blind', () => {
  it('shows what the system has once a line is counted, and not before', async () => {
    const { count } = await scene({ blind: false });
    await count.step('startCycleCount');
    const before = await count.read();
    expect(before.lines.nodes).toMatchObject([
      { systemQuantity: null, figuresHidden: false },
      { systemQuantity: null },
    ]);
    const { lines, batch } = await count.enter({ X: COUNTED });
    expect(lines[0]).toMatchObject({ systemQuantity: ON_HAND, variance: -7819.1357, withinTolerance: false });
    expect(batch).toMatchObject({ progress: { variances: 1 }, accuracy: { counted: 1, accuracyPercent: 0 } });
  });
});
