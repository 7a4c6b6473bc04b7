import { describe, expect, it } from 'vitest';
import { busyWeeks } from '../support/busy-weeks.ts';
import { Shop } from '../support/factories.ts';
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
