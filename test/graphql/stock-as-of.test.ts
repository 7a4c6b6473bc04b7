import { describe, expect, it } from 'vitest';
import { busyWeeks } from '../support/busy-weeks.ts';
import { open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const gateway = await startGateway();
const MINUTE = 60_000;
const common = `id productMasterId productName globalSku locationId locationName binId binName lotId lotNumber expiryDate condition
  quantityOnHand unitCost totalValue`;

const asOfQuery = `query($asOf: AsOf!, $filter: StockItemFilterInput, $sort: StockItemAsOfSortInput, $first: Int! = 100, $after: String, $offset: Int) {
  stockItemsAsOf(asOf: $asOf, filter: $filter, sort: $sort, first: $first, after: $after, offset: $offset) {
    nodes { ${common} updatedAt product { globalSku } } totalCount pageInfo { hasNextPage endCursor } } }`;
const send = (shop: Shop, variables: object) => shop.caller.graphql(asOfQuery, variables);

async function then(shop: Shop, asOf: string, more: object = {}): Promise<Any> {
  const { body } = await send(shop, { asOf, ...more });
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
  return body.data.stockItemsAsOf;
}

async function now(shop: Shop, filter: object = {}): Promise<Any[]> {
  const { body } = await shop.caller.graphql(
    `query($filter: StockItemFilterInput) { stockItems(first: 100, filter: $filter) { nodes { ${common} } } }`,
    { filter },
  );
  return body.data.stockItems.nodes;
}

async function levelsThen(shop: Shop, sku: string, asOf: string): Promise<Any> {
  const { body } = await shop.caller.graphql(
    `query($id: ID!, $asOf: AsOf!) { inventoryLevelsAsOf(productMasterId: $id, asOf: $asOf) {
      product { globalSku } levels { locationId locationName onHand value } totals { onHand value } } }`,
    { id: shop.ids[sku], asOf },
  );
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
  return body.data.inventoryLevelsAsOf;
}

const plain = (nodes: Any[]) => nodes.map(({ updatedAt: _, product: __, ...rest }) => rest);
const moment = () => gateway.clock.now().toISOString();

/** Things that happen, each a while after the one before. */
const story: ((shop: Shop) => Promise<unknown>)[] = [
  (shop) => shop.receive('L1', { sku: 'A', quantity: 10, unitCost: 2 }),
  (shop) => shop.receive('L1', { sku: 'A', quantity: 3, unitCost: 3.3333 }),
  (shop) =>
    shop.receive('L2', { sku: 'B', quantity: 5, unitCost: 1, lotNumber: 'LOT', expiryDate: shop.inDays(50) }),
  (shop) => shop.adjust({ sku: 'A', locationId: 'L1' }, -13),
  (shop) => shop.adjust({ sku: 'A', locationId: 'L1' }, 1),
  async (shop) => {
    const [{ id }] = (await shop.sql<{ id: string }>(
      `select id from stock_document where org_id = $1 and type = 'ADJUSTMENT' order by created_at desc limit 1`,
    )) as [{ id: string }];
    await shop.run('reverseAdjustment', { id });
  },
  (shop) => shop.receive('L1', { sku: 'A', quantity: 2, unitCost: 9.9999 }, { sku: 'B', quantity: 1 }),
];

describe('stock as of a moment', () => {
  it('is what the list said then, for every moment between movements', async () => {
    const shop = await open(gateway, { products: ['A', 'B'], locations: ['L1', 'L2'] });
    const seen: { at: string; items: Any[]; levels: Record<string, Any[]> }[] = [];
    const look = async () => {
      const levels: Record<string, Any[]> = {};
      for (const sku of ['A', 'B']) levels[sku] = (await shop.ask('levels', { id: shop.ids[sku] })).levels;
      seen.push({ at: moment(), items: await now(shop), levels });
    };
    await look();
    for (const happens of story) {
      gateway.clock.advance(7 * MINUTE);
      await happens(shop);
      await look();
      gateway.clock.advance(MINUTE);
      await look();
    }
    for (const { at, items, levels } of seen) {
      const { nodes, totalCount } = await then(shop, at);
      expect([at, plain(nodes)]).toEqual([at, items]);
      expect(totalCount).toBe(items.length);
      for (const sku of ['A', 'B']) {
        const answer = await levelsThen(shop, sku, at);
        const moved = levels[sku] ?? [];
        expect(answer.levels.map(({ locationId, onHand }: Any) => [locationId, onHand])).toEqual(
          moved.map(({ locationId, onHand }: Any) => [locationId, onHand]),
        );
        const total = items.filter(({ globalSku }: Any) => globalSku === sku);
        expect(answer.totals.value).toBeCloseTo(
          total.reduce((so: number, { totalValue }: Any) => so + totalValue, 0),
          3,
        );
      }
    }
    // also what is gone now: 0 on hand is told, with its cost
    expect(seen.some(({ items }) => items.some(({ quantityOnHand }: Any) => quantityOnHand === 0))).toBe(
      true,
    );
    await expectSound(shop);
  });

  it('pages, filters and orders like the list', async () => {
    const organization = await gateway.organization();
    await busyWeeks(gateway.app.services, organization.orgId, 120);
    const shop = new Shop(gateway, organization);
    const at = moment();
    const before = await now(shop);
    expect(before.length).toBeGreaterThan(12);
    for (const { id } of before)
      await shop.run('adjustStock', { inventoryItemId: id, quantityDelta: 1, reasonCode: 'CORRECTION' });
    const lists = async (filter: object) => plain((await then(shop, at, { filter })).nodes);
    const only = (test: (item: Any) => boolean) => before.filter(test);
    const { productMasterId, lotId, locationId } = before.find(({ lotId }: Any) => lotId);
    expect(await lists({ locationId: 'A' })).toEqual(only(({ locationName }) => locationName === 'A'));
    expect(await lists({ productMasterId })).toEqual(
      only((item) => item.productMasterId === productMasterId),
    );
    expect(await lists({ lotId, locationId })).toEqual(
      only((item) => item.lotId === lotId && item.locationId === locationId),
    );
    expect(await lists({ condition: 'DAMAGED' })).toEqual(only(({ condition }) => condition === 'DAMAGED'));
    expect(await lists({ search: 'p3' })).toEqual(only(({ globalSku }) => globalSku === 'P3'));
    expect(await lists({ locationId: 'nowhere' })).toEqual([]);
    const sort = { field: 'quantityOnHand', direction: 'DESC' };
    const wanted = before
      .map(({ quantityOnHand }: Any) => quantityOnHand)
      .sort((a: number, b: number) => b - a);
    const pages: number[] = [];
    for (let after: string | undefined; ; ) {
      const { nodes, pageInfo } = await then(shop, at, { sort, first: 5, after });
      pages.push(...nodes.map(({ quantityOnHand }: Any) => quantityOnHand));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(pages).toEqual(wanted);
    const { nodes } = await then(shop, at, { sort: { field: 'updatedAt' }, first: 100 });
    const moved = nodes.map(({ updatedAt }: Any) => updatedAt);
    expect(moved).toEqual(moved.toSorted());
    const since = moved[Math.floor(moved.length / 2)];
    expect((await then(shop, at, { filter: { updatedSince: since } })).totalCount).toBe(
      moved.filter((each: string) => each >= since).length,
    );
  });

  it('a day is its end, at each location by its own calendar', async () => {
    const locations = [
      { code: 'EAST', timezone: 'Pacific/Auckland' },
      { code: 'WEST', timezone: 'America/Los_Angeles' },
    ];
    const shop = await open(gateway, { products: ['A'], locations });
    const both = (quantity: number) =>
      Promise.all(['EAST', 'WEST'].map((at) => shop.receive(at, { sku: 'A', quantity })));
    const local = (timeZone: string) =>
      new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(gateway.clock.now());
    const days = new Map<string, [number, number]>();
    for (let hours = 0; hours < 40; hours += 3) {
      await both(1);
      for (const [index, { timezone }] of locations.entries()) {
        const day = local(timezone);
        const counts = days.get(day) ?? [0, 0];
        counts[index] = (counts[index] ?? 0) + 1;
        days.set(day, counts);
      }
      gateway.clock.advance(3 * 60 * MINUTE);
    }
    const past = [...days.keys()].sort().filter((day) => day < local('America/Los_Angeles'));
    expect(past.length).toBeGreaterThan(0);
    const so = [0, 0];
    for (const day of past) {
      const [east = 0, west = 0] = days.get(day) ?? [];
      so[0] = (so[0] ?? 0) + east;
      so[1] = (so[1] ?? 0) + west;
      const { levels } = await levelsThen(shop, 'A', day);
      const at = (code: string) =>
        levels.find(({ locationId }: Any) => locationId === shop.ids[code])?.onHand ?? 0;
      expect([day, at('EAST'), at('WEST')]).toEqual([day, ...so]);
      // and the analytics of that day, at each place, say the same
      for (const [index, code] of ['EAST', 'WEST'].entries()) {
        const { body } = await shop.caller.graphql(
          `query($f: InventoryAnalyticsFilterInput) { inventoryAnalytics(filter: $f) { totals { unitsIn unitsAtEnd } } }`,
          { f: { locationId: code, fromDate: day, toDate: day } },
        );
        const { totals } = body.data.inventoryAnalytics;
        expect([day, code, totals]).toEqual([
          day,
          code,
          { unitsIn: days.get(day)?.[index] ?? 0, unitsAtEnd: so[index] },
        ]);
      }
    }
    await expectSound(shop);
  });

  it('is refused for the future and for what is no time, by name', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: [{ code: 'W', timezone: 'America/Los_Angeles' }],
    });
    await shop.receive('W', { sku: 'A', quantity: 1 });
    const refusal = async (variables: object) => {
      const { body } = await send(shop, variables);
      const { code, fields } = body.errors[0].extensions;
      return [code, fields[0].path];
    };
    expect(await refusal({ asOf: shop.inMinutes(1) })).toEqual(['VALIDATION_FAILED', 'asOf']);
    expect(await refusal({ asOf: shop.inDays(3) })).toEqual(['VALIDATION_FAILED', 'asOf']);
    for (const asOf of ['yesterday', '2026-02-30', '2026-01-01T00:00', 5, ''])
      expect(await refusal({ asOf })).toEqual(['VALIDATION_FAILED', 'asOf']);
    const here = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(
      gateway.clock.now(),
    );
    const tomorrow = new Date(Date.parse(here) + 24 * 60 * MINUTE).toISOString().slice(0, 10);
    expect(await refusal({ asOf: tomorrow, filter: { locationId: 'W' } })).toEqual([
      'VALIDATION_FAILED',
      'asOf',
    ]);
    expect((await then(shop, here, { filter: { locationId: 'W' } })).nodes).toHaveLength(1);
    expect((await then(shop, '1999-12-31')).nodes).toEqual([]);
    const { body } = await shop.caller.graphql(
      `{ inventoryLevelsAsOf(productMasterId: "none", asOf: "2026-01-01") { totals { onHand } } }`,
    );
    expect(body.data).toEqual({ inventoryLevelsAsOf: null });
  });
});
