import { describe, expect, it } from 'vitest';
import { as } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import {
  approved,
  events,
  figures,
  goods,
  lies,
  places,
  shipped,
  step,
  stocked,
} from '../support/transfers.ts';

const gateway = await startGateway();

/** Seven T on their way to L2: 4 of SOON at a cost of 2, 3 of LATE at a cost of 3. */
async function underWay(more: object = {}) {
  const shop = await open(gateway, places);
  const lot = (lotNumber: string, days: number, quantity: number, unitCost: number) => ({
    sku: 'T',
    lotNumber,
    expiryDate: shop.inDays(days),
    quantity,
    unitCost,
  });
  await shop.receive('L1', lot('LATE', 90, 6, 3), lot('SOON', 30, 4, 2));
  const lines = [{ globalSku: 'T', quantity: 7, ...more }];
  const { id, number, lines: made } = await shipped(shop, goods(0, { lines }));
  return { shop, id, number, lineId: made[0].id as string };
}

describe('receiving', () => {
  it('in parts: bins and lots are chosen, what is damaged is set apart, what is short stays visible', async () => {
    const { shop, id, lineId } = await underWay({ toBinId: 'D1' });
    const first = await step(shop, 'receive', {
      id,
      notes: 'first pallet',
      lines: [
        { lineId, lotNumber: 'LATE', quantity: 2, toBinId: 'D2' },
        { lineId, quantity: 1, damagedQuantity: 1, reason: 'wet' },
      ],
    });
    expect(first).toMatchObject({ status: 'PARTIALLY_RECEIVED', receivedAt: null });
    expect(figures(first.lines[0])).toEqual({
      requested: 7,
      reserved: 0,
      shipped: 7,
      inTransit: 3,
      received: 3,
      damaged: 1,
      overReceived: 0,
      writtenOff: 0,
      short: 3,
    });
    expect(first.lines[0].reason).toBe('wet');
    expect(first.lines[0].parcels).toMatchObject([
      { lotNumber: 'SOON', received: 1, damaged: 1, inTransit: 2 },
      { lotNumber: 'LATE', received: 2, damaged: 0, inTransit: 1 },
    ]);
    expect(await lies(shop)).toEqual({
      'T L1 LATE': 3,
      'T L2/D1 SOON': 1,
      'T L2/D1 SOON DAMAGED': 1,
      'T L2/D2 LATE': 2,
    });
    await expectVerified(shop);
    // by default: all the rest, less what is damaged
    const rest = await step(shop, 'receive', { id, lines: [{ lineId, damagedQuantity: 1 }] });
    expect(rest).toMatchObject({ status: 'RECEIVED' });
    expect(figures(rest.lines[0])).toMatchObject({ received: 5, damaged: 2, inTransit: 0, short: 0 });
    expect(rest.history.slice(3)).toEqual([
      { from: 'IN_TRANSIT', to: 'PARTIALLY_RECEIVED', note: 'first pallet' },
      { from: 'PARTIALLY_RECEIVED', to: 'RECEIVED', note: null },
    ]);
    const record = await shop.record('T', 'L2');
    expect(record).toMatchObject({ onHand: 7, unavailable: 2, incoming: 0 });
    await expectVerified(shop);
  });

  it('keeps the value: costs arrive as they left', async () => {
    const { shop, id } = await underWay();
    await shop.receive('L2', {
      sku: 'T',
      lotNumber: 'LATE',
      expiryDate: shop.inDays(90),
      quantity: 1,
      unitCost: 7,
    });
    await step(shop, 'receive', { id });
    const { nodes } = await shop.ask('items', { filter: { locationId: 'L2' } });
    const costs = nodes.map((item: { lotNumber: string; totalValue: number }) => [
      item.lotNumber,
      item.totalValue,
    ]);
    expect(costs.sort()).toEqual([
      ['LATE', 16],
      ['SOON', 8],
    ]);
    await expectVerified(shop);
  });

  it('more than is on its way needs the permission and a reason, and comes in as the last lot', async () => {
    const { shop, id, lineId } = await underWay();
    const clerk = as(shop, await shop.organization.caller('transfers.read', 'transfers.write'));
    const of = (fields: object) => ({ id, lines: [{ lineId, ...fields }] });
    expect(
      await refused(shop, () => clerk.attempt('receiveTransfer', of({ quantity: 8, reason: 'x' }))),
    ).toMatchObject({
      code: 'FORBIDDEN',
      paths: ['lines[0].quantity'],
      details: { permission: 'transfers.override' },
    });
    expect(await refused(shop, () => shop.attempt('receiveTransfer', of({ quantity: 8 })))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['lines[0].reason'],
    });
    const over = await step(shop, 'receive', of({ quantity: 8, damagedQuantity: 1, reason: 'two too many' }));
    expect(figures(over.lines[0])).toMatchObject({
      shipped: 7,
      received: 7,
      damaged: 0,
      overReceived: 2,
      inTransit: 0,
    });
    expect(over).toMatchObject({ status: 'RECEIVED', lines: [{ reason: 'two too many' }] });
    expect(await lies(shop)).toEqual({
      'T L1 LATE': 3,
      'T L2 SOON': 4,
      'T L2 LATE': 4,
      'T L2 LATE DAMAGED': 1,
    });
    await expectVerified(shop);
  });

  it('more of one lot, while the rest is still on its way', async () => {
    const { shop, id, lineId } = await underWay();
    const lines = [{ lineId, lotNumber: 'SOON', quantity: 5, reason: 'x' }];
    const over = await step(shop, 'receive', { id, lines });
    expect(over.status).toBe('PARTIALLY_RECEIVED');
    expect(figures(over.lines[0])).toMatchObject({ received: 4, overReceived: 1, inTransit: 3 });
    expect(await lies(shop)).toMatchObject({ 'T L2 SOON': 5 });
    await expectVerified(shop);
  });

  it('what left arrives, also where product, place and lot are not what they were', async () => {
    const { shop, id } = await underWay();
    const { body } = await shop.caller.graphql(`mutation {
      upsertProducts(input: {products: [{globalSku: "T", status: INACTIVE}]}) { products { id } }
      upsertLocations(input: {locations: [{code: "L2", status: INACTIVE}]}) { locations { id } }
      upsertLots(input: {lots: [{productMasterId: "${shop.ids.T}", number: "SOON", status: RECALLED}]}) { lots { id } } }`);
    expect(body.errors).toBeUndefined();
    expect((await step(shop, 'receive', { id })).status).toBe('RECEIVED');
    await expectVerified(shop);
  });

  it('the bin that was planned may be blocked by now: another one is named', async () => {
    const { shop, id, lineId } = await underWay({ toBinId: 'D1' });
    const block = '{locationId: "L2", code: "D1", blocked: true}';
    await shop.caller.graphql(`mutation { upsertBins(input: {bins: [${block}]}) { bins { id } } }`);
    const receive = (more: object = {}) => shop.attempt('receiveTransfer', { id, ...more });
    expect(await refused(shop, receive)).toMatchObject({ code: 'BIN_BLOCKED', paths: ['lines[0].toBinId'] });
    const into = (toBinId: string | undefined) =>
      refused(shop, () => receive({ lines: [{ lineId, quantity: 1, toBinId }] }));
    expect(await into('NO')).toMatchObject({ code: 'NOT_FOUND', paths: ['lines[0].toBinId'] });
    expect(await into(shop.ids.S1)).toMatchObject({ code: 'BIN_OF_ANOTHER_LOCATION' });
    expect(await into('OLD')).toMatchObject({ code: 'INACTIVE' });
    await step(shop, 'receive', { id, lines: [{ lineId, toBinId: 'D2' }] });
    expect(await lies(shop)).toMatchObject({ 'T L2/D2 SOON': 4, 'T L2/D2 LATE': 3 });
  });

  it('names what is wrong with its lines', async () => {
    const shop = await stocked(gateway);
    await shop.receive('L1', { sku: 'B', quantity: 5 });
    const lines = ['A', 'B'].map((globalSku) => ({ globalSku, quantity: 2 }));
    const { id, lines: made } = await approved(shop, goods(0, { lines }));
    const [a, b] = made.map((line: { id: string }) => line.id);
    await step(shop, 'ship', { id, lines: [{ lineId: a }] });
    const receive = (entries: object[]) =>
      refused(shop, () => shop.attempt('receiveTransfer', { id, lines: entries }));
    const bad = { code: 'VALIDATION_FAILED' };
    expect(await receive([])).toMatchObject({ ...bad, paths: ['lines'] });
    expect(await receive([{ lineId: a, quantity: 0 }])).toMatchObject({ ...bad, paths: ['lines'] });
    expect(await receive([{ lineId: b, quantity: 1 }])).toMatchObject({ ...bad, paths: ['lines[0].lineId'] });
    expect(await receive([{ lineId: a, quantity: -1, damagedQuantity: -1 }])).toMatchObject({
      ...bad,
      paths: ['lines[0].quantity', 'lines[0].damagedQuantity'],
    });
    expect(await receive([{ lineId: 'no' }, { lineId: a }])).toMatchObject({
      code: 'NOT_FOUND',
      paths: ['lines[0].lineId'],
    });
    expect(await receive([{ lineId: a, lotNumber: 'NO' }])).toMatchObject({
      code: 'NOT_FOUND',
      paths: ['lines[0].lotNumber'],
    });
    expect(await receive([{ lineId: a, lotId: 'NO' }])).toMatchObject({ paths: ['lines[0].lotId'] });
    expect(await receive([{ lineId: a, lotId: 'NO', lotNumber: 'NO' }])).toMatchObject(bad);
    expect(await receive([{ lineId: a, damagedQuantity: 1e13 }])).toMatchObject(bad);
    // the same line twice: what the first entry took is gone for the second
    expect(
      await receive([
        { lineId: a, quantity: 2 },
        { lineId: a, quantity: 1 },
      ]),
    ).toMatchObject({
      ...bad,
      paths: ['lines[1].reason'],
    });
    await expectVerified(shop);
  });
});

