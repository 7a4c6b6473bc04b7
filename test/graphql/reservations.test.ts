import { describe, expect, it } from 'vitest';
import { open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();
const basics = { products: ['A', 'B'], locations: ['L1', 'L2'], channels: ['DTC', 'B2B'] };
const MINUTE = 60_000;

async function stocked(quantity = 10, more: Parameters<typeof open>[1] = {}): Promise<Shop> {
  const shop = await open(gateway, { ...basics, ...more });
  await shop.receive('L1', { sku: 'A', quantity });
  return shop;
}

const line = (quantity: number, more: object = {}) => ({ sku: 'A', locationId: 'L1', quantity, ...more });

describe('reserving', () => {
  it('holds stock for a channel, first expired first out, over the items that it needs', async () => {
    const shop = await open(gateway, basics);
    const late = await shop.receiveOne('L1', {
      sku: 'A',
      quantity: 4,
      lotNumber: 'L',
      expiryDate: shop.inDays(90),
    });
    const none = await shop.receiveOne('L1', { sku: 'A', quantity: 4 });
    const soon = await shop.receiveOne('L1', {
      sku: 'A',
      quantity: 4,
      lotNumber: 'S',
      expiryDate: shop.inDays(30),
    });
    const expiresAt = shop.inMinutes(60);
    const reservation = await shop.reserve('DTC', [line(3), line(6)], { expiresAt, notes: 'gift' });
    expect(reservation).toMatchObject({
      number: 'RES-000001',
      channelId: shop.ids.DTC,
      reference: 'ORDER-1',
      status: 'ACTIVE',
      expiresAt,
      history: [{ from: null, to: 'ACTIVE', note: 'gift' }],
      issue: null,
    });
    const held = reservation.lines.map(
      ({ allocations }: { allocations: { inventoryItemId: string; quantity: number }[] }) =>
        allocations.map(({ inventoryItemId, quantity }) => [inventoryItemId, quantity]),
    );
    expect(held).toEqual([
      [[soon, 3]],
      [
        [soon, 1],
        [late, 4],
        [none, 1],
      ],
    ]);
    expect(await shop.record('A', 'L1')).toMatchObject({ onHand: 12, reserved: 9, available: 3, atp: 3 });
    expect(await shop.ask('reservation', { id: reservation.id })).toEqual(reservation);
    await expectSound(shop);
  });

  it('gives a channel what it may promise, and no piece to two', async () => {
    const shop = await stocked(10, {
      policies: [{ name: 'safe', channelId: 'DTC', safetyStock: 2, lowAtpThreshold: 5 }],
    });
    await shop.reserve('B2B', [line(5)]);
    const reserve = (quantity: number) =>
      shop.attempt('reserveStock', {
        channelId: 'DTC',
        reference: 'X',
        lines: [{ globalSku: 'A', locationId: 'L1', quantity }],
      });
    // 10 on hand, 5 for another channel, 2 safety stock
    expect(await refused(shop, () => reserve(3.0001))).toEqual({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[0].quantity'],
      details: { available: 3, requested: 3.0001, productMasterId: shop.ids.A, locationId: shop.ids.L1 },
    });
    expect((await reserve(3)).body.errors).toBeUndefined();
    await expectSound(shop);
  });

  it('is all or nothing: lines of one product share what there is', async () => {
    const shop = await stocked(10);
    await shop.receive('L2', { sku: 'A', quantity: 10 });
    const lines = [7, 4, 4].map((quantity) => ({ globalSku: 'A', locationId: 'L1', quantity }));
    const write = () => shop.attempt('reserveStock', { channelId: 'DTC', reference: 'X', lines });
    // 7 fit; 4 more do not, nor do the other 4
    expect(await refused(shop, write)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      paths: ['lines[1].quantity', 'lines[2].quantity'],
      details: { available: 3, requested: 4 },
    });
  });

  it.each<[what: string, change: object, code: string, path: string]>([
    ['an unknown channel', { channelId: 'NO' }, 'NOT_FOUND', 'channelId'],
    ['an inactive channel', { channelId: 'OFF' }, 'INACTIVE', 'channelId'],
    ['a blank reference', { reference: ' ' }, 'VALIDATION_FAILED', 'reference'],
    ['an end that has passed', { expiresAt: '2020-01-01T00:00:00Z' }, 'VALIDATION_FAILED', 'expiresAt'],
    ['an end without a zone', { expiresAt: '2999-01-01T00:00:00' }, 'VALIDATION_FAILED', 'expiresAt'],
    ['no lines', { lines: [] }, 'VALIDATION_FAILED', 'lines'],
    ['a quantity of 0', { quantity: 0 }, 'VALIDATION_FAILED', 'lines[0].quantity'],
    ['an unknown product', { globalSku: 'NO' }, 'NOT_FOUND', 'lines[0].globalSku'],
    ['an inactive product', { globalSku: 'OFF' }, 'INACTIVE', 'lines[0].globalSku'],
    ['an unknown location', { locationId: 'NO' }, 'NOT_FOUND', 'lines[0].locationId'],
    ['what is blocked', { globalSku: 'B' }, 'AVAILABILITY_BLOCKED', 'lines[0].productMasterId'],
    ['what was never there', { locationId: 'L2' }, 'INSUFFICIENT_STOCK', 'lines[0].quantity'],
  ])('refuses %s', async (_what, change, code, path) => {
    const shop = await stocked(10, {
      products: ['A', 'B', { globalSku: 'OFF', status: 'INACTIVE' }],
      channels: ['DTC', { code: 'OFF', status: 'INACTIVE' }],
    });
    await shop.run('createAvailability', { globalSku: 'B', locationId: 'L1', blocked: true }, { id: 'b' });
    const { channelId, reference, expiresAt, lines, ...rest } = {
      channelId: 'DTC',
      reference: 'X',
      ...change,
    } as Record<string, unknown>;
    const one = { globalSku: 'A', locationId: 'L1', quantity: 1, ...rest };
    const input = { channelId, reference, expiresAt, lines: lines ?? [one] };
    expect(await refused(shop, () => shop.attempt('reserveStock', input))).toMatchObject({
      code,
      paths: [path],
    });
  });

  it('is done once under its key', async () => {
    const shop = await stocked(10);
    const input = {
      channelId: 'DTC',
      reference: 'X',
      lines: [{ globalSku: 'A', locationId: 'L1', quantity: 4 }],
    };
    const send = () => shop.attempt('reserveStock', input, { headers: { 'idempotency-key': 'k' } });
    const answers = [await send(), await send(), await send()];
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await shop.item({})).toMatchObject({ quantityReserved: 4 });
  });
});

