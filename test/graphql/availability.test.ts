import { describe, expect, it } from 'vitest';
import { furnish, open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();
const basics = { products: ['A', 'B'], locations: ['L1', 'L2'], channels: ['DTC', 'B2B'] };
const HOUR = 3_600_000;

/** Moves the clock to a moment of the next day, so that a test does not depend on the hour at which it runs. */
function tomorrowAt(hour: number): void {
  const now = gateway.clock.now();
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, hour);
  gateway.clock.advance(next - now.getTime());
}

describe('an availability record', () => {
  it('sums up what is there, apart from what cannot be promised', async () => {
    const shop = await open(gateway, {
      ...basics,
      policies: [{ name: 'all', safetyStock: 1.5, lowAtpThreshold: 3 }],
    });
    await shop.receive(
      'L1',
      { sku: 'A', quantity: 10.25, lotNumber: 'N1' },
      { sku: 'A', quantity: 2, condition: 'QUARANTINE' },
      { sku: 'A', quantity: 3, lotNumber: 'N2' },
    );
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 4 }]);
    expect(await shop.record('A', 'L1')).toMatchObject({
      onHand: 15.25,
      reserved: 4,
      unavailable: 2,
      available: 9.25,
      safetyStock: 1.5,
      atp: 7.75,
      status: 'IN_STOCK',
    });
    await furnish(shop, { lots: [{ productMasterId: 'A', number: 'N2', status: 'RECALLED' }] });
    expect(await shop.record('A', 'L1')).toMatchObject({ unavailable: 5, available: 6.25, atp: 4.75 });
    await shop.adjust({ sku: 'A', locationId: 'L1', lotNumber: 'N1' }, -2);
    expect(await shop.record('A', 'L1')).toMatchObject({ atp: 2.75, status: 'LOW' });
    await expectSound(shop);
  });

  it('agrees with the cell of a channel without policy or reservations, and with every sum', async () => {
    const shop = await open(gateway, {
      ...basics,
      lots: [{ productMasterId: 'A', number: 'BACK', status: 'RECALLED' }],
    });
    await shop.receive('L1', { sku: 'A', quantity: 7, unitCost: 3 }, { sku: 'B', quantity: 5.5 });
    await shop.run('adjustStock', {
      globalSku: 'A',
      locationId: 'L1',
      lotNumber: 'BACK',
      quantityDelta: 2,
      reasonCode: 'FOUND',
    });
    await shop.receive('L2', { sku: 'A', quantity: 4 }, { sku: 'A', quantity: 1, condition: 'DAMAGED' });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 3 }]);
    const { nodes: records } = await shop.ask('records');
    for (const record of records) {
      const cell = await shop.cell(record.globalSku, record.locationId, 'B2B');
      expect(cell).toMatchObject({ onHand: record.available, available: record.available, atp: record.atp });
    }
    const total = (rows: Record<string, number>[], field: string) =>
      rows.reduce((sum, row) => sum + (row[field] ?? 0), 0);
    const { nodes: items } = await shop.ask('items');
    const { nodes: places } = await shop.ask('places');
    const levels = await Promise.all(['A', 'B'].map((sku) => shop.ask('levels', { id: shop.ids[sku] })));
    const totals = levels.map((level) => level.totals);
    expect([
      total(items, 'quantityOnHand'),
      total(records, 'onHand'),
      total(places, 'onHand'),
      total(totals, 'onHand'),
    ]).toEqual([19.5, 19.5, 19.5, 19.5]);
    expect([
      total(items, 'quantityReserved'),
      total(records, 'reserved'),
      total(places, 'reserved'),
      total(totals, 'reserved'),
    ]).toEqual([3, 3, 3, 3]);
    expect([
      total(items, 'quantityAvailable'),
      total(records, 'available'),
      total(places, 'available'),
      total(totals, 'available'),
    ]).toEqual([13.5, 13.5, 13.5, 13.5]);
    expect(total(items, 'totalValue')).toBe(total(places, 'value'));
    expect(levels[0].levels.map((level: { locationId: string }) => level.locationId)).toEqual([
      shop.ids.L1,
      shop.ids.L2,
    ]);
    await expectSound(shop);
  });

  it('is found by product, place, name and status, and paged by cursor and by position', async () => {
    const products = ['A', 'B', 'C', 'D', 'E'];
    const shop = await open(gateway, {
      ...basics,
      products,
      policies: [{ name: 'low', lowAtpThreshold: 5 }],
    });
    const quantities = { A: 9, B: 5, C: 1, D: 9 };
    for (const [sku, quantity] of Object.entries(quantities)) await shop.receive('L1', { sku, quantity });
    await shop.run('createAvailability', { globalSku: 'E', locationId: 'L1' }, { id: 'none' });
    await shop.run(
      'createAvailability',
      { globalSku: 'E', locationId: 'L2', backorderLimit: 3 },
      { id: 'back' },
    );
    const blocked = await shop.record('D', 'L1');
    await shop.run('updateAvailability', { id: blocked.id, blocked: true });
    const found = async (filter: object) => {
      const { nodes, totalCount } = await shop.ask('records', { filter });
      expect(totalCount).toBe(nodes.length);
      return nodes.map((node: { globalSku: string }) => node.globalSku).sort();
    };
    expect(await found({ status: 'IN_STOCK' })).toEqual(['A']);
    expect(await found({ status: 'LOW' })).toEqual(['B', 'C']);
    expect(await found({ status: 'OUT_OF_STOCK' })).toEqual(['E']);
    expect(await found({ status: 'BACKORDER', locationId: 'L2' })).toEqual(['E']);
    expect(await found({ status: 'BLOCKED' })).toEqual(['D']);
    expect(await found({ search: 'b' })).toEqual(['B']);
    expect(await found({ locationId: shop.ids.L2 })).toEqual(['E']);
    for (const field of ['id', 'globalSku', 'productName', 'locationName', 'onHand', 'updatedAt']) {
      for (const [status, count] of [
        [undefined, 6],
        ['LOW', 2],
      ] as const) {
        const walk = async (direction: string) => {
          const all: string[] = [];
          for (let after: string | null = null; ; ) {
            const args = { filter: { status }, sort: { field, direction }, first: 1 };
            const page = await shop.ask('records', { ...args, after });
            expect((await shop.ask('records', { ...args, offset: all.length })).nodes).toEqual(page.nodes);
            all.push(page.nodes[0].id);
            after = page.pageInfo.endCursor;
            if (!page.pageInfo.hasNextPage) return all;
          }
        };
        const up = await walk('ASC');
        expect(new Set(up).size, field).toBe(count);
        expect(await walk('DESC'), field).toEqual(up.toReversed());
      }
    }
  });

  it('is null when it is not there, or is another organization’s', async () => {
    const shop = await open(gateway, basics);
    await shop.run('createAvailability', { globalSku: 'A', locationId: 'L1' }, { id: 'mine' });
    const stranger = await open(gateway);
    const query = '{ availabilityRecord(id: "mine") { id } }';
    expect((await shop.caller.graphql(query)).body.data).toEqual({ availabilityRecord: { id: 'mine' } });
    expect((await stranger.caller.graphql(query)).body.data).toEqual({ availabilityRecord: null });
    expect(await stranger.ask('levels', { id: shop.ids.A })).toBeNull();
  });
});

