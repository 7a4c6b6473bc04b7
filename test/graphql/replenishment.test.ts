import { describe, expect, it } from 'vitest';
import type { Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import {
  configure,
  drafted,
  fromDepot,
  ordered,
  purchase,
  replenished,
  short,
  step,
  suggested,
} from '../support/replenishment.ts';

const gateway = await startGateway();

/** What is on its way to S1. */
const incoming = async (shop: Shop) => (await shop.record('A', 'S1')).incoming;

async function events(shop: Shop): Promise<string[]> {
  const rows = await shop.sql<{ type: string }>(
    "select type from outbox_event where org_id = $1 and document_type = 'Replenishment' order by id",
  );
  return rows.map(({ type }) => type);
}

describe('a replenishment from a supplier', () => {
  it('goes from draft to received, in parts: it is supply while it is ordered', async () => {
    const shop = await replenished(gateway, [{ leadTimeDays: 5 }]);
    const draft = await drafted(shop, purchase(10, { notes: 'For the sale' }));
    expect(draft).toMatchObject({
      number: 'RPL-000001',
      status: 'DRAFT',
      globalSku: 'A',
      locationCode: 'S1',
      quantity: 10,
      received: 0,
      source: { type: 'PURCHASE', locationId: null, supplier: 'ACME' },
      expectedDate: null,
      transferId: null,
      version: 1,
    });
    const { id } = draft;
    expect(await step(shop, 'approve', { id, quantity: 12, expectedVersion: 1 })).toMatchObject({
      status: 'APPROVED',
      quantity: 12,
      version: 2,
    });
    expect(await incoming(shop)).toBe(0);
    const order = await step(shop, 'order', { id, notes: 'By mail' });
    expect(order).toMatchObject({ status: 'ORDERED', expectedDate: shop.inDays(5) });
    expect(await incoming(shop)).toBe(12);
    const { incoming: supply } = await shop.ask('drilldown', {
      productMasterId: shop.ids.A,
      locationId: 'S1',
    });
    expect(supply).toEqual([{ reference: 'RPL-000001', expectedDate: shop.inDays(5), quantity: 12 }]);
    const part = await step(shop, 'receive', { id, quantity: 5, unitCost: 3 });
    expect(part).toMatchObject({ status: 'ORDERED', received: 5 });
    expect(await shop.record('A', 'S1')).toMatchObject({ onHand: 5, incoming: 7 });
    await expectVerified(shop);
    expect(await step(shop, 'receive', { id })).toMatchObject({ status: 'RECEIVED', received: 12 });
    expect(await shop.record('A', 'S1')).toMatchObject({ onHand: 12, incoming: 0 });
    const read = await shop.ask('replenishment', { id });
    expect(read.history).toEqual([
      { from: null, to: 'DRAFT', note: 'For the sale' },
      { from: 'DRAFT', to: 'APPROVED', note: null },
      { from: 'APPROVED', to: 'ORDERED', note: 'By mail' },
      { from: 'ORDERED', to: 'ORDERED', note: null },
      { from: 'ORDERED', to: 'RECEIVED', note: null },
    ]);
    expect(read.movements).toMatchObject([
      { quantityDelta: 5, unitCost: 3 },
      { quantityDelta: 7, unitCost: 3 },
    ]);
    expect((await shop.ask('receipts')).nodes).toMatchObject([{ reference: 'RPL-000001' }, {}]);
    expect(await events(shop)).toEqual(
      ['created', 'approved', 'ordered', 'received', 'received'].map((verb) => `replenishment.${verb}`),
    );
    const list = await shop.ask('replenishments', {
      filter: { status: 'RECEIVED', locationId: 'S1', productMasterId: 'A', source: 'PURCHASE' },
    });
    expect(list).toMatchObject({ totalCount: 1, nodes: [{ id }] });
    expect((await shop.ask('replenishments', { filter: { source: 'TRANSFER' } })).totalCount).toBe(0);
    await expectVerified(shop);
  });

  it('comes in with its lot, into a bin', async () => {
    const shop = await replenished(gateway);
    const { id } = await ordered(shop, purchase(4, { globalSku: 'T', locationId: 'DC' }));
    const bad = await refused(shop, () => shop.attempt('receiveReplenishment', { id }));
    expect(bad.code).toBe('LOT_REQUIRED');
    const goods = { lotNumber: 'L1', expiryDate: shop.inDays(90), binId: 'RCV' };
    await step(shop, 'receive', { id, ...goods });
    expect(await shop.item({ productMasterId: shop.ids.T })).toMatchObject({
      lotNumber: 'L1',
      binId: shop.ids.RCV,
      quantityOnHand: 4,
    });
    await expectVerified(shop);
  });

  it('is cancelled in any state before it is received: nothing more is to come', async () => {
    const shop = await replenished(gateway);
    const draft = await drafted(shop, purchase(3));
    expect(await step(shop, 'cancel', { id: draft.id, notes: 'No' })).toMatchObject({ status: 'CANCELLED' });
    const { id } = await ordered(shop, purchase(8));
    await step(shop, 'receive', { id, quantity: 3 });
    expect(await step(shop, 'cancel', { id })).toMatchObject({ status: 'CANCELLED', received: 3 });
    expect(await shop.record('A', 'S1')).toMatchObject({ onHand: 3, incoming: 0 });
    await expectVerified(shop);
  });
});

describe('a replenishment from another location', () => {
  /** Ordered: 6 of the 20 that are at the depot. */
  async function sent(settings: object[] = []) {
    const shop = await replenished(gateway, settings);
    await shop.receive('DC', { sku: 'A', quantity: 20 });
    const { id } = await drafted(shop, fromDepot(6));
    await step(shop, 'approve', { id });
    const { replenishment, transfer } = await shop.run('orderReplenishment', {
      id,
      expectedDate: shop.inDays(3),
    });
    return { shop, id, transfer, replenishment };
  }
  const read = async (shop: Shop, id: string) => shop.ask('replenishment', { id });

  it('makes a transfer when it is ordered, and follows it until all has come', async () => {
    const { shop, id, transfer, replenishment } = await sent();
    expect(transfer).toMatchObject({
      status: 'DRAFT',
      expectedDate: shop.inDays(3),
      notes: 'Replenishment RPL-000001',
      fromLocation: { code: 'DC' },
      toLocation: { code: 'S1' },
      lines: [{ globalSku: 'A', requested: 6 }],
    });
    expect(replenishment).toMatchObject({ status: 'ORDERED', transferId: transfer.id });
    // on order, then in transit: counted once all the way
    expect(await incoming(shop)).toBe(6);
    await shop.run('approveTransfer', { id: transfer.id });
    expect(await incoming(shop)).toBe(6);
    await expectVerified(shop);
    await shop.run('shipTransfer', { id: transfer.id });
    expect(await incoming(shop)).toBe(6);
    await expectVerified(shop);
    const [{ id: lineId }] = transfer.lines;
    await shop.run('receiveTransfer', {
      id: transfer.id,
      lines: [{ lineId, quantity: 2, damagedQuantity: 1 }],
    });
    expect(await read(shop, id)).toMatchObject({ status: 'ORDERED', received: 2 });
    await expectVerified(shop);
    await shop.run('receiveTransfer', { id: transfer.id, lines: [{ lineId, quantity: 2 }] });
    await shop.run('writeOffTransfer', { id: transfer.id, reason: 'Lost' });
    const done = await read(shop, id);
    expect(done).toMatchObject({ status: 'RECEIVED', received: 4, quantity: 6 });
    expect(done.history.at(-1)).toMatchObject({ from: 'ORDERED', to: 'RECEIVED', note: 'Lost' });
    expect(await incoming(shop)).toBe(0);
    await expectVerified(shop);
  });

  it('is not received by itself, and its transfer stays what was ordered', async () => {
    const { shop, id, transfer } = await sent();
    const itself = await refused(shop, () => shop.attempt('receiveReplenishment', { id }));
    expect(itself).toMatchObject({ code: 'INVALID_TRANSITION', details: { transferId: transfer.id } });
    const change = { id: transfer.id, toLocationId: 'S2', lines: [{ globalSku: 'A', quantity: 1 }] };
    const other = await refused(shop, () => shop.attempt('updateTransfer', change));
    expect(other).toMatchObject({
      code: 'TRANSFER_OF_REPLENISHMENT',
      paths: ['toLocationId', 'lines'],
      details: { replenishmentId: id },
    });
    await shop.run('updateTransfer', { id: transfer.id, notes: 'By the morning truck' });
    await expectVerified(shop);
  });

  it('is cancelled with its transfer, by either; not once that has left', async () => {
    const one = await sent();
    const { replenishment, transfer } = await one.shop.run('cancelReplenishment', { id: one.id });
    expect([replenishment.status, transfer.status]).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await incoming(one.shop)).toBe(0);
    await expectVerified(one.shop);
    const two = await sent();
    await two.shop.run('approveTransfer', { id: two.transfer.id });
    await two.shop.run('cancelTransfer', { id: two.transfer.id, notes: 'No truck' });
    const gone = await read(two.shop, two.id);
    expect(gone).toMatchObject({ status: 'CANCELLED' });
    expect(gone.history.at(-1)).toMatchObject({ note: 'No truck' });
    expect(await incoming(two.shop)).toBe(0);
    await expectVerified(two.shop);
    const three = await sent();
    for (const name of ['approveTransfer', 'shipTransfer'] as const)
      await three.shop.run(name, { id: three.transfer.id });
    const late = await refused(three.shop, () => three.shop.attempt('cancelReplenishment', { id: three.id }));
    expect(late.code).toBe('INVALID_TRANSITION');
  });

  it('of which less leaves than was ordered needs the rest again', async () => {
    const { shop, transfer } = await sent([{ reorderPoint: 5, max: 6 }]);
    await shop.run('approveTransfer', { id: transfer.id });
    const [{ id: lineId }] = transfer.lines;
    await shop.run('shipTransfer', { id: transfer.id, lines: [{ lineId, quantity: 2 }] });
    expect((await suggested(shop)).suggestions[0]).toMatchObject({
      incoming: 2,
      onOrder: 0,
      suggestedQuantity: 4,
    });
    await expectVerified(shop);
  });
});

