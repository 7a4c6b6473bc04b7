import { describe, expect, it } from 'vitest';
import { addDays, dayIn } from '../../src/domain/dates.rules.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books } from '../support/invariants.ts';

const gateway = await startGateway();
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
type Row = Record<string, unknown>;

/** The zones where days begin first and last. */
const zones = [
  ['Pacific/Kiritimati', 14],
  ['Pacific/Pago_Pago', -11],
] as const;

/** Moves the clock to a second after the next midnight of a zone. */
function toMidnight(hoursAhead: number): void {
  const local = gateway.clock.now().getTime() + hoursAhead * HOUR;
  gateway.clock.advance(DAY - (local % DAY) + 1_000);
}

describe.each(zones)('in the zone %s', (timezone, hoursAhead) => {
  describe.each([true, false])('with lots good on their expiry date: %s', (lotGoodOnExpiryDate) => {
    it('stock expires by date alone, first for those who ask for shelf life', async () => {
      const shop = await open(gateway, {
        products: ['A'],
        locations: [{ code: 'L1', timezone }],
        channels: ['DTC', 'B2B'],
        policies: [{ name: 'fresh', channelId: 'B2B', minRemainingShelfLifeDays: 1 }],
        settings: { lotGoodOnExpiryDate },
      });
      toMidnight(hoursAhead);
      const today = dayIn(timezone, gateway.clock.now());
      const lastGoodDay = addDays(today, 1);
      const expiryDate = lotGoodOnExpiryDate ? lastGoodDay : addDays(lastGoodDay, 1);
      await shop.receive('L1', { sku: 'A', quantity: 10, lotNumber: 'N', expiryDate, unitCost: 2 });
      const before = await books(shop);
      const lines = [{ globalSku: 'A', quantity: 10, locationId: 'L1' }];
      /** What the list, the item, the record, both channels and a check say. */
      const seen = async () => {
        const listed = async (withinDays: number) =>
          (await shop.ask('expired', { filter: { withinDays } })).nodes.map((row: Row) => [
            row.daysPastExpiry,
            row.expired,
          ]);
        const check = await shop.ask('check', { input: { channelId: 'DTC', lines } });
        return {
          expired: await listed(0),
          soon: await listed(2),
          item: (await shop.item({})).quantityAvailable,
          record: (await shop.record('A', 'L1')).available,
          cells: [(await shop.cell('A', 'L1', 'DTC')).atp, (await shop.cell('A', 'L1', 'B2B')).atp],
          check: check.lines[0].available,
        };
      };
      const good = { item: 10, record: 10, check: 10 };
      expect(await seen()).toEqual({ ...good, expired: [], soon: [[-1, false]], cells: [10, 10] });
      // a day before the end it is too short for the one channel, good for the other
      toMidnight(hoursAhead);
      expect(await seen()).toEqual({ ...good, expired: [], soon: [[0, false]], cells: [10, 0] });
      // the last second of the last good day
      gateway.clock.advance(DAY - 3_000);
      expect(await seen()).toEqual({ ...good, expired: [], soon: [[0, false]], cells: [10, 0] });
      toMidnight(hoursAhead);
      const gone = { item: 0, record: 0, check: 0, cells: [0, 0] };
      expect(await seen()).toEqual({ ...gone, expired: [[1, true]], soon: [[1, true]] });
      // nothing has run: no row has changed
      expect(await books(shop)).toEqual(before);
    });
  });
});

/** Lots of three products at two places, ending from five days ago to in ten days; one was marked, one is without a date. */
async function varied(): Promise<Shop> {
  const shop = await open(gateway, {
    products: ['A', 'B', 'C'],
    locations: ['L1', 'L2'],
  });
  const today = shop.inDays(0);
  const lot = (sku: string, days: number, quantity: number, unitCost: number) => ({
    sku,
    quantity,
    unitCost,
    lotNumber: `${sku}${days}`,
    expiryDate: addDays(today, 6 + days),
  });
  await shop.receive('L1', lot('A', -5, 4, 2), lot('B', -1, 2, 10.5), lot('A', 0, 8, 2), lot('C', 10, 5, 1));
  await shop.receive('L2', lot('A', -2, 3, 2), { ...lot('B', -3, 1, 10.5), condition: 'QUARANTINE' });
  const undated = await shop.receiveOne('L2', { sku: 'C', quantity: 6, unitCost: 1 });
  const gone = await shop.receiveOne('L2', lot('C', -4, 7, 1));
  await shop.adjust({ inventoryItemId: gone }, -7);
  gateway.clock.advance(6 * DAY);
  await shop.run('markExpired', { items: [{ inventoryItemId: undated }], force: true, notes: 'spoiled' });
  return shop;
}

