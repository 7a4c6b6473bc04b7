import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const DAY = 86_400_000;

/** 10 received at a cost of 2, and 4 of them adjusted away the day after. */
async function stocked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  const [category] = await upserted(admin, kinds.categories, [{ name: 'Tea' }]);
  const [product] = await upserted(admin, kinds.products, [
    { globalSku: 'TEA', name: 'Tea', categoryId: category?.id },
  ]);
  await upserted(admin, kinds.locations, [{ code: 'MAIN' }]);
  const line = { globalSku: 'TEA', quantity: 10, unitCost: 2 };
  await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines: [line] });
  const then = gateway.clock.now().toISOString();
  gateway.clock.advance(DAY);
  const change = { globalSku: 'TEA', locationId: 'MAIN', quantityDelta: -4, reasonCode: 'CORRECTION' };
  await admin.rest('POST', '/api/inventory/adjust', change);
  return { ...organization, then, productId: product?.id ?? '' };
}

describe('GET /api/inventory/analytics', () => {
  it('answers every part', async () => {
    const { admin } = await stocked();
    const day = (ago: number) =>
      new Date(gateway.clock.now().getTime() - ago * DAY).toISOString().slice(0, 10);
    const query = `locationId=MAIN&categoryId=Tea&fromDate=${day(1)}&toDate=${day(0)}`;
    const { analytics } = published(
      'getInventoryAnalytics',
      await admin.rest('GET', `/api/inventory/analytics?${query}`),
      200,
    );
    expect(analytics).toMatchObject({
      period: { fromDate: day(1), toDate: day(0), days: 2, locationName: 'MAIN', categoryPath: 'Tea' },
      totals: {
        unitsAtStart: 0,
        unitsIn: 10,
        unitsOut: 0,
        unitsAdjusted: -4,
        unitsAtEnd: 6,
        valueAtEnd: 12,
        averageValue: 16,
      },
      turnover: { turns: 0 },
      daysOfSupply: null,
      stockOuts: { productDays: 2, stockOutDays: 0, ratePercent: 0 },
      byCategory: [{ categoryPath: 'Tea', products: 1, unitsAtEnd: 6 }],
      series: [
        { date: day(1), unitsReceived: 10, units: 10, value: 20 },
        { date: day(0), unitsAdjusted: -4, units: 6, value: 12 },
      ],
      topMovers: [],
      deadStock: { products: 1, items: [{ globalSku: 'TEA', valueAtEnd: 12 }] },
    });
    published('getInventoryAnalytics', await admin.rest('GET', '/api/inventory/analytics'), 200);
  });

  it.each([
    ['toDate=2026-01-01&fromDate=2026-01-02', 400, 'toDate'],
    ['fromDate=2020-01-01&toDate=2026-01-02', 400, 'fromDate'],
    ['fromDate=soon', 400, 'fromDate'],
    ['locationId=MARS', 404, 'locationId'],
    ['categoryId=MARS', 404, 'categoryId'],
    ['location=MAIN', 400, 'location'],
  ])('%s is refused by name', async (query, status, path) => {
    const { admin } = await gateway.organization();
    const answer = await admin.rest('GET', `/api/inventory/analytics?${query}`);
    const { details } = published('getInventoryAnalytics', answer, status);
    expect(details.fields.map((field: { path: string }) => field.path)).toEqual([path]);
  });
});

describe('asOf', () => {
  it('answers the list and the levels as they were', async () => {
    const { admin, then, productId } = await stocked();
    const list = async (query: string) =>
      published('listInventory', await admin.rest('GET', `/api/inventory?${query}`), 200);
    const past = await list(`asOf=${then}&locationId=MAIN&sort=-quantityOnHand&limit=5`);
    expect(past).toMatchObject({
      items: [{ globalSku: 'TEA', quantityOnHand: 10, unitCost: 2, totalValue: 20 }],
      pagination: { page: 1, pageSize: 5, total: 1, totalPages: 1 },
    });
    // what was promised then is not claimed
    expect(Object.keys(past.items[0]).filter((key) => /reserved|available|held/i.test(key))).toEqual([]);
    expect((await list(`asOf=${then.slice(0, 10)}`)).items[0].quantityOnHand).toBe(10);
    expect((await list('')).items[0].quantityOnHand).toBe(6);
    const levels = async (query: string) =>
      published(
        'getProductInventoryLevels',
        await admin.rest('GET', `/api/products/${productId}/inventory-levels${query}`),
        200,
      );
    expect(await levels(`?asOf=${then}`)).toMatchObject({
      product: { globalSku: 'TEA' },
      levels: [{ locationName: 'MAIN', onHand: 10, value: 20 }],
      totals: { onHand: 10, value: 20 },
    });
    expect((await levels('')).totals.onHand).toBe(6);
  });

  it.each(['2090-01-01', '2090-01-01T00:00:00Z', 'yesterday', ''])('%s is refused by name', async (asOf) => {
    const { admin, productId } = await stocked();
    for (const path of ['/api/inventory', `/api/products/${productId}/inventory-levels`]) {
      const { status, body } = await admin.rest('GET', `${path}?asOf=${asOf}`);
      expect([status, body.details.fields[0].path]).toEqual([400, 'asOf']);
    }
  });

  it('of no such product is 404', async () => {
    const { admin } = await gateway.organization();
    const { status } = await admin.rest('GET', '/api/products/none/inventory-levels?asOf=2026-01-01');
    expect(status).toBe(404);
  });
});