describe('writing off', () => {
  it('ends what never came, in parts, with a reason', async () => {
    const { shop, id, lineId } = await underWay();
    await step(shop, 'receive', { id, lines: [{ lineId, quantity: 4 }] });
    const some = await step(shop, 'writeOff', { id, lines: [{ lineId, quantity: 1, reason: 'crushed' }] });
    expect(some).toMatchObject({
      status: 'PARTIALLY_RECEIVED',
      lines: [{ writtenOff: 1, short: 2, reason: 'crushed' }],
    });
    expect(await shop.record('T', 'L2')).toMatchObject({ incoming: 2 });
    await expectVerified(shop);
    const all = await step(shop, 'writeOff', { id, reason: 'lost by the carrier' });
    expect(all).toMatchObject({ status: 'RECEIVED' });
    expect(figures(all.lines[0])).toMatchObject({
      shipped: 7,
      received: 4,
      writtenOff: 3,
      inTransit: 0,
      short: 0,
    });
    expect(all.lines[0].parcels).toMatchObject([
      { lotNumber: 'SOON', received: 4 },
      { lotNumber: 'LATE', writtenOff: 3 },
    ]);
    expect(all.history.at(-1)).toMatchObject({ to: 'RECEIVED', note: 'lost by the carrier' });
    expect(await events(shop)).toEqual(
      ['created', 'approved', 'shipped', 'received', 'written-off', 'written-off'].map(
        (verb) => `transfer.${verb}`,
      ),
    );
    const [told] = await shop.sql<{ after: object }>(
      `select after from audit_entry where org_id = $1 and action = 'transfer.write-off' order by id limit 1`,
    );
    expect(told?.after).toMatchObject({
      lines: [{ lineId, writtenOff: '1', value: '3', reason: 'crushed' }],
    });
    await expectVerified(shop);
  });

  it('of a lot that is named; before anything has come it stays in transit', async () => {
    const { shop, id, lineId } = await underWay();
    const lines = [{ lineId, lotNumber: 'LATE', quantity: 2 }];
    const some = await step(shop, 'writeOff', { id, reason: 'x', lines });
    expect(some).toMatchObject({ status: 'IN_TRANSIT' });
    expect(some.lines[0].parcels).toMatchObject([{ inTransit: 4 }, { inTransit: 1, writtenOff: 2 }]);
    expect(await step(shop, 'writeOff', { id, reason: 'all of it' })).toMatchObject({
      status: 'RECEIVED',
      lines: [{ received: 0, writtenOff: 7 }],
    });
    expect(await lies(shop)).toEqual({ 'T L1 LATE': 3 });
    await expectVerified(shop);
  });

  it('needs a reason, and something on its way', async () => {
    const { shop, id, lineId } = await underWay();
    const write = (input: object) => refused(shop, () => shop.attempt('writeOffTransfer', { id, ...input }));
    expect(await write({})).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['reason'] });
    expect(await write({ lines: [{ lineId, reason: ' ' }] })).toMatchObject({ paths: ['lines[0].reason'] });
    expect(await write({ reason: 'x', lines: [{ lineId, quantity: 0 }] })).toMatchObject({
      paths: ['lines'],
    });
    expect(await write({ reason: 'x', lines: [{ lineId, quantity: 7.0001 }] })).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[0].quantity'],
      details: { available: 7, requested: 7.0001 },
    });
    expect(await write({ reason: 'x', lines: [{ lineId: 'no' }] })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what is in transit', () => {
  async function seen(shop: Shop, sku = 'T') {
    const { incoming, nextIncomingDate } = await shop.record(sku, 'L2');
    const drill = await shop.ask('drilldown', { productMasterId: shop.ids[sku], locationId: 'L2' });
    const neededBy = shop.inDays(20);
    const lines = [{ globalSku: sku, locationId: 'L2', quantity: 7 }];
    const check = await shop.ask('check', { input: { neededBy, lines } });
    return {
      record: [incoming, nextIncomingDate],
      incoming: drill.incoming,
      projection: drill.projection.at(-1).atp,
      check: [check.lines[0].status, check.lines[0].availableDate],
    };
  }

  it('is incoming at the destination on its day: in availability, drilldown and the time-phased promise', async () => {
    const shop = await stocked(gateway);
    const day = shop.inDays(12);
    const lines = [
      { globalSku: 'A', quantity: 4 },
      { globalSku: 'A', quantity: 3 },
    ];
    const { id, number } = await approved(shop, goods(0, { expectedDate: day, lines }));
    expect((await shop.ask('records', { filter: { locationId: 'L2' } })).nodes).toEqual([]);
    const { lines: gone } = await step(shop, 'ship', { id });
    expect(await seen(shop, 'A')).toEqual({
      record: [7, day],
      incoming: [{ reference: number, expectedDate: day, quantity: 7 }],
      projection: 7,
      check: ['AVAILABLE', day],
    });
    await step(shop, 'receive', { id, lines: [{ lineId: gone[0].id, quantity: 3, damagedQuantity: 1 }] });
    expect(await seen(shop, 'A')).toMatchObject({
      record: [3, day],
      incoming: [{ reference: number, quantity: 3 }],
      projection: 6,
    });
    await step(shop, 'writeOff', { id, reason: 'x', lines: [{ lineId: gone[1].id, quantity: 1 }] });
    expect(await seen(shop, 'A')).toMatchObject({ record: [2, day], projection: 5 });
    await step(shop, 'receive', { id });
    expect(await seen(shop, 'A')).toMatchObject({ record: [0, null], incoming: [], projection: 5 });
    await expectVerified(shop);
  });

  it('without a day it is expected on the day on which it left, there', async () => {
    const shop = await open(gateway, {
      ...places,
      locations: ['L1', { code: 'L2', timezone: 'Pacific/Kiritimati' }, 'L3', 'SHUT'],
    });
    await shop.receive('L1', { sku: 'A', quantity: 3 });
    await shipped(shop, goods(3));
    const there = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Kiritimati' }).format(
      gateway.clock.now(),
    );
    expect(await shop.record('A', 'L2')).toMatchObject({ incoming: 3, nextIncomingDate: there });
  });

  it('cannot be changed from outside, and stands beside what outside systems told of', async () => {
    const shop = await stocked(gateway);
    const tell = (reference: string, quantity: number) => ({
      supply: [{ reference, globalSku: 'A', locationId: 'L2', quantity, expectedDate: shop.inDays(3) }],
    });
    // an outside document that happens to be called as the transfer will be
    await shop.run('setExpectedSupply', tell('TR-000001', 2));
    const { id, number } = await shipped(shop, goods(4));
    expect(number).toBe('TR-000001');
    expect(await shop.record('A', 'L2')).toMatchObject({ incoming: 6 });
    for (const quantity of [9, 0])
      expect(
        await refused(shop, () => shop.attempt('setExpectedSupply', tell(number, quantity))),
      ).toMatchObject({
        code: 'SUPPLY_OF_DOCUMENT',
        paths: ['supply[0].reference'],
        details: { documentType: 'TRANSFER', documentId: id },
      });
    await shop.run('setExpectedSupply', tell('PO-1', 1));
    await step(shop, 'receive', { id });
    expect(await shop.record('A', 'L2')).toMatchObject({ incoming: 3 });
    await expectVerified(shop);
  });

  it('what an approved transfer has reserved shows with its number', async () => {
    const shop = await stocked(gateway);
    const { id, number } = await approved(shop, goods(4));
    const { reservations, channels } = await shop.ask('drilldown', {
      productMasterId: shop.ids.A,
      locationId: 'L1',
    });
    expect(reservations).toMatchObject([
      { documentType: 'TRANSFER', documentId: id, number, quantity: 4, channelId: null },
    ]);
    expect(channels[0].terms.reservedShared).toBe(4);
  });
});