describe('a run that drafts', () => {
  it('drafts once: what is drafted counts as on order', async () => {
    const shop = await replenished(gateway, [
      { reorderPoint: 5, max: 20, autoApproveLimit: 20 },
      { globalSku: 'B', reorderPoint: 5, max: 21, autoApproveLimit: 20 },
      { locationId: 'DC', max: 10 },
    ]);
    await shop.receive('DC', { sku: 'A', quantity: 18 });
    const run = await shop.run('draftReplenishments', {});
    expect(run.total).toBe(3);
    expect(
      run.suggestions.map((suggestion: { suggestedQuantity: number; replenishment: { status: string } }) => [
        suggestion.suggestedQuantity,
        suggestion.replenishment.status,
      ]),
    ).toEqual([
      [8, 'APPROVED'],
      [12, 'APPROVED'],
      [21, 'DRAFT'],
    ]);
    const { nodes } = await shop.ask('replenishments', { sort: { field: 'number', direction: 'ASC' } });
    expect(nodes).toMatchObject([
      { quantity: 8, source: { locationCode: 'DC' }, reason: run.suggestions[0].reason },
      { quantity: 12, source: { type: 'PURCHASE' } },
      { globalSku: 'B', quantity: 21 },
    ]);
    expect(nodes[0].history).toMatchObject([
      { to: 'DRAFT' },
      { to: 'APPROVED', note: 'Approved at once: the 20 needed are within the limit of 20' },
    ]);
    const again = await shop.run('draftReplenishments', {});
    expect(again).toMatchObject({ total: 0, suggestions: [] });
    await step(shop, 'cancel', { id: nodes[2].id });
    expect(short(await suggested(shop))).toEqual(['B S1 21 < -']);
    await expectVerified(shop);
  });

  it('drafts the most pressing first, as many as it may', async () => {
    const shop = await replenished(gateway, [
      { reorderPoint: 5, max: 20 },
      { locationId: 'S2', reorderPoint: 9, max: 20 },
      { globalSku: 'B', reorderPoint: 7, max: 20 },
    ]);
    const { total, suggestions } = await shop.run('draftReplenishments', { limit: 2 });
    expect([total, suggestions.map(({ locationCode }: { locationCode: string }) => locationCode)]).toEqual([
      3,
      ['S2', 'S1'],
    ]);
    expect(short(await suggested(shop))).toEqual(['A S1 20 < -']);
  });
});

