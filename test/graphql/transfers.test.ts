import { describe, expect, it } from 'vitest';
import { as } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refused } from '../support/invariants.ts';
import { expectVerified } from '../support/put-away.ts';
import {
  approved,
  draft,
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
const DAY = 86_400_000;

/** Ten T at L1: 4 of the lot that expires first, in S1, and 6 of the other. */
async function lots(): Promise<Shop> {
  const shop = await open(gateway, places);
  await shop.receive('L1', {
    sku: 'T',
    quantity: 6,
    lotNumber: 'LATE',
    expiryDate: shop.inDays(90),
    unitCost: 3,
  });
  await shop.receive('L1', {
    sku: 'T',
    quantity: 4,
    lotNumber: 'SOON',
    expiryDate: shop.inDays(30),
    binId: 'S1',
    unitCost: 2,
  });
  return shop;
}
const ofT = (quantity: number, line: object = {}) =>
  goods(0, { lines: [{ globalSku: 'T', quantity, ...line }] });

describe('a transfer', () => {
  it('goes from draft to received: reserved first expired first, lots and costs carried along', async () => {
    const shop = await lots();
    const made = await draft(shop, ofT(7, { toBinId: 'D2' }));
    expect(made).toMatchObject({
      number: 'TR-000001',
      kind: 'STANDARD',
      status: 'DRAFT',
      fromLocation: { code: 'L1' },
      toLocation: { code: 'L2' },
      expectedDate: null,
      includeHeld: false,
      version: 1,
      history: [{ from: null, to: 'DRAFT' }],
    });
    expect(made.lines[0]).toMatchObject({ requested: 7, reserved: 0, toBinId: shop.ids.D2, allocations: [] });
    const reserved = await step(shop, 'approve', { id: made.id, expectedVersion: 1, notes: 'go' });
    expect(reserved).toMatchObject({ status: 'APPROVED', version: 2 });
    expect(reserved.lines[0]).toMatchObject({
      reserved: 7,
      allocations: [
        { lotNumber: 'SOON', expiryDate: shop.inDays(30), binId: shop.ids.S1, quantity: 4 },
        { lotNumber: 'LATE', binId: null, quantity: 3 },
      ],
    });
    expect(await shop.record('T', 'L1')).toMatchObject({ onHand: 10, reserved: 7, available: 3 });
    expect(await shop.record('T', 'L1')).toMatchObject({ incoming: 0 });
    const gone = await step(shop, 'ship', { id: made.id });
    expect(gone).toMatchObject({ status: 'IN_TRANSIT', version: 3 });
    expect(gone.shippedAt).not.toBeNull();
    expect(gone.lines[0]).toMatchObject({
      reserved: 0,
      shipped: 7,
      inTransit: 7,
      short: 7,
      allocations: [],
      parcels: [
        { lotNumber: 'SOON', condition: 'AVAILABLE', unitCost: 2, shipped: 4, inTransit: 4 },
        { lotNumber: 'LATE', unitCost: 3, shipped: 3 },
      ],
    });
    expect(await lies(shop)).toEqual({ 'T L1 LATE': 3 });
    expect(await shop.record('T', 'L1')).toMatchObject({ onHand: 3, reserved: 0 });
    const there = await step(shop, 'receive', { id: made.id });
    expect(there).toMatchObject({ status: 'RECEIVED', version: 4 });
    expect(there.receivedAt).not.toBeNull();
    expect(there.history.map(({ to }: { to: string }) => to)).toEqual([
      'DRAFT',
      'APPROVED',
      'IN_TRANSIT',
      'RECEIVED',
    ]);
    expect(figures(there.lines[0])).toMatchObject({ shipped: 7, received: 7, inTransit: 0, short: 0 });
    expect(await lies(shop)).toEqual({ 'T L1 LATE': 3, 'T L2/D2 SOON': 4, 'T L2/D2 LATE': 3 });
    const { nodes } = await shop.ask('items', { filter: { locationId: 'L2' } });
    expect(
      nodes.map((item: { lotNumber: string; unitCost: number }) => [item.lotNumber, item.unitCost]),
    ).toEqual(
      expect.arrayContaining([
        ['SOON', 2],
        ['LATE', 3],
      ]),
    );
    const { movements } = await shop.ask('transfer', { id: made.id });
    expect(movements.map((move: { quantityDelta: number }) => move.quantityDelta)).toEqual([-4, -3, 4, 3]);
    expect(await events(shop)).toEqual([
      'transfer.created',
      'transfer.approved',
      'transfer.shipped',
      'transfer.received',
    ]);
    await expectVerified(shop);
  });

  it('takes the lot and the bin that a line names', async () => {
    const shop = await lots();
    const late = await approved(shop, ofT(5, { lotNumber: 'LATE' }));
    expect(late.lines[0]).toMatchObject({
      lotNumber: 'LATE',
      allocations: [{ lotNumber: 'LATE', quantity: 5 }],
    });
    const { id } = await draft(shop, ofT(5, { fromBinId: 'S1' }));
    const refusal = await refused(shop, () => shop.attempt('approveTransfer', { id }));
    expect(refusal).toMatchObject({ code: 'INSUFFICIENT_STOCK', details: { requested: 5, available: 4 } });
    await expectVerified(shop);
  });

  it('takes what is free from under the channels, and nothing in a bin that is blocked', async () => {
    const shop = await open(gateway, {
      ...places,
      policies: [
        { name: 'safe', safetyStock: 8, allocationType: 'FIXED', allocationQuantity: 9, channelId: 'DTC' },
      ],
    });
    await shop.receive('L1', { sku: 'A', quantity: 10, binId: 'S1' });
    await shop.run('recordStock', {
      locationId: 'L1',
      lines: [{ globalSku: 'A', quantity: 5, binId: 'S2' }],
    });
    await shop.caller.graphql(
      'mutation { upsertBins(input: {bins: [{locationId: "L1", code: "S2", blocked: true}]}) { bins { id } } }',
    );
    const { id } = await draft(shop, goods(11));
    expect(await refused(shop, () => shop.attempt('approveTransfer', { id }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { requested: 11, available: 10 },
    });
    const { lines } = await approved(shop, goods(10));
    expect(lines[0].reserved).toBe(10);
    await expectVerified(shop);
  });

  it('is refused as a whole with the shortfall of each line', async () => {
    const shop = await stocked(gateway, 10);
    await shop.receive('L1', { sku: 'B', quantity: 3 });
    const lines = [
      { globalSku: 'A', quantity: 7 },
      { globalSku: 'A', quantity: 4.5 },
      { globalSku: 'B', quantity: 3 },
      { globalSku: 'T', quantity: 1 },
    ];
    const made = await draft(shop, goods(0, { lines }));
    const { code, paths, details } = await refused(shop, () =>
      shop.attempt('approveTransfer', { id: made.id }),
    );
    expect([code, paths]).toEqual(['INSUFFICIENT_STOCK', ['lines[1].quantity', 'lines[3].quantity']]);
    expect(details.shortfalls).toEqual([
      {
        line: 2,
        lineId: made.lines[1].id,
        productMasterId: shop.ids.A,
        globalSku: 'A',
        requested: 4.5,
        available: 3,
        shortfall: 1.5,
      },
      expect.objectContaining({ line: 4, requested: 1, available: 0, shortfall: 1 }),
    ]);
  });

  it('is changed while it is a draft: its lines as a whole, the rest field by field', async () => {
    const shop = await stocked(gateway);
    const { id } = await draft(shop, goods(3, { notes: 'x', expectedDate: '2031-01-01' }));
    const lines = [
      { globalSku: 'B', quantity: 1 },
      { globalSku: 'A', quantity: 2, fromBinId: 'S1' },
    ];
    const changed = await step(shop, 'update', {
      id,
      expectedVersion: 1,
      expectedDate: null,
      includeHeld: true,
      lines,
    });
    expect(changed).toMatchObject({ version: 2, notes: 'x', expectedDate: null, includeHeld: true });
    expect(changed.lines).toMatchObject([
      { lineNo: 1, globalSku: 'B' },
      { lineNo: 2, globalSku: 'A', fromBinId: shop.ids.S1 },
    ]);
    // the bin of a line that stays is not at the new source
    const move = () => shop.attempt('updateTransfer', { id, fromLocationId: 'L3' });
    expect(await refused(shop, move)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines'] });
    const moved = await step(shop, 'update', { id, fromLocationId: 'L3', lines: [lines[0]] });
    expect(moved.fromLocation.code).toBe('L3');
    const same = () => shop.attempt('updateTransfer', { id, toLocationId: shop.ids.L3 });
    expect(await refused(shop, same)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['toLocationId'] });
    expect(await events(shop)).toEqual(['transfer.created', 'transfer.updated', 'transfer.updated']);
    await expectVerified(shop);
  });

  it('is cancelled before it leaves: what it reserved is free again', async () => {
    const shop = await stocked(gateway);
    const one = await draft(shop, goods(4));
    const two = await approved(shop, goods(6));
    expect(await step(shop, 'cancel', { id: one.id })).toMatchObject({ status: 'CANCELLED' });
    expect(await step(shop, 'cancel', { id: two.id, notes: 'off' })).toMatchObject({
      status: 'CANCELLED',
      lines: [{ reserved: 0, requested: 6 }],
      history: [{}, {}, { from: 'APPROVED', to: 'CANCELLED', note: 'off' }],
    });
    expect(await shop.record('A', 'L1')).toMatchObject({ reserved: 0, available: 10 });
    await expectVerified(shop);
  });

  it('takes only the steps of its state, on the version that was meant', async () => {
    const shop = await stocked(gateway, 100);
    const made = async (status: string) => {
      const { id } = await draft(shop, goods(4));
      if (status === 'CANCELLED') await step(shop, 'cancel', { id });
      if (['DRAFT', 'CANCELLED'].includes(status)) return id;
      await step(shop, 'approve', { id });
      if (status === 'APPROVED') return id;
      const { lines } = await step(shop, 'ship', { id });
      if (status === 'PARTIALLY_RECEIVED')
        await step(shop, 'receive', { id, lines: [{ lineId: lines[0].id, quantity: 1 }] });
      if (status === 'RECEIVED') await step(shop, 'receive', { id });
      return id;
    };
    const allowed = {
      DRAFT: ['UPDATE', 'APPROVE', 'CANCEL'],
      APPROVED: ['SHIP', 'CANCEL'],
      IN_TRANSIT: ['RECEIVE', 'WRITE_OFF'],
      PARTIALLY_RECEIVED: ['RECEIVE', 'WRITE_OFF'],
      RECEIVED: [],
      CANCELLED: [],
    };
    const steps = {
      UPDATE: 'updateTransfer',
      APPROVE: 'approveTransfer',
      SHIP: 'shipTransfer',
      RECEIVE: 'receiveTransfer',
      WRITE_OFF: 'writeOffTransfer',
      CANCEL: 'cancelTransfer',
    } as const;
    for (const [status, those] of Object.entries(allowed)) {
      const id = await made(status);
      for (const [name, mutation] of Object.entries(steps)) {
        const more = name === 'WRITE_OFF' ? { reason: 'x' } : {};
        const may = (those as string[]).includes(name);
        const attempt = () =>
          shop.attempt(mutation, { id, ...more, ...(may ? { expectedVersion: 99 } : {}) });
        expect(await refused(shop, attempt)).toMatchObject(
          may
            ? { code: 'VERSION_CONFLICT', paths: ['expectedVersion'] }
            : { code: 'INVALID_TRANSITION', details: { status, allowed: those } },
        );
      }
    }
    await expectVerified(shop);
  });
});

describe('a draft is refused', () => {
  it.each<[what: string, change: object, line: object, code: string, path: string]>([
    ['from and to the same', { toLocationId: 'L1' }, {}, 'VALIDATION_FAILED', 'toLocationId'],
    ['an unknown source', { fromLocationId: 'NO' }, {}, 'NOT_FOUND', 'fromLocationId'],
    ['an unknown destination', { toLocationId: 'NO' }, {}, 'NOT_FOUND', 'toLocationId'],
    ['an inactive destination', { toLocationId: 'SHUT' }, {}, 'INACTIVE', 'toLocationId'],
    ['no lines', { lines: [] }, {}, 'VALIDATION_FAILED', 'lines'],
    ['notes that are too long', { notes: 'x'.repeat(2001) }, {}, 'VALIDATION_FAILED', 'notes'],
    ['a day that is none', { expectedDate: '2026-02-30' }, {}, 'VALIDATION_FAILED', 'expectedDate'],
    ['a quantity of 0', {}, { quantity: 0 }, 'VALIDATION_FAILED', 'lines[1].quantity'],
    ['a quantity below 0', {}, { quantity: -1 }, 'VALIDATION_FAILED', 'lines[1].quantity'],
    ['a huge quantity', {}, { quantity: 1e12 }, 'VALIDATION_FAILED', 'lines[1].quantity'],
    ['no product', {}, { globalSku: null }, 'VALIDATION_FAILED', 'lines[1].productMasterId'],
    ['an unknown product', {}, { globalSku: 'NO' }, 'NOT_FOUND', 'lines[1].globalSku'],
    ['an inactive product', {}, { globalSku: 'OFF' }, 'INACTIVE', 'lines[1].globalSku'],
    ['an unknown lot', {}, { lotNumber: 'NO' }, 'NOT_FOUND', 'lines[1].lotNumber'],
    ['a long lot number', {}, { lotNumber: 'x'.repeat(101) }, 'VALIDATION_FAILED', 'lines[1].lotNumber'],
    ['a lot by two names', {}, { lotNumber: 'X', lotId: 'X' }, 'VALIDATION_FAILED', 'lines[1].lotNumber'],
    ['an unknown bin', {}, { fromBinId: 'NO' }, 'NOT_FOUND', 'lines[1].fromBinId'],
    ['a blocked bin to take from', {}, { fromBinId: 'BAD' }, 'BIN_BLOCKED', 'lines[1].fromBinId'],
    ['a blocked bin to go into', {}, { toBinId: 'STUCK' }, 'BIN_BLOCKED', 'lines[1].toBinId'],
    ['an inactive bin to go into', {}, { toBinId: 'OLD' }, 'INACTIVE', 'lines[1].toBinId'],
  ])('%s', async (_what, change, line, code, path) => {
    const shop = await stocked(gateway);
    const lines = [
      { globalSku: 'A', quantity: 1 },
      { globalSku: 'A', quantity: 1, ...line },
    ];
    const input = { ...goods(1), lines, ...change };
    expect(await refused(shop, () => shop.attempt('createTransfer', input))).toMatchObject({
      code,
      paths: [path],
    });
  });

  it('with bins of another location, or a lot of another product', async () => {
    const shop = await lots();
    const lot = (await shop.ask('items', { filter: {} })).nodes[0].lotId;
    const of = (line: object) =>
      refused(shop, () =>
        shop.attempt('createTransfer', goods(0, { lines: [{ globalSku: 'A', quantity: 1, ...line }] })),
      );
    expect(await of({ fromBinId: shop.ids.D1 })).toMatchObject({ code: 'BIN_OF_ANOTHER_LOCATION' });
    expect(await of({ toBinId: shop.ids.S1 })).toMatchObject({ code: 'BIN_OF_ANOTHER_LOCATION' });
    expect(await of({ lotId: lot })).toMatchObject({ code: 'LOT_OF_ANOTHER_PRODUCT' });
  });
});

describe('what must not leave', () => {
  const setLot = (shop: Shop, fields: string) =>
    shop.caller.graphql(
      `mutation { upsertLots(input: {lots: [{productMasterId: "${shop.ids.T}", number: "SOON", ${fields}}]}) { lots { id } } }`,
    );

  it('a lot that is recalled or has expired is not reserved by name, nor by first expired first out', async () => {
    const shop = await lots();
    const named = await draft(shop, ofT(1, { lotNumber: 'SOON' }));
    await setLot(shop, 'status: RECALLED');
    const approve = () => shop.attempt('approveTransfer', { id: named.id });
    expect(await refused(shop, approve)).toMatchObject({
      code: 'LOT_RECALLED',
      paths: ['lines[0].lotNumber'],
    });
    expect((await approved(shop, ofT(2))).lines[0].allocations).toMatchObject([{ lotNumber: 'LATE' }]);
    await setLot(shop, 'status: ACTIVE');
    gateway.clock.advance(40 * DAY);
    expect(await refused(shop, approve)).toMatchObject({
      code: 'LOT_EXPIRED',
      paths: ['lines[0].lotNumber'],
    });
    await expectVerified(shop);
  });

  it('a lot that was recalled or has expired since stays; without it the rest leaves', async () => {
    const shop = await lots();
    const lines = [
      { globalSku: 'T', quantity: 2, lotNumber: 'LATE' },
      { globalSku: 'T', quantity: 2, lotNumber: 'SOON' },
    ];
    const { id, lines: made } = await approved(shop, goods(0, { lines }));
    await setLot(shop, 'status: RECALLED');
    const ship = () => shop.attempt('shipTransfer', { id });
    expect(await refused(shop, ship)).toMatchObject({ code: 'LOT_RECALLED', paths: ['lines[1].lineId'] });
    await setLot(shop, 'status: ACTIVE');
    gateway.clock.advance(40 * DAY);
    expect(await refused(shop, ship)).toMatchObject({ code: 'LOT_EXPIRED', paths: ['lines[1].lineId'] });
    const gone = await step(shop, 'ship', { id, lines: [{ lineId: made[0].id }] });
    expect(gone.lines).toMatchObject([
      { shipped: 2, reserved: 0 },
      { shipped: 0, reserved: 0, requested: 2 },
    ]);
    await expectVerified(shop);
  });

  it('nor does what lies in a bin that was blocked since', async () => {
    const shop = await lots();
    const { id } = await approved(shop, ofT(2, { fromBinId: 'S1' }));
    const block = (blocked: boolean) =>
      shop.caller.graphql(
        `mutation { upsertBins(input: {bins: [{locationId: "L1", code: "S1", blocked: ${blocked}}]}) { bins { id } } }`,
      );
    await block(true);
    const ship = () => shop.attempt('shipTransfer', { id });
    expect(await refused(shop, ship)).toMatchObject({ code: 'BIN_BLOCKED', paths: ['lines[0].lineId'] });
    await block(false);
    await step(shop, 'ship', { id });
    await expectVerified(shop);
  });

  it('what is on hold stays, also where the hold came after the approval', async () => {
    const shop = await stocked(gateway);
    const hold = (quantity?: number) =>
      shop.run('createHold', { globalSku: 'A', locationId: 'L1', quantity, type: 'QUALITY', reason: 'x' });
    await hold(4);
    const seven = await draft(shop, goods(7));
    expect(await refused(shop, () => shop.attempt('approveTransfer', { id: seven.id }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 6 },
    });
    const { id, number } = await approved(shop, goods(6));
    const { hold: late } = await hold();
    expect(late.cutsInto).toMatchObject([{ documentType: 'TRANSFER', number, quantity: 6 }]);
    const ship = () => shop.attempt('shipTransfer', { id });
    expect(await refused(shop, ship)).toMatchObject({ code: 'STOCK_ON_HOLD', paths: ['lines[0].quantity'] });
    await shop.run('releaseHold', { id: late.id });
    await step(shop, 'ship', { id });
    await expectVerified(shop);
  });

  it('includeHeld: what is on hold of the bin or lot that is named leaves after what is free', async () => {
    const shop = await open(gateway, places);
    await shop.receive('L1', { sku: 'A', quantity: 10, binId: 'S1' }, { sku: 'A', quantity: 5, binId: 'S2' });
    const { hold } = await shop.run('createHold', {
      globalSku: 'A',
      locationId: 'L1',
      binId: 'S1',
      quantity: 6,
      type: 'QUALITY',
      reason: 'x',
    });
    const line = (quantity: number, more: object = {}) => ({ globalSku: 'A', quantity, ...more });
    // a line that names neither gets what is free only
    const any = await draft(shop, goods(0, { includeHeld: true, lines: [line(10)] }));
    expect(await refused(shop, () => shop.attempt('approveTransfer', { id: any.id }))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 9 },
    });
    const lines = [line(7, { fromBinId: 'S1' }), line(3, { fromBinId: 'S1' }), line(2)];
    const ok = await approved(shop, goods(0, { includeHeld: true, lines }));
    expect(ok.lines.map(({ reserved }: { reserved: number }) => reserved)).toEqual([4, 0, 2]);
    await expectVerified(shop);
    const gone = await step(shop, 'ship', { id: ok.id });
    expect(gone.lines.map((each: { shipped: number }) => each.shipped)).toEqual([7, 3, 2]);
    expect(await shop.ask('hold', { id: hold.id })).toMatchObject({ lines: [{ toHold: 0, held: 0 }] });
    await step(shop, 'receive', { id: ok.id });
    expect(await lies(shop)).toEqual({ 'A L1/S2': 3, 'A L2': 12 });
    expect(await shop.record('A', 'L2')).toMatchObject({ available: 12 });
    await expectVerified(shop);
  });

  it('a hold on a lot goes on at the destination', async () => {
    const shop = await lots();
    await shop.run('createHold', { globalSku: 'T', lotNumber: 'SOON', type: 'RECALL', reason: 'x' });
    const plain = await draft(shop, ofT(3, { lotNumber: 'SOON' }));
    await refused(shop, () => shop.attempt('approveTransfer', { id: plain.id }));
    const gone = await shipped(shop, { ...ofT(3, { lotNumber: 'SOON' }), includeHeld: true });
    await expectVerified(shop);
    await step(shop, 'receive', { id: gone.id });
    expect(await shop.record('T', 'L2')).toMatchObject({ onHand: 3, reserved: 3, available: 0 });
    await expectVerified(shop);
  });
});