describe('ending a reservation', () => {
  it('commits it: its stock leaves as an issue', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)]);
    const { reservation } = await shop.run('commitReservation', { id, notes: 'shipped' });
    expect(reservation).toMatchObject({
      status: 'COMMITTED',
      history: [{ to: 'ACTIVE' }, { from: 'ACTIVE', to: 'COMMITTED', note: 'shipped' }],
      issue: { number: 'ISS-000001', type: 'ISSUE', reference: 'ORDER-1' },
    });
    expect(reservation.issue.lines).toMatchObject([
      { quantityBefore: 10, quantityDelta: -4, quantityAfter: 6 },
    ]);
    expect(reservation.lines[0].allocations).toMatchObject([{ quantity: 4, status: 'USED' }]);
    expect(await shop.item({})).toMatchObject({
      quantityOnHand: 6,
      quantityReserved: 0,
      quantityAvailable: 6,
    });
    await expectSound(shop);
  });

  it('does not let a lot leave that was recalled or has expired since', async () => {
    const shop = await open(gateway, basics);
    await shop.receive('L1', { sku: 'A', quantity: 4, lotNumber: 'R', expiryDate: shop.inDays(5) });
    const { id } = await shop.reserve('DTC', [line(2)]);
    const recall = (status: string) =>
      shop.organization.admin.graphql(
        'mutation($input: UpsertLotsInput!) { upsertLots(input: $input) { lots { id } } }',
        {
          input: { lots: [{ productMasterId: shop.ids.A, number: 'R', status }] },
        },
      );
    expect((await recall('RECALLED')).body.errors).toBeUndefined();
    const commit = () => refused(shop, () => shop.attempt('commitReservation', { id }));
    expect(await commit()).toMatchObject({ code: 'LOT_RECALLED', paths: ['id'] });
    await recall('ACTIVE');
    gateway.clock.advance(7 * 24 * 60 * MINUTE);
    expect(await commit()).toMatchObject({ code: 'LOT_EXPIRED', paths: ['id'] });
    await shop.run('releaseReservation', { id });
    await expectSound(shop);
  });

  it('releases it: its stock is free again', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)]);
    const { reservation } = await shop.run('releaseReservation', { id });
    expect(reservation.status).toBe('RELEASED');
    expect(reservation.lines[0].allocations).toMatchObject([{ status: 'RELEASED' }]);
    expect(await shop.item({})).toMatchObject({ quantityOnHand: 10, quantityReserved: 0 });
    await expectSound(shop);
  });

  it('happens once, to the version that was meant, and in one organization', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)]);
    const stranger = await open(gateway);
    for (const mutation of ['commitReservation', 'releaseReservation'] as const) {
      expect(await refused(stranger, () => stranger.attempt(mutation, { id }))).toMatchObject({
        code: 'NOT_FOUND',
        paths: ['id'],
      });
      expect(await refused(shop, () => shop.attempt(mutation, { id, expectedVersion: 2 }))).toEqual({
        code: 'VERSION_CONFLICT',
        paths: ['expectedVersion'],
        details: { currentVersion: 1 },
      });
    }
    expect(await stranger.ask('reservation', { id })).toBeNull();
    await shop.run('releaseReservation', { id, expectedVersion: 1 });
    const again = { code: 'INVALID_TRANSITION', details: { status: 'RELEASED', allowed: [] } };
    expect(await refused(shop, () => shop.attempt('releaseReservation', { id }))).toMatchObject(again);
    expect(await refused(shop, () => shop.attempt('commitReservation', { id }))).toMatchObject(again);
    const expiresAt = shop.inMinutes(5);
    expect(await refused(shop, () => shop.attempt('extendReservation', { id, expiresAt }))).toMatchObject(
      again,
    );
    await expectSound(shop);
  });

  it('asks for its permission', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)]);
    const reader = new Shop(
      gateway,
      shop.organization,
      await shop.organization.caller('reservations.read', 'inventory.*'),
    );
    const denied = { code: 'FORBIDDEN', details: { permission: 'reservations.write' } };
    expect(await refused(shop, () => reader.attempt('releaseReservation', { id }))).toMatchObject(denied);
    expect((await reader.ask('reservation', { id })).status).toBe('ACTIVE');
  });
});