describe('what is refused changes nothing', () => {
  it('bad drafts', async () => {
    const shop = await replenished(gateway);
    const cases: [object, string, string[]][] = [
      [purchase(0), 'VALIDATION_FAILED', ['quantity']],
      [purchase(1, { source: { type: 'TRANSFER' } }), 'VALIDATION_FAILED', ['source.locationId']],
      [
        purchase(1, { source: { type: 'PURCHASE', locationId: 'DC' } }),
        'VALIDATION_FAILED',
        ['source.locationId'],
      ],
      [
        purchase(-1, {
          source: { type: 'TRANSFER', locationId: 'DC', supplier: 'ACME' },
          notes: 'x'.repeat(2_001),
        }),
        'VALIDATION_FAILED',
        ['quantity', 'source.supplier', 'notes'],
      ],
      [
        purchase(1, { source: { type: 'TRANSFER', locationId: 'S1' } }),
        'VALIDATION_FAILED',
        ['source.locationId'],
      ],
      [purchase(1, { source: { type: 'TRANSFER', locationId: 'SHUT' } }), 'INACTIVE', ['source.locationId']],
      [purchase(1, { source: { type: 'TRANSFER', locationId: 'NONE' } }), 'NOT_FOUND', ['source.locationId']],
      [purchase(1, { globalSku: 'NONE', locationId: 'NONE' }), 'NOT_FOUND', ['globalSku', 'locationId']],
      [purchase(1, { globalSku: 'OFF' }), 'INACTIVE', ['globalSku']],
    ];
    for (const [input, code, paths] of cases)
      expect(await refused(shop, () => shop.attempt('createReplenishment', input))).toMatchObject({
        code,
        paths,
      });
  });

  it('steps that its state does not allow, other versions, too much', async () => {
    const shop = await replenished(gateway);
    const { id } = await drafted(shop, purchase(5));
    const attempt = (name: 'approve' | 'order' | 'receive' | 'cancel', input: object = {}) =>
      refused(shop, () => shop.attempt(`${name}Replenishment`, { id, ...input }));
    expect(await attempt('order')).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { status: 'DRAFT', allowed: ['APPROVE', 'CANCEL'] },
    });
    expect((await attempt('receive')).code).toBe('INVALID_TRANSITION');
    expect(await attempt('approve', { expectedVersion: 9 })).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { currentVersion: 1 },
    });
    expect(await attempt('approve', { quantity: 0 })).toMatchObject({ paths: ['quantity'] });
    expect(await attempt('approve', { id: 'none' })).toMatchObject({ code: 'NOT_FOUND', paths: ['id'] });
    await step(shop, 'approve', { id });
    expect((await attempt('approve')).code).toBe('INVALID_TRANSITION');
    await step(shop, 'order', { id });
    expect(await attempt('receive', { quantity: 6 })).toMatchObject({
      code: 'EXCEEDS_ORDERED',
      paths: ['quantity'],
      details: { outstanding: 5, requested: 6 },
    });
    const bad = await attempt('receive', { quantity: 0, unitCost: -1, lotNumber: ' ' });
    expect(bad).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['quantity', 'unitCost', 'lotNumber'] });
    expect(await attempt('receive', { binId: 'NONE' })).toMatchObject({
      code: 'NOT_FOUND',
      paths: ['binId'],
    });
    await step(shop, 'receive', { id });
    for (const name of ['approve', 'order', 'receive', 'cancel'] as const)
      expect(await attempt(name)).toMatchObject({ code: 'INVALID_TRANSITION', details: { allowed: [] } });
  });

  it('supply of a replenishment is changed with the replenishment', async () => {
    const shop = await replenished(gateway);
    await ordered(shop, purchase(5));
    const supply = [
      {
        reference: 'RPL-000001',
        globalSku: 'A',
        locationId: 'S1',
        quantity: 1,
        expectedDate: shop.inDays(1),
      },
    ];
    const { code } = await refused(shop, () => shop.attempt('setExpectedSupply', { supply }));
    expect(code).toBe('SUPPLY_OF_DOCUMENT');
    await configure(shop, { reorderPoint: 5, max: 9 });
  });
});
