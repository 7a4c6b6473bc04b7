import { describe, expect, it } from 'vitest';
import { open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';
import { create, goods, received } from '../support/put-away.ts';

const gateway = await startGateway();

const candidates = async (shop: Shop, filter: object = {}) =>
  (await shop.ask('putAwayCandidates', { filter })).nodes;

describe('making a put-away task', () => {
  it('says what, from where and where to', async () => {
    const shop = await received(gateway);
    const item = await shop.item({ binId: 'RCV' });
    const task = await create(shop, 6, { toBinId: 'S1', assignedTo: 'Kim', notes: 'Fragile' });
    expect(task).toMatchObject({
      number: 'PUT-000001',
      status: 'PENDING',
      inventoryItemId: item.id,
      productMasterId: shop.ids.A,
      globalSku: 'A',
      locationId: shop.ids.L1,
      fromBinId: shop.ids.RCV,
      fromBinName: 'Dock',
      lotId: null,
      condition: 'AVAILABLE',
      quantity: 6,
      splits: [{ binId: shop.ids.S1, binName: 'Shelf 1', quantity: 6 }],
      assignedTo: 'Kim',
      notes: 'Fragile',
      documentId: null,
      movements: [],
      createdBy: shop.caller.keyId,
      version: 1,
      history: [{ from: null, to: 'PENDING', note: 'Fragile' }],
    });
    expect(await shop.ask('putAwayTask', { id: task.id })).toEqual(task);
    expect(await shop.item({ binId: 'RCV' })).toEqual(item);
    const said = await shop.sql<object>(
      `select a.action, e.type, e.payload ->> 'quantity' as quantity from audit_entry a
       join outbox_event e on e.org_id = $1 and e.document_id = a.document_id where a.org_id = $1 and a.document_id = $2`,
      task.id,
    );
    expect(said).toEqual([{ action: 'put-away.create', type: 'put-away.created', quantity: '6' }]);
    await expectSound(shop);
  });

  it('takes the stock item, or its product, bin, lot and condition; bins by code or id', async () => {
    const shop = await received(gateway);
    await shop.receive(
      'L1',
      { sku: 'LOTS', quantity: 4, binId: 'RCV', lotNumber: 'N1' },
      { sku: 'A', quantity: 3, binId: 'RCV', condition: 'DAMAGED' },
    );
    const item = await shop.item({ binId: 'RCV', condition: 'DAMAGED' });
    const one = await shop.run('createPutAwayTask', { inventoryItemId: item.id, quantity: 3 });
    expect(one.task).toMatchObject({ inventoryItemId: item.id, condition: 'DAMAGED', splits: [] });
    const lot = await create(shop, 2.5, { globalSku: 'LOTS', fromBinId: shop.ids.RCV, lotNumber: 'N1' });
    expect(lot).toMatchObject({ lotNumber: 'N1', quantity: 2.5 });
    const ids = { globalSku: null, productMasterId: shop.ids.A, locationId: shop.ids.L1 };
    expect(await create(shop, 1, { ...ids, toBinId: shop.ids.S2 })).toMatchObject({
      splits: [{ binId: shop.ids.S2, quantity: 1 }],
    });
    await expectSound(shop);
  });

  it('adds up splits of the same bin', async () => {
    const shop = await received(gateway);
    const splits = [
      { binId: 'S2', quantity: 1 },
      { binId: 'S1', quantity: 2.25 },
      { binId: shop.ids.S2, quantity: 0.75 },
    ];
    expect((await create(shop, 4, { splits })).splits).toMatchObject([
      { binId: shop.ids.S2, quantity: 1.75 },
      { binId: shop.ids.S1, quantity: 2.25 },
    ]);
  });

  it.each<[what: string, change: object, code: string, path: string]>([
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', 'globalSku'],
    ['no product', { globalSku: null }, 'VALIDATION_FAILED', 'productMasterId'],
    ['an unknown location', { locationId: 'NO' }, 'NOT_FOUND', 'locationId'],
    ['an unknown receiving bin', { fromBinId: 'NO' }, 'NOT_FOUND', 'fromBinId'],
    ['a receiving bin of another location', { fromBinId: '$RCV2' }, 'BIN_OF_ANOTHER_LOCATION', 'fromBinId'],
    ['a blocked receiving bin', { fromBinId: 'RCV-BAD' }, 'BIN_BLOCKED', 'fromBinId'],
    ['a bin that is not for receiving', { fromBinId: 'S1' }, 'VALIDATION_FAILED', 'fromBinId'],
    ['no receiving bin', { fromBinId: null }, 'VALIDATION_FAILED', 'fromBinId'],
    ['an unknown lot', { lotNumber: 'NO' }, 'NOT_FOUND', 'lotNumber'],
    ['a lot number that is too long', { lotNumber: 'x'.repeat(101) }, 'VALIDATION_FAILED', 'lotNumber'],
    ['two names for a lot', { lotNumber: 'x', lotId: 'x' }, 'VALIDATION_FAILED', 'lotNumber'],
    ['lot-controlled goods without a lot', { globalSku: 'LOTS' }, 'LOT_REQUIRED', 'lotNumber'],
    ['a quantity of 0', { quantity: 0 }, 'VALIDATION_FAILED', 'quantity'],
    ['a quantity below 0', { quantity: -1 }, 'VALIDATION_FAILED', 'quantity'],
    ['a quantity of 5 places', { quantity: 1.00001 }, 'VALIDATION_FAILED', 'quantity'],
    ['more than is there', { quantity: 10.0001 }, 'INSUFFICIENT_STOCK', 'quantity'],
    ['what was never there', { globalSku: 'B' }, 'INSUFFICIENT_STOCK', 'quantity'],
    ['a condition that is not there', { condition: 'EXPIRED' }, 'INSUFFICIENT_STOCK', 'quantity'],
    ['an unknown bin', { toBinId: 'NO' }, 'NOT_FOUND', 'toBinId'],
    ['a bin of another location', { toBinId: '$FAR' }, 'BIN_OF_ANOTHER_LOCATION', 'toBinId'],
    ['a code of another location', { toBinId: 'FAR' }, 'NOT_FOUND', 'toBinId'],
    ['a blocked bin', { toBinId: 'BAD' }, 'BIN_BLOCKED', 'toBinId'],
    ['an inactive bin', { toBinId: 'OFF' }, 'INACTIVE', 'toBinId'],
    ['the bin that they lie in', { toBinId: 'RCV' }, 'VALIDATION_FAILED', 'toBinId'],
    ['an empty list of splits', { splits: [] }, 'VALIDATION_FAILED', 'splits'],
    [
      'too many splits',
      { quantity: 10.1, splits: Array.from({ length: 101 }, () => ({ binId: 'S1', quantity: 0.1 })) },
      'VALIDATION_FAILED',
      'splits',
    ],
    ['splits that miss some', { splits: [{ binId: 'S1', quantity: 0.9 }] }, 'VALIDATION_FAILED', 'splits'],
    [
      'splits beside toBinId',
      { toBinId: 'S1', splits: [{ binId: 'S1', quantity: 1 }] },
      'VALIDATION_FAILED',
      'splits',
    ],
    [
      'a split of 0',
      {
        splits: [
          { binId: 'S1', quantity: 1 },
          { binId: 'S2', quantity: 0 },
        ],
      },
      'VALIDATION_FAILED',
      'splits[1].quantity',
    ],
    [
      'a split into a blocked bin',
      {
        splits: [
          { binId: 'S1', quantity: 0.5 },
          { binId: 'BAD', quantity: 0.5 },
        ],
      },
      'BIN_BLOCKED',
      'splits[1].binId',
    ],
    ['notes that are too long', { notes: 'x'.repeat(2001) }, 'VALIDATION_FAILED', 'notes'],
    ['a blank name', { assignedTo: ' ' }, 'VALIDATION_FAILED', 'assignedTo'],
    ['a name that is too long', { assignedTo: 'x'.repeat(256) }, 'VALIDATION_FAILED', 'assignedTo'],
  ])('refuses %s', async (_what, change, code, path) => {
    const shop = await received(gateway);
    const ids = Object.entries(change).map(([field, value]) => [
      field,
      typeof value === 'string' && value.startsWith('$') ? shop.ids[value.slice(1)] : value,
    ]);
    const input = goods(1, Object.fromEntries(ids));
    expect(await refused(shop, () => shop.attempt('createPutAwayTask', input))).toMatchObject({
      code,
      paths: [path],
    });
  });

  it('refuses stock items that are not there to be put away', async () => {
    const shop = await received(gateway);
    const shelved = await shop.receiveOne('L1', { sku: 'B', quantity: 1, binId: 'S1' });
    const loose = await shop.receiveOne('L1', { sku: 'B', quantity: 1 });
    const attempt = (inventoryItemId: string) =>
      refused(shop, () => shop.attempt('createPutAwayTask', { inventoryItemId, quantity: 1 }));
    const bad = { code: 'VALIDATION_FAILED', paths: ['inventoryItemId'] };
    expect(await attempt(shelved)).toMatchObject(bad);
    expect(await attempt(loose)).toMatchObject(bad);
    expect(await attempt('itm_no')).toMatchObject({ code: 'NOT_FOUND', paths: ['inventoryItemId'] });
  });

  it('names every bad field at once', async () => {
    const shop = await received(gateway);
    const splits = [
      { binId: 'BAD', quantity: 1 },
      { binId: 'NO', quantity: 1 },
    ];
    const attempt = (input: object) => refused(shop, () => shop.attempt('createPutAwayTask', input));
    expect(await attempt(goods(1, { inventoryItemId: 'x' }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['globalSku', 'locationId', 'fromBinId'],
    });
    expect(await attempt(goods(2, { fromBinId: 'S1', splits }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['fromBinId', 'splits[0].binId', 'splits[1].binId'],
    });
    expect(await attempt({ quantity: 0, assignedTo: '', splits: [] })).toMatchObject({
      paths: ['productMasterId', 'locationId', 'fromBinId', 'quantity', 'assignedTo', 'splits'],
    });
  });

  it('does not promise what another open task covers', async () => {
    const shop = await received(gateway, 10);
    const first = await create(shop, 6);
    const { code, details } = await refused(shop, () => shop.attempt('createPutAwayTask', goods(5)));
    expect(code).toBe('INSUFFICIENT_STOCK');
    expect(details).toMatchObject({ available: 4, requested: 5, onHand: 10, planned: 6, held: 0 });
    await create(shop, 4);
    expect(await candidates(shop)).toEqual([]);
    // given up, it is free again
    await shop.run('cancelPutAwayTask', { id: first.id });
    expect(await candidates(shop)).toMatchObject([{ quantity: 6 }]);
    await create(shop, 5);
  });

  it('leaves alone what is on hold', async () => {
    const shop = await received(gateway, 10);
    const { id: inventoryItemId } = await shop.item({ binId: 'RCV' });
    await shop.run('createHold', { inventoryItemId, quantity: 3, type: 'QUALITY', reason: 'Sample' });
    expect(await candidates(shop)).toMatchObject([{ quantity: 7, quantityOnHand: 10 }]);
    const { code, details } = await refused(shop, () => shop.attempt('createPutAwayTask', goods(8)));
    expect(code).toBe('STOCK_ON_HOLD');
    expect(details).toMatchObject({ available: 7, requested: 8, onHand: 10, held: 3, planned: 0 });
    const many = await refused(shop, () => shop.attempt('createPutAwayTask', goods(11)));
    expect(many.code).toBe('INSUFFICIENT_STOCK');
    await create(shop, 7);
    expect(await candidates(shop)).toEqual([]);
  });

  it('is done once under its key', async () => {
    const shop = await received(gateway, 10);
    const headers = { 'idempotency-key': 'k' };
    const send = () => shop.attempt('createPutAwayTask', goods(4, { toBinId: 'S1' }), { headers });
    const answers = [await send(), await send(), await send()];
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await shop.ask('putAwayTasks')).totalCount).toBe(1);
  });

  it('lets goods of what is inactive by now leave the receiving bin', async () => {
    const shop = await received(gateway);
    const { body } = await shop.caller.graphql(
      'mutation { upsertProducts(input: {products: [{globalSku: "A", name: "A", status: INACTIVE}]}) { products { id } } }',
    );
    expect(body.errors).toBeUndefined();
    const { id } = await create(shop, 10, { toBinId: 'S1' });
    await shop.run('startPutAwayTask', { id });
    await shop.run('completePutAwayTask', { id });
    await expectSound(shop);
  });
});

describe('the life of a put-away task', () => {
  it('begins, and ends once', async () => {
    const shop = await received(gateway);
    const { id } = await create(shop, 4, { toBinId: 'S1' });
    const { task: started } = await shop.run('startPutAwayTask', {
      id,
      expectedVersion: 1,
      notes: 'Off we go',
    });
    expect(started).toMatchObject({ status: 'IN_PROGRESS', version: 2 });
    const { task: done } = await shop.run('completePutAwayTask', { id, expectedVersion: 2, notes: 'Done' });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      version: 3,
      suggestedBin: null,
      history: [
        { from: null, to: 'PENDING' },
        { from: 'PENDING', to: 'IN_PROGRESS', note: 'Off we go' },
        { from: 'IN_PROGRESS', to: 'COMPLETED', note: 'Done' },
      ],
    });
    const events = await shop.sql<{ type: string }>(
      'select type from outbox_event where org_id = $1 and document_id = $2 order by created_at, id',
      id,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'put-away.created',
      'put-away.started',
      'put-away.completed',
    ]);
    await expectSound(shop);
  });

  it('allows no other step', async () => {
    const shop = await received(gateway);
    const change = (mutation: 'startPutAwayTask' | 'completePutAwayTask' | 'cancelPutAwayTask', id: string) =>
      refused(shop, () => shop.attempt(mutation, { id }));
    const refusal = (status: string, allowed: string[]) => ({
      code: 'INVALID_TRANSITION',
      details: { status, allowed },
    });
    const pending = (await create(shop, 1, { toBinId: 'S1' })).id;
    expect(await change('completePutAwayTask', pending)).toMatchObject(
      refusal('PENDING', ['START', 'CANCEL']),
    );
    const working = (await create(shop, 1, { toBinId: 'S1' })).id;
    await shop.run('startPutAwayTask', { id: working });
    expect(await change('startPutAwayTask', working)).toMatchObject(
      refusal('IN_PROGRESS', ['COMPLETE', 'CANCEL']),
    );
    const done = (await create(shop, 1, { toBinId: 'S1' })).id;
    await shop.run('startPutAwayTask', { id: done });
    await shop.run('completePutAwayTask', { id: done });
    await shop.run('cancelPutAwayTask', { id: working, notes: 'Lost' });
    for (const step of ['startPutAwayTask', 'completePutAwayTask', 'cancelPutAwayTask'] as const) {
      expect(await change(step, done)).toMatchObject(refusal('COMPLETED', []));
      expect(await change(step, working)).toMatchObject(refusal('CANCELLED', []));
      expect(await change(step, 'put_no')).toMatchObject({ code: 'NOT_FOUND', paths: ['id'] });
    }
    const { history } = await shop.ask('putAwayTask', { id: working });
    expect(history.at(-1)).toMatchObject({ from: 'IN_PROGRESS', to: 'CANCELLED', note: 'Lost' });
    await expectSound(shop);
  });

  it('happens to the version that was meant, in one organization, with short notes', async () => {
    const shop = await received(gateway);
    const stranger = await open(gateway);
    const { id } = await create(shop, 4, { toBinId: 'S1' });
    for (const step of ['startPutAwayTask', 'cancelPutAwayTask', 'completePutAwayTask'] as const) {
      if (step === 'completePutAwayTask') await shop.run('startPutAwayTask', { id });
      const currentVersion = step === 'completePutAwayTask' ? 2 : 1;
      expect(await refused(stranger, () => stranger.attempt(step, { id }))).toMatchObject({
        code: 'NOT_FOUND',
      });
      expect(await refused(shop, () => shop.attempt(step, { id, expectedVersion: 9 }))).toEqual({
        code: 'VERSION_CONFLICT',
        paths: ['expectedVersion'],
        details: { currentVersion },
      });
      const notes = 'x'.repeat(2001);
      expect(await refused(shop, () => shop.attempt(step, { id, notes }))).toMatchObject({
        code: 'VALIDATION_FAILED',
        paths: ['notes'],
      });
    }
    expect(await stranger.ask('putAwayTask', { id })).toBeNull();
  });

  it('asks for inventory.write, and shows itself with inventory.read', async () => {
    const shop = await received(gateway);
    const { id } = await create(shop, 4, { toBinId: 'S1' });
    const as = async (...scopes: string[]) =>
      new Shop(gateway, shop.organization, await shop.organization.caller(...scopes));
    const reader = await as('inventory.read', 'inventory.adjust');
    const denied = { code: 'FORBIDDEN', details: { permission: 'inventory.write' } };
    const steps = ['startPutAwayTask', 'completePutAwayTask', 'cancelPutAwayTask'] as const;
    for (const step of steps)
      expect(await refused(shop, () => reader.attempt(step, { id }))).toMatchObject(denied);
    expect(await refused(shop, () => reader.attempt('createPutAwayTask', goods(1)))).toMatchObject(denied);
    expect((await reader.ask('putAwayTask', { id })).status).toBe('PENDING');
    const writer = await as('inventory.write');
    const before = await books(shop);
    const { body } = await writer.caller.graphql('{ putAwayCandidates { totalCount } }');
    expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'inventory.read' });
    expect(await books(shop)).toEqual(before);
  });
});