describe('a reservation whose time runs out', () => {
  /** Everything that shows what is reserved and what is free of product A at L1, for the other channel. */
  async function seen(shop: Shop) {
    const { onHand, reserved, available, atp, status } = await shop.record('A', 'L1');
    const cell = await shop.cell('A', 'L1', 'B2B');
    const own = await shop.cell('A', 'L1', 'DTC');
    const drill = await shop.ask('drilldown', {
      productMasterId: shop.ids.A,
      locationId: 'L1',
      channelId: 'B2B',
    });
    const lines = [{ globalSku: 'A', quantity: 10 }];
    const check = await shop.ask('check', { input: { channelId: 'B2B', lines } });
    const [place] = (await shop.ask('places', { filter: { search: 'L1' } })).nodes;
    const item = await shop.item({ locationId: 'L1', productMasterId: shop.ids.A });
    const summary = await shop.ask('summary', { channels: ['B2B'], locationId: 'L1' });
    const levels = await shop.ask('levels', { id: shop.ids.A });
    return {
      record: { onHand, reserved, available, atp, status },
      cells: [cell.atp, own.atp, own.reserved],
      drilldown: [
        drill.channels[0].atp,
        drill.channels[0].terms.reservedForOthers,
        drill.reservations.length,
      ],
      items: drill.items.map((row: { quantityReserved: number }) => row.quantityReserved),
      check: check.lines[0].available,
      place: [place.reserved, place.available],
      item: [item.quantityReserved, item.quantityAvailable],
      summary: summary[0].atp,
      levels: [levels.totals.reserved, levels.totals.available],
    };
  }
  const holding = {
    record: { onHand: 10, reserved: 4, available: 6, atp: 6, status: 'IN_STOCK' },
    cells: [6, 6, 4],
    drilldown: [6, 4, 1],
    items: [4],
    check: 6,
    place: [4, 6],
    item: [4, 6],
    summary: 6,
    levels: [4, 6],
  };
  const free = {
    record: { onHand: 10, reserved: 0, available: 10, atp: 10, status: 'IN_STOCK' },
    cells: [10, 10, 0],
    drilldown: [10, 0, 0],
    items: [0],
    check: 10,
    place: [0, 10],
    item: [0, 10],
    summary: 10,
    levels: [0, 10],
  };

  it('stops counting at once, everywhere, with nothing having run', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)], { expiresAt: shop.inMinutes(10) });
    expect(await seen(shop)).toEqual(holding);
    gateway.clock.advance(10 * MINUTE);
    const before = await books(shop);
    expect(await seen(shop)).toEqual(free);
    const lapsed = await shop.ask('reservation', { id });
    expect([lapsed.status, lapsed.lines[0].allocations[0].status]).toEqual(['EXPIRED', 'EXPIRED']);
    const count = async (status: string) =>
      (await shop.ask('reservations', { filter: { status } })).totalCount;
    expect([await count('ACTIVE'), await count('EXPIRED')]).toEqual([0, 1]);
    const refusal = { code: 'INVALID_TRANSITION', details: { status: 'EXPIRED' } };
    expect(await refused(shop, () => shop.attempt('commitReservation', { id }))).toMatchObject(refusal);
    const expiresAt = shop.inMinutes(60);
    expect(await refused(shop, () => shop.attempt('extendReservation', { id, expiresAt }))).toMatchObject(
      refusal,
    );
    expect(await books(shop)).toEqual(before);
  });

  it('is swept by the next write there, once', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)], { expiresAt: shop.inMinutes(10) });
    const { id: staying } = await shop.reserve('DTC', [line(1)], { expiresAt: shop.inMinutes(30) });
    gateway.clock.advance(11 * MINUTE);
    // all that the lapsed one held can be taken
    expect(await shop.adjust({ sku: 'A', locationId: 'L1' }, -9)).toMatchObject({
      quantityOnHand: 1,
      quantityReserved: 1,
    });
    const swept = await shop.ask('reservation', { id });
    expect(swept).toMatchObject({ status: 'EXPIRED', version: 2 });
    expect(swept.history).toMatchObject([{ to: 'ACTIVE' }, { from: 'ACTIVE', to: 'EXPIRED' }]);
    expect((await shop.ask('reservation', { id: staying })).status).toBe('ACTIVE');
    await expectSound(shop);
    gateway.clock.advance(30 * MINUTE);
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -1);
    await expectSound(shop);
  });

  it('that spans two places is let go place by place', async () => {
    const shop = await stocked(10);
    await shop.receive('L2', { sku: 'B', quantity: 10 });
    const expiresAt = shop.inMinutes(10);
    await shop.reserve('DTC', [line(4), { sku: 'B', locationId: 'L2', quantity: 3 }], { expiresAt });
    gateway.clock.advance(11 * MINUTE);
    await shop.adjust({ sku: 'A', locationId: 'L1' }, 1);
    expect(await shop.record('B', 'L2')).toMatchObject({ reserved: 0, available: 10 });
    await shop.reserve('DTC', [{ sku: 'B', locationId: 'L2', quantity: 10 }]);
    await expectSound(shop);
  });

  it('can be extended before, and lapses then', async () => {
    const shop = await stocked(10);
    const { id, version } = await shop.reserve('DTC', [line(4)], { expiresAt: shop.inMinutes(10) });
    const other = await shop.receiveOne('L1', { sku: 'A', quantity: 2, condition: 'DAMAGED' });
    const untouched = await shop.item({ condition: 'DAMAGED' });
    const expiresAt = shop.inMinutes(60);
    const { reservation } = await shop.run('extendReservation', { id, expiresAt, expectedVersion: version });
    expect(reservation).toMatchObject({ status: 'ACTIVE', expiresAt, version: version + 1 });
    expect(await shop.item({ condition: 'DAMAGED' })).toEqual({ ...untouched, id: other });
    gateway.clock.advance(30 * MINUTE);
    expect(await shop.record('A', 'L1')).toMatchObject({ reserved: 4 });
    gateway.clock.advance(31 * MINUTE);
    expect(await shop.record('A', 'L1')).toMatchObject({ reserved: 0 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -10);
    await expectSound(shop);
  });

  it('is refused an end that has passed', async () => {
    const shop = await stocked(10);
    const { id } = await shop.reserve('DTC', [line(4)]);
    const expiresAt = shop.inMinutes(-1);
    expect(await refused(shop, () => shop.attempt('extendReservation', { id, expiresAt }))).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['expiresAt'],
    });
  });
});

