import { describe, expect, it } from 'vitest';
import { open } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound, refused } from '../support/invariants.ts';
import { basics, spoiled } from '../support/spoiled.ts';

const gateway = await startGateway();

describe('marking stock consumed', () => {
  it('takes it out with the reason CONSUMED, all of it where no quantity is given', async () => {
    const { shop, old } = await spoiled(gateway);
    const other = await shop.receiveOne('L2', { sku: 'B', quantity: 8 });
    const items = [{ inventoryItemId: old, quantity: 2.5 }, { inventoryItemId: other }];
    const answer = await shop.run('markConsumed', { items, notes: 'canteen' });
    expect(answer.adjustment).toMatchObject({
      number: 'ADJ-000001',
      type: 'ADJUSTMENT',
      reasonCode: 'CONSUMED',
      notes: 'canteen',
      lines: [
        {
          inventoryItemId: old,
          quantityDelta: -2.5,
          quantityAfter: 7.5,
          unitCost: 2.5,
          reasonCode: 'CONSUMED',
        },
        { inventoryItemId: other, quantityDelta: -8, quantityAfter: 0 },
      ],
    });
    expect(answer.items).toMatchObject([
      { id: old, quantityOnHand: 7.5 },
      { id: other, quantityOnHand: 0 },
    ]);
    expect(answer.releasedReservations).toEqual([]);
    await expectSound(shop);
  });
});

describe('marking stock expired', () => {
  it('moves it into the condition EXPIRED where it is, at its cost', async () => {
    const { shop, old } = await spoiled(gateway);
    const answer = await shop.run('markExpired', { items: [{ inventoryItemId: old, quantity: 4 }] });
    expect(answer.adjustment).toMatchObject({
      type: 'CONDITION_CHANGE',
      reasonCode: 'EXPIRED',
      lines: [
        { inventoryItemId: old, condition: 'AVAILABLE', quantityDelta: -4 },
        { condition: 'EXPIRED', lotNumber: 'OLD', quantityDelta: 4, unitCost: 2.5 },
      ],
    });
    expect(answer.items).toMatchObject([
      { id: old, quantityOnHand: 6, totalValue: 15 },
      { condition: 'EXPIRED', quantityOnHand: 4, totalValue: 10, locationId: shop.ids.L1 },
    ]);
    // the rest joins it
    const { items } = await shop.run('markExpired', { items: [{ inventoryItemId: old }] });
    expect(items).toMatchObject([{ quantityOnHand: 0 }, { id: answer.items[1].id, quantityOnHand: 10 }]);
    await expectSound(shop);
    // and it can be undone, as every adjustment
    const { adjustment } = await shop.run('reverseAdjustment', { id: answer.adjustment.id });
    expect(adjustment.lines).toMatchObject([{ quantityDelta: -4 }, { quantityDelta: 4 }]);
    await expectSound(shop);
  });

  it('is refused before the time has come, unless somebody says why', async () => {
    const { shop, old } = await spoiled(gateway);
    const fresh = await shop.receiveOne('L1', {
      sku: 'A',
      quantity: 5,
      lotNumber: 'NEW',
      expiryDate: shop.inDays(9),
    });
    const dateless = await shop.receiveOne('L1', { sku: 'B', quantity: 5 });
    const items = [fresh, old, dateless].map((inventoryItemId) => ({ inventoryItemId }));
    expect(await refused(shop, () => shop.attempt('markExpired', { items }))).toEqual({
      code: 'NOT_EXPIRED',
      paths: ['items[0].inventoryItemId', 'items[2].inventoryItemId'],
      details: { expiryDate: shop.inDays(9), condition: 'AVAILABLE' },
    });
    for (const notes of [undefined, '', ' '])
      expect(
        await refused(shop, () => shop.attempt('markExpired', { items, force: true, notes })),
      ).toMatchObject({
        code: 'VALIDATION_FAILED',
        paths: ['notes'],
      });
    const { items: now } = await shop.run('markExpired', { items, force: true, notes: 'thawed' });
    expect(
      now.map(({ condition, quantityOnHand }: Record<string, unknown>) => [condition, quantityOnHand]),
    ).toEqual([
      ['AVAILABLE', 0],
      ['EXPIRED', 5],
      ['AVAILABLE', 0],
      ['EXPIRED', 10],
      ['AVAILABLE', 0],
      ['EXPIRED', 5],
    ]);
    await expectSound(shop);
  });

  it('is refused for what is marked already', async () => {
    const { shop, old } = await spoiled(gateway);
    const { items } = await shop.run('markExpired', { items: [{ inventoryItemId: old, quantity: 4 }] });
    const [, expired] = items;
    const again = () => shop.attempt('markExpired', { items: [{ inventoryItemId: expired.id }] });
    expect(await refused(shop, again)).toEqual({
      code: 'INVALID_TRANSITION',
      paths: ['items[0].inventoryItemId'],
      details: { condition: 'EXPIRED', allowed: ['DESTRUCTION'] },
    });
    const { transfer } = await shop.run('transferForDestruction', {
      items: [{ inventoryItemId: expired.id }],
    });
    const inventoryItemId = transfer.lines[0].toInventoryItemId;
    expect(
      await refused(shop, () => shop.attempt('markExpired', { items: [{ inventoryItemId }] })),
    ).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { condition: 'DESTRUCTION', allowed: [] },
    });
  });
});