describe('lists', () => {
  it('filters, sorts and pages transfers', async () => {
    const shop = await stocked(gateway, 50);
    await shop.receive('L1', { sku: 'B', quantity: 5 });
    await shop.receive('L2', { sku: 'A', quantity: 5 });
    await shipped(shop, goods(1, { expectedDate: shop.inDays(9) }));
    await approved(shop, goods(1, { toLocationId: 'L3' }));
    await approved(shop, {
      ...goods(1),
      fromLocationId: 'L2',
      toLocationId: 'L1',
      expectedDate: shop.inDays(2),
    });
    await shop.run('createTransfer', goods(0, { lines: [{ globalSku: 'B', quantity: 1 }] }));
    const numbers = async (filter: object, sort?: object) =>
      (await shop.ask('transfers', { filter, sort })).nodes.map(({ number }: { number: string }) =>
        Number(number.slice(-2)),
      );
    expect(await numbers({})).toEqual([4, 3, 2, 1]);
    expect(await numbers({ status: 'APPROVED' })).toEqual([3, 2]);
    expect(await numbers({ kind: 'DESTRUCTION' })).toEqual([]);
    expect(await numbers({ fromLocationId: 'L2' })).toEqual([3]);
    expect(await numbers({ toLocationId: shop.ids.L3 })).toEqual([2]);
    expect(await numbers({ productMasterId: shop.ids.B })).toEqual([4]);
    expect(await numbers({ fromDate: shop.inDays(0), toDate: shop.inDays(0) })).toEqual([4, 3, 2, 1]);
    expect(await numbers({ fromDate: shop.inDays(1) })).toEqual([]);
    expect(await numbers({ toDate: shop.inDays(-1) })).toEqual([]);
    const orders = {
      number: [1, 2, 3, 4],
      createdAt: [1, 2, 3, 4],
      expectedDate: [3, 1, 2, 4],
      updatedAt: [1, 2, 3, 4],
    };
    for (const [field, expected] of Object.entries(orders)) {
      const found: number[] = [];
      for (let after: string | null = null; ; ) {
        const page = await shop.ask('transfers', { sort: { field }, first: 1, after });
        found.push(Number(page.nodes[0].number.slice(-2)));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect([field, found]).toEqual([field, expected]);
    }
  });

  it('shows the bins of a location: what is where, with lots, and which are blocked', async () => {
    const shop = await open(gateway, places);
    const expiryDate = shop.inDays(30);
    await shop.receive('L1', { sku: 'T', quantity: 4, lotNumber: 'X', expiryDate, binId: 'S1' });
    await shop.receive('L1', {
      sku: 'T',
      quantity: 2,
      lotNumber: 'OVER',
      expiryDate: shop.inDays(1),
      binId: 'S1',
    });
    await shop.receive('L1', { sku: 'A', quantity: 5, binId: 'S1' }, { sku: 'A', quantity: 3 });
    await shop.receive('L1', { sku: 'A', quantity: 1, condition: 'DAMAGED' });
    await approved(shop, goods(0, { lines: [{ globalSku: 'T', quantity: 1, lotNumber: 'X' }] }));
    gateway.clock.advance(3 * 86_400_000);
    const all = await shop.ask('transferBins', { filter: { locationId: 'L1' } });
    expect(all.totalCount).toBe(4);
    expect(all.nodes).toEqual([
      {
        id: null,
        code: null,
        name: null,
        zone: null,
        type: null,
        blocked: false,
        onHand: 4,
        available: 3,
        lots: [
          expect.objectContaining({ globalSku: 'A', condition: 'AVAILABLE', onHand: 3, available: 3 }),
          expect.objectContaining({ globalSku: 'A', condition: 'DAMAGED', onHand: 1, available: 0 }),
        ],
      },
      expect.objectContaining({ code: 'BAD', blocked: true, onHand: 0, lots: [] }),
      expect.objectContaining({ code: 'S1', type: 'STORAGE', blocked: false, onHand: 11, available: 8 }),
      expect.objectContaining({ code: 'S2', onHand: 0 }),
    ]);
    expect(all.nodes[2].lots).toMatchObject([
      { globalSku: 'A', lotNumber: null, onHand: 5, available: 5 },
      { globalSku: 'T', lotNumber: 'OVER', onHand: 2, available: 0 },
      { globalSku: 'T', lotNumber: 'X', expiryDate, onHand: 4, available: 3 },
    ]);
    const ofT = await shop.ask('transferBins', {
      filter: { locationId: shop.ids.L1, productMasterId: shop.ids.T },
    });
    expect(ofT).toMatchObject({ totalCount: 1, nodes: [{ code: 'S1', onHand: 6, available: 3 }] });
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await shop.ask('transferBins', { filter: { locationId: 'L1' }, first: 1, after });
      found.push(page.nodes[0].code);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(found).toEqual([null, 'BAD', 'S1', 'S2']);
    const { body } = await shop.caller.graphql('{ transferBins(filter: {locationId: "NO"}) { totalCount } }');
    expect(body.errors[0].extensions).toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ path: 'filter.locationId' }],
    });
  });
});