describe('shipping', () => {
  it('less than is reserved frees the rest; it stays visible as requested less shipped', async () => {
    const shop = await lots();
    const { id, lines } = await approved(shop, ofT(8));
    const [{ id: lineId }] = lines;
    const none = () => shop.attempt('shipTransfer', { id, lines: [{ lineId, quantity: 0 }] });
    expect(await refused(shop, none)).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines'] });
    const gone = await step(shop, 'ship', { id, lines: [{ lineId, quantity: 5.5 }] });
    expect(figures(gone.lines[0])).toMatchObject({ requested: 8, reserved: 0, shipped: 5.5, inTransit: 5.5 });
    expect(gone.lines[0].parcels).toMatchObject([
      { lotNumber: 'SOON', shipped: 4 },
      { lotNumber: 'LATE', shipped: 1.5 },
    ]);
    expect(await shop.record('T', 'L1')).toMatchObject({ onHand: 4.5, reserved: 0, available: 4.5 });
    const states = await shop.sql(
      `select status, sum(quantity)::float as quantity from allocation where org_id = $1 group by 1 order by 1`,
    );
    expect(states).toEqual([
      { status: 'RELEASED', quantity: 2.5 },
      { status: 'USED', quantity: 5.5 },
    ]);
    await expectVerified(shop);
  });

  it('more than is reserved needs the permission and a reason, and takes what is free', async () => {
    const shop = await stocked(gateway);
    const { id, lines } = await approved(shop, goods(4));
    const [{ id: lineId }] = lines;
    const clerk = as(shop, await shop.organization.caller('transfers.read', 'transfers.write'));
    const more = (quantity: number, reason?: string) => ({ id, lines: [{ lineId, quantity, reason }] });
    expect(await refused(shop, () => clerk.attempt('shipTransfer', more(5, 'x')))).toMatchObject({
      code: 'FORBIDDEN',
      paths: ['lines[0].quantity'],
      details: { permission: 'transfers.override' },
    });
    expect(await refused(shop, () => shop.attempt('shipTransfer', more(5, ' ')))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['lines[0].reason'],
    });
    expect(await refused(shop, () => shop.attempt('shipTransfer', more(11, 'x')))).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[0].quantity'],
      details: { available: 10, requested: 11 },
    });
    const gone = await step(shop, 'ship', more(7, 'a whole box'));
    expect(gone.lines[0]).toMatchObject({
      requested: 4,
      shipped: 7,
      reason: 'a whole box',
      parcels: [{ shipped: 7 }],
    });
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 3, reserved: 0 });
    await expectVerified(shop);
  });

  it('of one line more, what another one leaves', async () => {
    const shop = await stocked(gateway);
    const lines = [
      { globalSku: 'A', quantity: 5 },
      { globalSku: 'A', quantity: 5 },
    ];
    const { id, lines: made } = await approved(shop, goods(0, { lines }));
    const gone = await step(shop, 'ship', {
      id,
      lines: [
        { lineId: made[1].id, quantity: 8, reason: 'x' },
        { lineId: made[0].id, quantity: 2 },
      ],
    });
    expect(gone.lines).toMatchObject([{ shipped: 2 }, { shipped: 8 }]);
    await expectVerified(shop);
  });

  it('names what is wrong with its lines', async () => {
    const shop = await stocked(gateway);
    const { id, lines } = await approved(shop, goods(4));
    const [{ id: lineId }] = lines;
    const ship = (entries: object[]) =>
      refused(shop, () => shop.attempt('shipTransfer', { id, lines: entries }));
    expect(await ship([])).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['lines'] });
    expect(await ship([{ lineId: 'no' }])).toMatchObject({ code: 'NOT_FOUND', paths: ['lines[0].lineId'] });
    expect(await ship([{ lineId }, { lineId }])).toMatchObject({ paths: ['lines[1].lineId'] });
    expect(await ship([{ lineId, quantity: -1, reason: 'x'.repeat(2001) }])).toMatchObject({
      paths: ['lines[0].quantity', 'lines[0].reason'],
    });
  });
});

