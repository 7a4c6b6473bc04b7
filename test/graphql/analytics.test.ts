import { describe, expect, it } from 'vitest';
import { busyWeeks } from '../support/busy-weeks.ts';
import { open, Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { expectSound } from '../support/invariants.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { type Read, readLedger, recompute } from '../support/recomputed.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const gateway = await startGateway();
const DAY = 24 * 60 * 60_000;

const figures = `period { fromDate toDate days locationId categoryId }
  totals { unitsAtStart valueAtStart unitsIn valueIn unitsOut valueOut unitsAdjusted valueAdjusted unitsInTransitChange valueInTransitChange
    revaluation unitsAtEnd valueAtEnd averageValue unitsReceived unitsIssued valueIssued unitsTransferredIn unitsTransferredOut }
  turnover { costOfGoodsIssued averageValue turns annualTurns } daysOfSupply
  stockOuts { productDays stockOutDays ratePercent affected outAtEnd }
  shrinkage { unitsLost valueLost unitsFound valueFound unitsNet valueNet ratePercent }
  byCategory { categoryId categoryPath products unitsIssued valueIssued unitsAtStart valueAtStart unitsAtEnd valueAtEnd }
  series { date unitsReceived unitsIssued unitsTransferredIn unitsTransferredOut unitsAdjusted unitsNet units value }
  ageing { byReceipt { age units value } byExpiry { age units value } }
  topMovers(first: 100) { productMasterId globalSku unitsIssued valueIssued unitsAtEnd valueAtEnd }
  deadStock(first: 100) { products units value items { productMasterId unitsAtEnd valueAtEnd } }`;

const send = (shop: Shop, filter: object, selected = figures) =>
  shop.caller.graphql(
    `query($filter: InventoryAnalyticsFilterInput) { inventoryAnalytics(filter: $filter) { ${selected} } }`,
    { filter },
  );

async function analytics(shop: Shop, filter: object = {}, selected = figures): Promise<Any> {
  const { body } = await send(shop, filter, selected);
  expect(body.errors, JSON.stringify(body.errors)).toBeUndefined();
  return body.data.inventoryAnalytics;
}

/** Weeks in which much happened, with products in categories, transfers and a count. */
async function busy(): Promise<Shop> {
  const organization = await gateway.organization();
  await busyWeeks(gateway.app.services, organization.orgId, 260);
  const shop = new Shop(gateway, organization);
  const [top, side] = await upserted(shop.caller, kinds.categories, [{ name: 'Top' }, { name: 'Side' }]);
  await upserted(shop.caller, kinds.categories, [{ name: 'Below', parentId: top?.id }]);
  await shop.sql(
    `update product p set category_id = (select c.id from category c where c.org_id = $1 and c.path = case p.global_sku
       when 'P0' then 'Top' when 'P1' then 'Top / Below' when 'P2' then 'Side' end) where p.org_id = $1`,
  );
  shop.ids.Side = side?.id ?? '';
  for (const sku of ['P2', 'P3']) await shop.receive('A', { sku, quantity: 40, unitCost: 3.3333 });
  const lines = [{ globalSku: 'P2', quantity: 7 }];
  const input = { fromLocationId: 'A', toLocationId: 'B', lines };
  const { id } = (await shop.run('createTransfer', input)).transfer;
  await shop.run('approveTransfer', { id });
  const { transfer } = await shop.run('shipTransfer', { id });
  const parts = [{ lineId: transfer.lines[0].id, quantity: 4 }];
  await shop.run('receiveTransfer', { id, lines: parts });
  await counted(shop);
  return shop;
}

/** A count of P2 and P3 at A that finds 2 less of one and 3 more of the other. */
async function counted(shop: Shop): Promise<void> {
  const rows = await shop.sql<{ id: string }>(
    `select id from product where org_id = $1 and global_sku in ('P2', 'P3') order by global_sku`,
  );
  const input = { locationId: 'A', type: 'SPOT', productMasterIds: rows.map(({ id }) => id) };
  const { batch, lines } = await shop.run('createCycleCountBatch', { ...input, blind: false });
  await shop.run('startCycleCount', { id: batch.id });
  const systems = await shop.sql<{ id: string; on_hand: string; sku: string; condition: string }>(
    `select n.id, i.on_hand, p.global_sku as sku, i.condition from cycle_count_line n join stock_item i on i.org_id = $1 and i.id = n.item_id
     join product p on p.org_id = $1 and p.id = n.product_id where n.org_id = $1 and n.batch_id = $2`,
    batch.id,
  );
  const counts = systems.map(({ id, on_hand, sku, condition }) => ({
    lineId: id,
    countedQuantity: condition === 'AVAILABLE' ? Number(on_hand) + (sku === 'P2' ? -2 : 3) : Number(on_hand),
  }));
  await shop.run('enterCounts', { id: batch.id, counts });
  await shop.run('submitCycleCount', { id: batch.id });
  const resolutions = lines.map(({ id }: Any) => ({ lineId: id, action: 'ACCEPT' }));
  // somebody else than the counter accepts
  const other = new Shop(gateway, shop.organization, await shop.organization.caller('*'));
  await other.run('resolveCycleCount', { id: batch.id, resolutions });
}

const daysOf = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
};