describe('expiry', () => {
  /** What can be promised of M at each place, by every way to ask. */
  async function promised(shop: Shop, place: string) {
    const record = await shop.record('M', place);
    const cell = await shop.cell('M', place, 'DTC');
    const lines = [{ globalSku: 'M', quantity: 100, locationId: place }];
    const check = await shop.ask('check', { input: { lines } });
    const { nodes } = await shop.ask('places', { filter: { search: place } });
    const { nodes: items } = await shop.ask('items', { filter: { locationId: place } });
    const [summary] = await shop.ask('summary', { channels: ['DTC'], locationId: place });
    const figures = [
      record.available,
      record.atp,
      cell.atp,
      check.lines[0].available,
      nodes[0].available,
      items.reduce((sum: number, item: { quantityAvailable: number }) => sum + item.quantityAvailable, 0),
      summary.atp,
    ];
    expect(new Set(figures).size, `${place}: ${figures}`).toBe(1);
    expect(nodes[0].expired).toBe(record.unavailable);
    return figures[0];
  }

  it('goes by the date at the place, and by the organization’s choice, with no job having run', async () => {
    tomorrowAt(5); // the day of UTC, still the day before in Pago Pago, and past 7 pm the same day in Kiritimati
    const shop = await open(gateway, {
      products: [{ globalSku: 'M', lotControlled: true, expiryControlled: true }],
      locations: [
        { code: 'UTC', timezone: 'UTC' },
        { code: 'EAST', timezone: 'Pacific/Kiritimati' },
        { code: 'WEST', timezone: 'Pacific/Pago_Pago' },
      ],
      channels: ['DTC'],
    });
    const expiryDate = shop.inDays(2);
    for (const place of ['UTC', 'EAST', 'WEST']) {
      await shop.receive(place, { sku: 'M', quantity: 5, lotNumber: 'N1', expiryDate });
      await shop.receive(place, { sku: 'M', quantity: 2, lotNumber: 'N2', expiryDate: shop.inDays(60) });
    }
    const all = async () => [
      await promised(shop, 'UTC'),
      await promised(shop, 'EAST'),
      await promised(shop, 'WEST'),
    ];
    expect(await all()).toEqual([7, 7, 7]);
    const before = await books(shop);
    gateway.clock.advance(48 * HOUR); // 05:00 on the expiry date in UTC
    expect(await all()).toEqual([7, 7, 7]);
    gateway.clock.advance(6 * HOUR); // 11:00: in Kiritimati the next day has begun
    expect(await all()).toEqual([7, 2, 7]);
    gateway.clock.advance(14 * HOUR); // 01:00 of the next day
    expect(await all()).toEqual([2, 2, 7]);
    gateway.clock.advance(11 * HOUR); // 12:00: it is over in Pago Pago, too
    expect(await all()).toEqual([2, 2, 2]);
    expect(await books(shop)).toEqual(before);
    await expectSound(shop);
  });

  it('may be before the expiry date: a setting', async () => {
    tomorrowAt(5);
    const shop = await open(gateway, { products: ['M'], locations: ['L1'], channels: ['DTC'] });
    await shop.receive('L1', { sku: 'M', quantity: 5, lotNumber: 'N1', expiryDate: shop.inDays(0) });
    expect(await promised(shop, 'L1')).toBe(5);
    await shop.run('updateOrganizationSettings', { lotGoodOnExpiryDate: false });
    expect(await promised(shop, 'L1')).toBe(0);
    const line = { globalSku: 'M', quantity: 1, lotNumber: 'N2', expiryDate: shop.inDays(0) };
    const receive = () => shop.attempt('recordStock', { locationId: 'L1', lines: [line] });
    expect(await refused(shop, receive)).toMatchObject({ code: 'LOT_EXPIRED' });
    await shop.run('updateOrganizationSettings', { lotGoodOnExpiryDate: true });
    expect(await promised(shop, 'L1')).toBe(5);
    expect((await receive()).body.errors).toBeUndefined();
  });

  it('takes what is reserved of expired stock out with it', async () => {
    const shop = await open(gateway, { products: ['M'], locations: ['L1'], channels: ['DTC', 'B2B'] });
    await shop.receive(
      'L1',
      { sku: 'M', quantity: 5, lotNumber: 'N1', expiryDate: shop.inDays(1) },
      { sku: 'M', quantity: 4 },
    );
    await shop.reserve('B2B', [{ sku: 'M', locationId: 'L1', quantity: 6 }]); // all 5 that expire, and one more
    expect(await promised(shop, 'L1')).toBe(3);
    gateway.clock.advance(49 * HOUR);
    expect(await promised(shop, 'L1')).toBe(3);
    expect(await shop.record('M', 'L1')).toMatchObject({
      onHand: 9,
      unavailable: 5,
      reserved: 6,
      available: 3,
    });
    expect(await shop.cell('M', 'L1', 'B2B')).toMatchObject({ onHand: 4, reserved: 1, available: 3 });
    await expectSound(shop);
  });

  it('follows a lot whose date or status is changed', async () => {
    const shop = await open(gateway, { products: ['M'], locations: ['L1'], channels: ['DTC'] });
    await shop.receive('L1', { sku: 'M', quantity: 5, lotNumber: 'N1', expiryDate: shop.inDays(9) });
    await shop.reserve('DTC', [{ sku: 'M', locationId: 'L1', quantity: 2 }]);
    const lot = (change: object) =>
      furnish(shop, { lots: [{ productMasterId: 'M', number: 'N1', ...change }] });
    await lot({ expiryDate: shop.inDays(-1) });
    expect(await shop.record('M', 'L1')).toMatchObject({ unavailable: 5, available: 0 });
    await lot({ expiryDate: null, status: 'RECALLED' });
    expect(await shop.record('M', 'L1')).toMatchObject({ unavailable: 5, reserved: 2, available: 0 });
    await expectSound(shop);
    await lot({ status: 'ACTIVE' });
    expect(await shop.record('M', 'L1')).toMatchObject({ unavailable: 0, available: 3 });
    await expectSound(shop);
  });

  it('is asked for earlier by a channel that wants shelf life', async () => {
    const shop = await open(gateway, {
      products: ['M'],
      locations: ['L1'],
      channels: ['DTC', 'B2B'],
      policies: [{ name: 'fresh', channelId: 'B2B', minRemainingShelfLifeDays: 30 }],
    });
    await shop.receive('L1', { sku: 'M', quantity: 5, lotNumber: 'SHORT', expiryDate: shop.inDays(29) });
    await shop.receive('L1', { sku: 'M', quantity: 3, lotNumber: 'LONG', expiryDate: shop.inDays(31) });
    expect([(await shop.cell('M', 'L1', 'DTC')).atp, (await shop.cell('M', 'L1', 'B2B')).atp]).toEqual([
      8, 3,
    ]);
    const lines = [{ globalSku: 'M', quantity: 4 }];
    const {
      lines: [answer],
    } = await shop.ask('check', { input: { channelId: 'B2B', lines } });
    expect(answer).toMatchObject({ available: 3, allocations: [{ lotNumber: 'LONG', quantity: 3 }] });
    const reserve = () =>
      shop.attempt('reserveStock', {
        channelId: 'B2B',
        reference: 'X',
        lines: [{ ...lines[0], locationId: 'L1' }],
      });
    expect(await refused(shop, reserve)).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 3 },
    });
    const held = await shop.reserve('B2B', [{ sku: 'M', locationId: 'L1', quantity: 3 }]);
    const long = await shop.item({ search: 'M', lotId: await lotId(shop, 'LONG') });
    expect(held.lines[0].allocations).toMatchObject([{ inventoryItemId: long.id }]);
    expect(long.quantityAvailable).toBe(0);
  });
});