describe('the list of expired stock', () => {
  it('has what has expired or was marked, with what it is worth, under every filter', async () => {
    const shop = await varied();
    const ask = async (filter: object = {}) => {
      const { nodes, totals, totalCount } = await shop.ask('expired', { filter });
      expect(totals.items).toBe(totalCount);
      return [nodes.map(({ lotNumber }: Row) => lotNumber), totals.quantity, totals.value];
    };
    const all = ['A-5', 'B-3', 'A-2', 'B-1', null];
    expect(await ask()).toEqual([all, 16, 51.5]);
    expect(await ask({ withinDays: 0 })).toEqual([all, 16, 51.5]);
    expect(await ask({ withinDays: 1 })).toEqual([['A-5', 'B-3', 'A-2', 'B-1', 'A0', null], 24, 67.5]);
    expect(await ask({ withinDays: 3_650 })).toEqual([
      ['A-5', 'B-3', 'A-2', 'B-1', 'A0', 'C10', null],
      29,
      72.5,
    ]);
    expect(await ask({ locationId: 'L1' })).toEqual([['A-5', 'B-1'], 6, 29]);
    expect(await ask({ locationId: shop.ids.L2, condition: 'AVAILABLE' })).toEqual([['A-2'], 3, 6]);
    expect(await ask({ condition: 'EXPIRED' })).toEqual([[null], 6, 6]);
    expect(await ask({ productMasterId: shop.ids.B })).toEqual([['B-3', 'B-1'], 3, 31.5]);
    expect(await ask({ categoryId: 'none' })).toEqual([[], 0, 0]);
    expect(await ask({ locationId: 'NOWHERE' })).toEqual([[], 0, 0]);
    expect(await ask({ asOf: shop.inDays(-1) })).toEqual([['A-5', 'B-3', 'A-2', null], 14, 30.5]);
    expect(await ask({ asOf: shop.inDays(1) })).toEqual([['A-5', 'B-3', 'A-2', 'B-1', 'A0', null], 24, 67.5]);
    expect(await ask({ asOf: '9999-12-31', withinDays: 3_650, locationId: 'L1' })).toEqual([
      ['A-5', 'B-1', 'A0', 'C10'],
      19,
      50,
    ]);
    expect(await ask({ asOf: '1900-01-01' })).toEqual([[null], 6, 6]);
  });

  it('tells of each how long it is past its end', async () => {
    const shop = await varied();
    const { nodes } = await shop.ask('expired', { filter: { withinDays: 30 } });
    expect(nodes.map((row: Row) => [row.daysPastExpiry, row.expired, row.value])).toEqual([
      [5, true, 8],
      [3, true, 10.5],
      [2, true, 6],
      [1, true, 21],
      [0, false, 16],
      [-10, false, 5],
      [null, true, 6],
    ]);
    expect(nodes[0].product).toEqual({ globalSku: 'A' });
  });

  it('pages through every order, by cursor and by place', async () => {
    const shop = await varied();
    const orders: Record<string, (string | null)[]> = {
      expiryDate: ['A-5', 'B-3', 'A-2', 'B-1', null],
      value: ['A-2', null, 'A-5', 'B-3', 'B-1'],
      daysPastExpiry: [null, 'B-1', 'A-2', 'B-3', 'A-5'],
      globalSku: ['A-5', 'A-2', 'B-1', 'B-3', null],
    };
    for (const [field, expected] of Object.entries(orders)) {
      for (const direction of ['ASC', 'DESC']) {
        const found: unknown[] = [];
        const placed: unknown[] = [];
        for (let after: string | null = null; ; ) {
          const page = await shop.ask('expired', { sort: { field, direction }, first: 2, after });
          const same = await shop.ask('expired', {
            sort: { field, direction },
            first: 2,
            offset: found.length,
          });
          found.push(...page.nodes.map(({ lotNumber }: Row) => lotNumber));
          placed.push(...same.nodes.map(({ lotNumber }: Row) => lotNumber));
          after = page.pageInfo.endCursor;
          if (!page.pageInfo.hasNextPage) break;
        }
        expect(placed).toEqual(found);
        // ties are in the order of ids, which goes with the direction
        const wanted = direction === 'ASC' ? expected : expected.toReversed();
        expect([field, direction, found]).toEqual([field, direction, wanted]);
      }
    }
  });

  it('refuses days out of range, and callers without permission', async () => {
    const shop = await open(gateway);
    const ask = (caller: Shop['caller'], filter: object) =>
      caller.graphql(
        'query($filter: ExpiredStockFilterInput) { expiredStock(filter: $filter) { totalCount } }',
        {
          filter,
        },
      );
    for (const withinDays of [-1, 3_651]) {
      const { body } = await ask(shop.caller, { withinDays });
      expect(body.errors[0].extensions).toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ path: 'filter.withinDays' }],
      });
    }
    const writer = await shop.organization.caller('inventory.write', 'inventory.adjust', 'products.*');
    const { body } = await ask(writer, {});
    expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'inventory.read' });
  });

  it('shows nothing of other organizations', async () => {
    await varied();
    const shop = await open(gateway);
    expect((await shop.ask('expired', { filter: { withinDays: 3_650 } })).totalCount).toBe(0);
  });

  it('takes one statement, and one more for the totals and the number of them each', async () => {
    const shop = await varied();
    const count = async (first: number, fields: string) => {
      gateway.statements.length = 0;
      const { body } = await shop.caller.graphql(
        `{ expiredStock(first: ${first}, filter: { withinDays: 30 }) { nodes { id daysPastExpiry value } ${fields} } }`,
      );
      expect(body.errors).toBeUndefined();
      return gateway.statements.filter((text) => /^(with|select (?!set_config)|\()/i.test(text.trim()))
        .length;
    };
    for (const first of [1, 7]) {
      expect(await count(first, '')).toBe(1);
      expect(await count(first, 'totals { value }')).toBe(2);
      expect(await count(first, 'totals { value } totalCount')).toBe(3);
    }
  });
});