describe('figures agree with the ledger', () => {
  const made = busy();

  /** Asks for a period, and recomputes it from the movements of its scope. */
  async function compared(filter: Any, inScope: (move: Read) => boolean) {
    const shop = await made;
    const answer = await analytics(shop, filter);
    const { fromDate: from, toDate: to } = answer.period;
    const days = daysOf(from, to);
    const ledger = (await readLedger(shop)).filter(inScope);
    return { answer, days, expected: recompute(ledger, { from, to }, days, Boolean(filter.locationId)) };
  }

  const scopes: [string, (shop: Shop) => Any][] = [
    ['everything', () => ({ filter: {}, inScope: () => true })],
    [
      'a location',
      (shop) => ({ filter: { locationId: 'A' }, inScope: ({ location }: Read) => location === shop.ids.A }),
    ],
    [
      'a category with what is below it',
      (shop) => ({
        filter: { categoryId: 'Top' },
        inScope: ({ category }: Read) => category !== null && category !== shop.ids.Side,
      }),
    ],
    [
      'a category at a location that may be negative',
      (shop) => ({
        filter: { categoryId: shop.ids.Side, locationId: 'NEG' },
        inScope: ({ category, location }: Read) => category === shop.ids.Side && location === shop.ids.NEG,
      }),
    ],
  ];
  const periods: [string, (day: (ago: number) => string) => object][] = [
    ['the last 30 days', () => ({})],
    ['some days in the midst', (day) => ({ fromDate: day(8), toDate: day(3) })],
    ['one day', (day) => ({ fromDate: day(5), toDate: day(5) })],
    ['a year', (day) => ({ fromDate: day(364), toDate: day(0) })],
  ];

  it.each(
    scopes.flatMap(([of, scope]) => periods.map(([when, period]) => [of, when, scope, period] as const)),
  )('%s, %s', async (_of, _when, scope, period) => {
    const shop = await made;
    const places = await shop.sql<{ id: string; code: string }>(
      'select id, code from location where org_id = $1',
    );
    for (const { id, code } of places) shop.ids[code] = id;
    const { filter, inScope } = scope(shop);
    const { answer, expected } = await compared(
      { ...filter, ...period((ago) => shop.inDays(-ago)) },
      inScope,
    );
    expect(answer).toMatchObject({
      totals: expected.totals,
      turnover: { ...expected.turnover, costOfGoodsIssued: expected.totals.valueIssued },
      daysOfSupply: expected.daysOfSupply,
      shrinkage: expected.shrinkage,
      stockOuts: expected.stockOuts,
    });
    expect(
      answer.series.map(({ date, unitsNet, units, value }: Any) => ({ date, unitsNet, units, value })),
    ).toEqual(expected.series);
    const { totals } = answer;
    expect(
      totals.unitsAtStart +
        totals.unitsIn -
        totals.unitsOut +
        totals.unitsAdjusted -
        totals.unitsInTransitChange,
    ).toBeCloseTo(totals.unitsAtEnd, 6);
    const moved = totals.valueIn - totals.valueOut + totals.valueAdjusted - totals.valueInTransitChange;
    expect(totals.valueAtStart + moved + totals.revaluation).toBeCloseTo(totals.valueAtEnd, 2);
    // products and categories
    const movers = expected.byProduct
      .filter(({ unitsIssued }) => unitsIssued > 0)
      .sort((a, b) => b.valueIssued - a.valueIssued || b.unitsIssued - a.unitsIssued);
    expect(
      answer.topMovers.map(({ productMasterId, globalSku: _, ...rest }: Any) => ({
        product: productMasterId,
        ...rest,
      })),
    ).toEqual(movers.map(({ category: _, left: __, ...rest }) => rest));
    const inCategory = Map.groupBy(expected.byProduct, ({ category }) => category);
    expect(answer.byCategory).toHaveLength(inCategory.size);
    for (const row of answer.byCategory) {
      const of = inCategory.get(row.categoryId) ?? [];
      expect(row.products).toBe(of.length);
      for (const name of ['unitsIssued', 'valueIssued', 'unitsAtEnd', 'valueAtEnd'] as const)
        expect(row[name]).toBeCloseTo(
          of.reduce((total, each) => total + each[name], 0),
          3,
        );
    }
    // ages add up
    for (const list of [answer.ageing.byReceipt, answer.ageing.byExpiry]) {
      expect(list.reduce((total: number, { units }: Any) => total + units, 0)).toBeCloseTo(
        totals.unitsAtEnd,
        6,
      );
      expect(list.reduce((total: number, { value }: Any) => total + value, 0)).toBeCloseTo(
        totals.valueAtEnd,
        3,
      );
    }
  });

  it('the count lost 2 and found 3', async () => {
    const { shrinkage } = await analytics(await made, { locationId: 'A' });
    expect(shrinkage).toMatchObject({ unitsLost: 2, unitsFound: 3, unitsNet: -1 });
  });

  it('the books are sound', async () => expectSound(await made));
});