describe('permissions', () => {
  it('reading and writing are asked for', async () => {
    const shop = await stocked(gateway);
    const { id } = await draft(shop, goods(4));
    const reader = as(shop, await shop.organization.caller('transfers.read', 'inventory.*'));
    const writer = as(shop, await shop.organization.caller('transfers.write', 'inventory.*'));
    const denied = { code: 'FORBIDDEN', details: { permission: 'transfers.write' } };
    for (const mutation of ['approveTransfer', 'shipTransfer', 'receiveTransfer', 'cancelTransfer'] as const)
      expect(await refused(shop, () => reader.attempt(mutation, { id }))).toMatchObject(denied);
    expect(await refused(shop, () => reader.attempt('createTransfer', goods(1)))).toMatchObject(denied);
    expect((await reader.ask('transfer', { id })).status).toBe('DRAFT');
    for (const query of [
      '{ transfers { totalCount } }',
      `{ transferBins(filter: {locationId: "L1"}) { totalCount } }`,
    ]) {
      const { body } = await writer.caller.graphql(query);
      expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'transfers.read' });
    }
  });

  it('no other organization sees or moves it', async () => {
    const shop = await stocked(gateway);
    const { id } = await draft(shop, goods(4));
    const stranger = await open(gateway);
    expect(await stranger.ask('transfer', { id })).toBeNull();
    for (const mutation of ['approveTransfer', 'cancelTransfer', 'updateTransfer'] as const)
      expect(await refused(stranger, () => stranger.attempt(mutation, { id }))).toMatchObject({
        code: 'NOT_FOUND',
        paths: ['id'],
      });
  });
});

it('is done once under its key', async () => {
  const shop = await stocked(gateway);
  const send = async (key: string, ...request: Parameters<Shop['attempt']>) => {
    const [mutation, input] = request;
    const answers = [];
    for (let n = 0; n < 3; n++)
      answers.push(await shop.attempt(mutation, input, { headers: { 'idempotency-key': key } }));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body.errors).toBeUndefined();
    return answers[0]?.body.data.answer.transfer;
  };
  const { id, lines } = await send('create', 'createTransfer', goods(4));
  await send('approve', 'approveTransfer', { id });
  await send('ship', 'shipTransfer', { id });
  await send('receive', 'receiveTransfer', { id, lines: [{ lineId: lines[0].id, quantity: 1 }] });
  await send('write off', 'writeOffTransfer', { id, reason: 'lost' });
  expect(await lies(shop)).toEqual({ 'A L1': 6, 'A L2': 1 });
  expect((await shop.ask('transfers')).totalCount).toBe(1);
  await expectVerified(shop);
});