describe('the list of reservations', () => {
  it('finds them by channel, reference and product, and pages through them in every order', async () => {
    const shop = await stocked(10);
    await shop.receive('L1', { sku: 'B', quantity: 5 });
    await shop.reserve('DTC', [line(1)], { reference: 'O-1', expiresAt: shop.inMinutes(60) });
    await shop.reserve('B2B', [line(1)], { reference: 'O-2' });
    await shop.reserve('B2B', [{ ...line(1), sku: 'B' }], {
      reference: 'O-2',
      expiresAt: shop.inMinutes(30),
    });
    const count = async (filter: object) => (await shop.ask('reservations', { filter })).totalCount;
    expect(await count({ channelId: 'B2B' })).toBe(2);
    expect(await count({ channelId: shop.ids.DTC })).toBe(1);
    expect(await count({ reference: 'O-2' })).toBe(2);
    expect(await count({ productMasterId: shop.ids.B })).toBe(1);
    const orders = { createdAt: [1, 2, 3], number: [1, 2, 3], expiresAt: [3, 1, 2] };
    for (const [field, expected] of Object.entries(orders)) {
      const found: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await shop.ask('reservations', { sort: { field }, first: 1, after });
        found.push(page.nodes[0].number);
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(found).toEqual(expected.map((number) => `RES-00000${number}`));
    }
  });
});