describe('what is asked', () => {
  const made = open(gateway, {
    products: ['A'],
    locations: ['L1', { code: 'TOKYO', timezone: 'Asia/Tokyo' }],
  });

  it.each([
    [
      'a period that ends before it begins',
      { fromDate: '2026-03-02', toDate: '2026-03-01' },
      'filter.toDate',
    ],
    ['more than two years', { fromDate: '2024-01-01', toDate: '2026-01-02' }, 'filter.fromDate'],
    ['more than two years up to now', { fromDate: '2020-01-01' }, 'filter.fromDate'],
    ['a last day far ahead, alone', { toDate: '9999-12-31' }, 'filter.toDate'],
    ['a period to come', { fromDate: '2090-01-01', toDate: '2090-01-31' }, 'filter.fromDate'],
    ['a day that is none', { fromDate: '2026-02-30' }, 'filter.fromDate'],
  ])('%s is refused', async (_what, filter, path) => {
    const { body } = await send(await made, filter);
    const { code, fields } = body.errors[0].extensions;
    expect([code, fields.map(({ path }: Any) => path)]).toEqual(['VALIDATION_FAILED', [path]]);
  });

  it('an unknown location, category or number of products is refused, every one by name', async () => {
    const shop = await made;
    const refusal = async (filter: object, selected?: string) => {
      const { body } = await send(shop, filter, selected);
      const { code, fields } = body.errors[0].extensions;
      return [code, ...fields.map(({ path }: Any) => path)];
    };
    expect(await refusal({ locationId: 'MARS', categoryId: 'None' })).toEqual([
      'NOT_FOUND',
      'filter.locationId',
      'filter.categoryId',
    ]);
    expect(await refusal({ locationId: '' })).toEqual(['NOT_FOUND', 'filter.locationId']);
    const all = { locationId: 'MARS', fromDate: '2026-03-02', toDate: '2026-03-01' };
    expect(await refusal(all)).toEqual(['VALIDATION_FAILED', 'filter.toDate', 'filter.locationId']);
    for (const first of [0, 101])
      expect(await refusal({}, `topMovers(first: ${first}) { globalSku }`)).toEqual([
        'VALIDATION_FAILED',
        'first',
      ]);
  });

  it('two years are answered, a day to come counts as today, and today is that of the location', async () => {
    const shop = await made;
    const period = async (filter: object) =>
      (await analytics(shop, filter, 'period { fromDate toDate days }')).period;
    expect(await period({ fromDate: '2024-02-29', toDate: '2026-02-28' })).toMatchObject({ days: 731 });
    const today = (timeZone: string) =>
      new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(gateway.clock.now());
    for (let hours = 0; hours < 24; hours += 8) {
      expect(await period({ locationId: 'TOKYO', toDate: shop.inDays(300) })).toMatchObject({
        toDate: today('Asia/Tokyo'),
      });
      expect(await period({ locationId: 'L1' })).toMatchObject({ toDate: today('UTC'), days: 30 });
      expect(await period({})).toMatchObject({ toDate: today('Asia/Tokyo') });
      gateway.clock.advance(8 * 60 * 60_000);
    }
  });

  it('nothing at all is answered with zeros and nulls', async () => {
    const shop = await open(gateway);
    expect(await analytics(shop)).toMatchObject({
      period: { days: 30 },
      totals: { unitsAtStart: 0, unitsAtEnd: 0, averageValue: 0 },
      turnover: { costOfGoodsIssued: 0, turns: null, annualTurns: null },
      daysOfSupply: null,
      stockOuts: { productDays: 0, stockOutDays: 0, ratePercent: null },
      shrinkage: { ratePercent: null },
      byCategory: [],
      topMovers: [],
      deadStock: { products: 0, units: 0, value: 0, items: [] },
    });
  });

  it('only what is selected is read: one statement for the scope, one for each part', async () => {
    const shop = await made;
    const statements = async (selected: string) => {
      gateway.statements.length = 0;
      await analytics(shop, {}, selected);
      return gateway.statements.length;
    };
    expect(await statements('period { days }')).toBe(1);
    expect(
      await statements(
        'totals { unitsIn } turnover { turns } daysOfSupply shrinkage { valueNet } series { date }',
      ),
    ).toBe(2);
    expect(await statements('byCategory { products } topMovers { globalSku } deadStock { products }')).toBe(
      2,
    );
    expect(await statements('stockOuts { productDays }')).toBe(2);
    expect(await statements('ageing { byExpiry { age } }')).toBe(2);
    expect(await statements(figures)).toBe(5);
  });
});