describe('taking stock to where it is destroyed', () => {
  it('is a transfer that has arrived, with the act that moved the stock', async () => {
    const { shop, old } = await spoiled(gateway, { bins: [{ code: 'BIN', locationId: 'L1' }] });
    const binned = await shop.receiveOne('L1', {
      sku: 'B',
      quantity: 6,
      binId: 'BIN',
      condition: 'DAMAGED',
      unitCost: 1,
    });
    const items = [{ inventoryItemId: old }, { inventoryItemId: binned, quantity: 2 }];
    const { transfer, releasedReservations } = await shop.run('transferForDestruction', {
      items,
      notes: 'smells',
    });
    expect(transfer).toMatchObject({
      number: 'TR-000001',
      kind: 'DESTRUCTION',
      status: 'RECEIVED',
      fromLocationId: shop.ids.L1,
      toLocationId: shop.ids.PIT,
      notes: 'smells',
      version: 1,
      lines: [
        {
          lineNo: 1,
          globalSku: 'A',
          lotNumber: 'OLD',
          fromInventoryItemId: old,
          requested: 10,
          shipped: 10,
          received: 10,
        },
        { lineNo: 2, globalSku: 'B', lotNumber: null, shipped: 2, received: 2, damaged: 0, writtenOff: 0 },
      ],
    });
    expect(transfer.history.map(({ to }: { to: string }) => to)).toEqual([
      'DRAFT',
      'APPROVED',
      'IN_TRANSIT',
      'RECEIVED',
    ]);
    expect(releasedReservations).toEqual([]);
    const arrived = await shop.ask('items', { filter: { locationId: 'PIT' }, sort: { field: 'globalSku' } });
    expect(arrived.nodes).toMatchObject([
      { condition: 'DESTRUCTION', lotNumber: 'OLD', binId: null, quantityOnHand: 10, unitCost: 2.5 },
      { condition: 'DESTRUCTION', lotNumber: null, binId: null, quantityOnHand: 2, unitCost: 1 },
    ]);
    const [act] = await shop.sql<{
      number: string;
      cause_type: string;
      cause_id: string;
      line_count: number;
    }>(
      `select number, cause_type, cause_id, line_count from stock_document where org_id = $1 and type = 'TRANSFER'`,
    );
    expect(act).toEqual({
      number: 'MOV-000001',
      cause_type: 'TRANSFER',
      cause_id: transfer.id,
      line_count: 4,
    });
    const events = await shop.sql<{ type: string }>(
      `select type from outbox_event where org_id = $1 and document_id in ($2, (select id from stock_document where org_id = $1 and cause_id = $2)) order by seq`,
      transfer.id,
    );
    expect(events.map(({ type }) => type).sort()).toEqual([
      'stock.moved',
      'transfer.created',
      'transfer.received',
    ]);
    await expectSound(shop);
  });

  it('asks for the place where there are several, or none', async () => {
    const { shop, old } = await spoiled(gateway, {
      locations: ['L1', 'L2', { code: 'PIT', type: 'DESTRUCTION' }, { code: 'OVEN', type: 'DESTRUCTION' }],
    });
    const items = [{ inventoryItemId: old, quantity: 1 }];
    const send = (more: object = {}) => shop.attempt('transferForDestruction', { items, ...more });
    const named = { paths: ['destinationLocationId'] };
    expect(await refused(shop, send)).toMatchObject({
      ...named,
      code: 'VALIDATION_FAILED',
      details: {
        choices: [
          { id: shop.ids.OVEN, code: 'OVEN' },
          { id: shop.ids.PIT, code: 'PIT' },
        ],
      },
    });
    for (const [destinationLocationId, code] of [
      ['NOWHERE', 'NOT_FOUND'],
      ['L2', 'VALIDATION_FAILED'],
      ['L1', 'VALIDATION_FAILED'],
    ])
      expect(await refused(shop, () => send({ destinationLocationId }))).toMatchObject({ ...named, code });
    for (const destinationLocationId of ['OVEN', shop.ids.PIT])
      expect((await send({ destinationLocationId })).body.errors).toBeUndefined();
    const at = async (code: string) => {
      const { nodes } = await shop.ask('items', { filter: { locationId: code } });
      return nodes[0];
    };
    const oven = await at('OVEN');
    // from one such place to another, but not to itself
    const move = (destinationLocationId: string) =>
      shop.attempt('transferForDestruction', {
        items: [{ inventoryItemId: oven.id }],
        destinationLocationId,
      });
    expect(await refused(shop, () => move('OVEN'))).toMatchObject({ ...named, code: 'VALIDATION_FAILED' });
    expect((await move('PIT')).body.errors).toBeUndefined();
    expect(await at('PIT')).toMatchObject({ quantityOnHand: 2 });
    await shop.caller.graphql(
      'mutation($input: UpsertLocationsInput!) { upsertLocations(input: $input) { locations { id } } }',
      { input: { locations: ['OVEN', 'PIT'].map((code) => ({ code, status: 'INACTIVE' })) } },
    );
    expect(await refused(shop, send)).toMatchObject({
      ...named,
      code: 'VALIDATION_FAILED',
      details: { choices: [] },
    });
    expect(await refused(shop, () => send({ destinationLocationId: 'PIT' }))).toMatchObject({
      ...named,
      code: 'INACTIVE',
    });
    await expectSound(shop);
  });

  it('begins at one place', async () => {
    const { shop, old } = await spoiled(gateway);
    const other = await shop.receiveOne('L2', { sku: 'B', quantity: 8, condition: 'DAMAGED' });
    const items = [{ inventoryItemId: old }, { inventoryItemId: other }];
    expect(await refused(shop, () => shop.attempt('transferForDestruction', { items }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['items[1].inventoryItemId'],
    });
  });

  it('is for what is not fit any more', async () => {
    const shop = await open(gateway, basics);
    const lot = { sku: 'A', quantity: 1, expiryDate: shop.inDays(60) };
    const fit = await shop.receiveOne('L1', { ...lot, lotNumber: 'FIT' });
    const recalled = await shop.receiveOne('L1', { ...lot, lotNumber: 'BAD' });
    const held = await shop.receiveOne('L1', { ...lot, lotNumber: 'HELD' });
    const others = await Promise.all(
      ['QUARANTINE', 'DAMAGED', 'EXPIRED'].map((condition) =>
        shop.receiveOne('L1', { sku: 'B', quantity: 1, condition }),
      ),
    );
    await shop.caller.graphql(
      'mutation($input: UpsertLotsInput!) { upsertLots(input: $input) { lots { id } } }',
      { input: { lots: [{ productMasterId: 'A', number: 'BAD', status: 'RECALLED' }] } },
    );
    await shop.run('createHold', { inventoryItemId: held, type: 'QUALITY', reason: 'x' });
    const send = (ids: string[], more: object = {}) =>
      shop.attempt('transferForDestruction', {
        items: ids.map((inventoryItemId) => ({ inventoryItemId })),
        ...more,
      });
    expect(await refused(shop, () => send([recalled, fit]))).toMatchObject({
      code: 'NOT_EXPIRED',
      paths: ['items[1].inventoryItemId'],
    });
    expect(await refused(shop, () => send([held]))).toMatchObject({ code: 'NOT_EXPIRED' });
    expect(await refused(shop, () => send([held], { force: true, notes: 'x' }))).toMatchObject({
      code: 'STOCK_ON_HOLD',
      paths: ['items[0].quantity'],
    });
    const { body } = await send([recalled, held, ...others], { includeHeld: true });
    expect(body.errors).toBeUndefined();
    expect((await send([fit], { force: true, notes: 'the fridge broke' })).body.errors).toBeUndefined();
    expect((await shop.ask('items', { filter: { locationId: 'PIT' } })).nodes).toHaveLength(4);
    await expectSound(shop);
  });
});