async function lotId(shop: Shop, number: string): Promise<string> {
  const [row] = await shop.sql<{ id: string }>(
    'select id from lot where org_id = $1 and number = $2',
    number,
  );
  return row?.id ?? '';
}

describe('promise settings', () => {
  it('are made under an id of the caller’s, once', async () => {
    const shop = await open(gateway, basics);
    const input = {
      globalSku: 'A',
      locationId: 'L1',
      backorderLimit: 2.5,
      availableFrom: '2030-01-01',
      notes: 'new',
    };
    const made = await shop.run('createAvailability', input, { id: 'avl-1' });
    expect(made).toMatchObject({
      created: true,
      availability: {
        id: 'avl-1',
        onHand: 0,
        backorderLimit: 2.5,
        availableFrom: '2030-01-01',
        status: 'BACKORDER',
        notes: 'new',
      },
    });
    const before = await books(shop);
    expect(await shop.run('createAvailability', input, { id: 'avl-1' })).toEqual({ ...made, created: false });
    expect(await books(shop)).toEqual(before);
    const create = (id: string, change: object = {}) =>
      refused(shop, () => shop.attempt('createAvailability', { ...input, ...change }, { id }));
    expect(await create('avl-2')).toMatchObject({ code: 'DUPLICATE', details: { id: 'avl-1' } });
    expect(await create('avl-1', { notes: 'else' })).toMatchObject({
      code: 'DUPLICATE',
      details: { id: 'avl-1' },
    });
    expect(await create('avl-1', { locationId: 'L2' })).toMatchObject({
      code: 'DUPLICATE',
      details: { id: 'avl-1' },
    });
    expect(await create('a b')).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['id'] });
    expect(await create('x', { backorderLimit: -1 })).toMatchObject({
      code: 'VALIDATION_FAILED',
      paths: ['backorderLimit'],
    });
    expect(await create('x', { globalSku: 'NO' })).toMatchObject({ code: 'NOT_FOUND', paths: ['globalSku'] });
    expect(await create('x', { locationId: 'NO' })).toMatchObject({
      code: 'NOT_FOUND',
      paths: ['locationId'],
    });
    // the record is the one that stock is kept in
    await shop.receive('L1', { sku: 'A', quantity: 3 });
    expect(await shop.record('A', 'L1')).toMatchObject({ id: 'avl-1', onHand: 3, status: 'IN_STOCK' });
    const stranger = await open(gateway, basics);
    expect((await stranger.run('createAvailability', input, { id: 'avl-1' })).created).toBe(true);
  });

  it('are changed one by one, to the version that was meant', async () => {
    const shop = await open(gateway, basics);
    const input = { globalSku: 'A', locationId: 'L1', backorderLimit: 2.5, availableFrom: '2030-01-01' };
    await shop.run('createAvailability', input, { id: 'a' });
    const update = async (change: object) =>
      (await shop.run('updateAvailability', { id: 'a', ...change })).availability;
    expect(await update({ blocked: true, expectedVersion: 1 })).toMatchObject({
      status: 'BLOCKED',
      backorderLimit: 2.5,
      version: 2,
    });
    expect(await update({ blocked: false, availableFrom: null })).toMatchObject({
      blocked: false,
      availableFrom: null,
    });
    const stale = () => shop.attempt('updateAvailability', { id: 'a', notes: 'x', expectedVersion: 1 });
    expect(await refused(shop, stale)).toMatchObject({
      code: 'VERSION_CONFLICT',
      paths: ['expectedVersion'],
      details: { currentVersion: 3 },
    });
    const missing = () => shop.attempt('updateAvailability', { id: 'no', notes: 'x' });
    expect(await refused(shop, missing)).toMatchObject({ code: 'NOT_FOUND', paths: ['id'] });
    const stranger = await open(gateway);
    const foreign = () => stranger.attempt('updateAvailability', { id: 'a', notes: 'x' });
    expect(await refused(stranger, foreign)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