describe('single figures', () => {
  it('turnover, supply, dead stock and stock-outs of a small story', async () => {
    const shop = await open(gateway, {
      products: ['A', 'B', 'C'],
      locations: ['L1', 'L2'],
      channels: ['DTC'],
    });
    const issue = async (sku: string, quantity: number) => {
      const { id } = await shop.reserve('DTC', [{ sku, locationId: 'L1', quantity }]);
      await shop.run('commitReservation', { id });
    };
    // a whole number of days, so that a day never ends in between
    gateway.clock.advance(DAY - (gateway.clock.now().getTime() % DAY) + 60_000);
    const from = shop.inDays(0);
    await shop.receive(
      'L1',
      { sku: 'A', quantity: 10, unitCost: 2 },
      { sku: 'B', quantity: 4, unitCost: 5 },
      { sku: 'C', quantity: 1, unitCost: 1 },
    );
    await issue('C', 1); // out, and back within the day
    await shop.receive('L1', { sku: 'C', quantity: 1, unitCost: 1 });
    gateway.clock.advance(DAY);
    await issue('A', 10); // out for two days
    await issue('C', 1); // out for good
    gateway.clock.advance(2 * DAY);
    await shop.receive('L1', { sku: 'A', quantity: 5, unitCost: 2 });
    const answer = await analytics(shop, { fromDate: from, locationId: 'L1' });
    expect(answer).toMatchObject({
      period: { fromDate: from, toDate: shop.inDays(0), days: 4 },
      // closing values 41, 20, 20, 30
      turnover: { costOfGoodsIssued: 22, averageValue: 27.75, turns: 0.7928, annualTurns: 72.3423 },
      daysOfSupply: 5.4545,
      stockOuts: { productDays: 12, stockOutDays: 5, ratePercent: 41.6667, affected: 2, outAtEnd: 1 },
      deadStock: { products: 1, units: 4, value: 20, items: [{ productMasterId: shop.ids.B }] },
      topMovers: [
        { globalSku: 'A', unitsIssued: 10, valueIssued: 20, unitsAtEnd: 5, valueAtEnd: 10 },
        { globalSku: 'C', unitsIssued: 2, valueIssued: 2, unitsAtEnd: 0, valueAtEnd: 0 },
      ],
    });
    // a product that is no longer active is not missed
    await shop.sql(`update product set status = 'INACTIVE' where org_id = $1 and global_sku = 'C'`);
    const { stockOuts } = await analytics(shop, { fromDate: from });
    expect(stockOuts).toEqual({ productDays: 8, stockOutDays: 2, ratePercent: 25, affected: 1, outAtEnd: 0 });
    await expectSound(shop);
  });

  it('ages by receipt and by expiry, now and at the end of an earlier period', async () => {
    const shop = await open(gateway, { products: ['A', 'B', 'T'], locations: ['L1'] });
    const lot = (lotNumber: string, days: number, quantity: number) => ({
      sku: 'T',
      quantity,
      unitCost: 1,
      lotNumber,
      expiryDate: shop.inDays(days),
    });
    await shop.receive(
      'L1',
      { sku: 'A', quantity: 8, unitCost: 1 },
      lot('OLD', 10, 1),
      lot('NEW', 75, 2),
      lot('LATE', 400, 3),
    );
    gateway.clock.advance(40 * DAY);
    await shop.receive('L1', { sku: 'A', quantity: 2, unitCost: 1 }, { sku: 'B', quantity: 16, unitCost: 1 });
    await shop.adjust({ sku: 'T', locationId: 'L1', lotNumber: 'LATE' }, -3);
    const past = shop.inDays(0);
    gateway.clock.advance(60 * DAY);
    const ages = async (filter: object) => {
      const { ageing } = await analytics(
        shop,
        filter,
        'ageing { byReceipt { age units } byExpiry { age units } }',
      );
      const some = (list: Any[]) =>
        Object.fromEntries(list.filter(({ units }) => units !== 0).map(({ age, units }) => [age, units]));
      return [some(ageing.byReceipt), some(ageing.byExpiry)];
    };
    const afterwards = [
      { FROM_31_TO_60: 13, UP_TO_30: 16 },
      { EXPIRED: 1, FROM_31_TO_60: 2, NONE: 26 },
    ];
    expect(await ages({ toDate: past, fromDate: past })).toEqual(afterwards);
    // what moves later changes nothing of the past
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -10);
    await shop.receive('L1', { sku: 'A', quantity: 1 });
    expect(await ages({ toDate: past, fromDate: past })).toEqual(afterwards);
    expect(await ages({})).toEqual([
      { UP_TO_30: 1, FROM_31_TO_60: 16, FROM_91_TO_180: 3 },
      { EXPIRED: 3, NONE: 17 },
    ]);
  });
});

describe('movements near midnight', () => {
  it('that get their lock in another order than they were asked for keep moments and days in order', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['L1'] });
    await shop.receive('L1', { sku: 'A', quantity: 100 });
    const toMidnight = DAY - (gateway.clock.now().getTime() % DAY);
    gateway.clock.advance(toMidnight - 150);
    const row = { globalSku: 'A', locationId: 'L1', quantityDelta: -1, reasonCode: 'CORRECTION' };
    const acts: Promise<unknown>[] = [];
    for (let n = 0; n < 30; n++) {
      acts.push(shop.run('adjustStock', row));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await Promise.all(acts);
    await expectSound(shop);
    const { totals } = await analytics(shop, {});
    expect(totals).toMatchObject({ unitsAdjusted: -30, unitsAtEnd: 70 });
  });

  it('a change of the time zone never takes a day back', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: [{ code: 'L1', timezone: 'Pacific/Kiritimati' }],
    });
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -5);
    await shop.sql(`update location set timezone = 'Pacific/Pago_Pago' where org_id = $1`);
    await shop.receive('L1', { sku: 'A', quantity: 2 });
    await shop.adjust({ sku: 'A', locationId: 'L1' }, -2);
    await expectSound(shop);
  });
});
