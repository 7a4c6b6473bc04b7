import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { publishedAnswers } from '../support/published.ts';

const gateway = await startGateway();
const published = await publishedAnswers(gateway);
const base = '/api/stock-requests';

/** Twelve of A at MAIN, a stocklist of the ward, and a request of it that waits for approval. */
async function asked() {
  const organization = await gateway.organization();
  const { admin } = organization;
  const products = [
    { globalSku: 'A', name: 'Bandage', barcode: '4006381333931', packSize: 4 },
    { globalSku: 'B', name: 'Glove' },
  ];
  const [bandage] = await upserted(admin, kinds.products, products);
  const [main, ward] = await upserted(admin, kinds.locations, [{ code: 'MAIN' }, { code: 'WARD' }]);
  const lines = [{ globalSku: 'A', quantity: 12 }];
  await admin.rest('POST', '/api/inventory/record-stock', { locationId: 'MAIN', lines });
  const list = { code: 'W1', name: 'Ward', destinationId: 'WARD', fromLocationId: 'MAIN' };
  const [stocklist] = await upserted(admin, kinds.stocklists, [
    { ...list, lines: [{ globalSku: 'A', parLevel: 9 }] },
  ]);
  const request = { fromLocationId: 'MAIN', destinationId: 'WARD', category: 'Weekly', priority: 'URGENT' };
  const made = await admin.rest('POST', base, { ...request, lines: [{ globalSku: 'A', quantity: 4 }] });
  const { id } = made.body.stockRequest;
  await admin.rest('POST', `${base}/${id}/submit`);
  const approver = await organization.caller('stockrequests.*', 'products.read');
  const ids = { request: id, bandage: bandage?.id, main: main?.id, ward: ward?.id, stocklist: stocklist?.id };
  return { ...organization, approver, ids };
}

describe('what is around stock requests', () => {
  it('products are searched, with what there is of them', async () => {
    const { admin, ids } = await asked();
    const search = async (query: string) =>
      published(
        'searchStockRequestProducts',
        await admin.rest('GET', `${base}/products/search?${query}`),
        200,
      );
    const found = {
      productMasterId: ids.bandage,
      name: 'Bandage',
      globalSku: 'A',
      barcode: '4006381333931',
      unit: 'EA',
      packSize: 4,
      available: 12,
    };
    expect(await search('q=bandgae&fromLocationId=MAIN')).toEqual({ products: [found] });
    expect(await search('q=4006381333931')).toEqual({ products: [found] });
    expect(await search(`q=band&fromLocationId=${ids.ward}`)).toEqual({
      products: [{ ...found, available: 0 }],
    });
    expect(await search('q=%25%25')).toEqual({ products: [] });
  });

  it('a stocklist says what to ask for', async () => {
    const { admin, ids } = await asked();
    const path = `${base}/products/stocklist?destinationId=WARD`;
    const answer = published('getStocklist', await admin.rest('GET', path), 200);
    expect(answer).toEqual({
      stocklists: [
        {
          ...{ id: ids.stocklist, code: 'W1', name: 'Ward', notes: null, version: 1 },
          ...{ destinationId: ids.ward, fromLocationId: ids.main },
        },
      ],
      lines: [
        {
          ...{
            productMasterId: ids.bandage,
            globalSku: 'A',
            productName: 'Bandage',
            unit: 'EA',
            packSize: 4,
          },
          ...{ parLevel: 9, onHand: 0, unusable: 0, incoming: 0, requested: 4, suggestedQuantity: 8 },
        },
      ],
    });
    expect((await admin.rest('GET', `${path}&stocklistId=W1`)).body).toEqual(answer);
  });

  it('requests are counted and summed up', async () => {
    const { admin, approver, ids } = await asked();
    const get = async (id: string, path: string, caller = admin) =>
      published(id, await caller.rest('GET', `${base}/${path}`), 200);
    const none = { DRAFT: 0, APPROVED: 0, PICKING: 0, ISSUED: 0, REJECTED: 0, CANCELLED: 0 };
    const byStatus = { ...none, SUBMITTED: 1 };
    expect(await get('countStockRequestsByCategory', 'by-category')).toEqual({
      categories: [{ category: 'Weekly', total: 1, byStatus }],
    });
    expect(await get('countStockRequestsByCategory', 'by-category?category=Other')).toEqual({
      categories: [],
    });
    const dashboard = {
      ...{ total: 1, byStatus, overdue: 0, averageHoursToApprove: null, averageHoursToIssue: null },
      mostRequestedProducts: [
        { productMasterId: ids.bandage, globalSku: 'A', name: 'Bandage', requests: 1, quantity: 4 },
      ],
    };
    expect(await get('getStockRequestDashboard', 'dashboard')).toEqual({
      dashboard: { ...dashboard, waitingForMe: 0 },
    });
    expect(await get('getStockRequestDashboard', 'dashboard?status=SUBMITTED', approver)).toEqual({
      dashboard: { ...dashboard, waitingForMe: 1 },
    });
    expect(await get('getStockRequestFilters', 'filters?priority=LOW')).toEqual({
      filters: {
        ...{
          status: [],
          category: [],
          location: [],
          destination: [],
          requester: [],
          overdue: 0,
          notOverdue: 0,
        },
        priority: [{ value: 'URGENT', count: 1 }],
      },
    });
    expect((await get('getStockRequestFilters', 'filters')).filters).toMatchObject({
      status: [{ value: 'SUBMITTED', count: 1 }],
      destination: [{ value: ids.ward, code: 'WARD', count: 1 }],
      requester: [{ value: admin.keyId, count: 1 }],
    });
  });

  it('who approves sees what waits, and what there is for it', async () => {
    const { admin, approver, ids } = await asked();
    const path = `${base}/pending-approvals`;
    const pagination = { page: 1, pageSize: 20, total: 1, totalPages: 1 };
    expect(published('listPendingApprovals', await approver.rest('GET', path), 200)).toMatchObject({
      stockRequests: [
        {
          ...{ id: ids.request, status: 'SUBMITTED', priority: 'URGENT', approvals: [] },
          lines: [{ globalSku: 'A', requested: 4, approvable: 4, available: 12, shortfall: 0 }],
        },
      ],
      pagination,
    });
    expect((await approver.rest('GET', `${path}?priority=LOW`)).body.stockRequests).toEqual([]);
    expect((await admin.rest('GET', path)).body).toEqual({
      stockRequests: [],
      pagination: { ...pagination, total: 0, totalPages: 0 },
    });
  });

  it('bad requests name the field', async () => {
    const { admin } = await asked();
    const bad = async (path: string) => {
      const { status, body } = await admin.rest('GET', `${base}/${path}`);
      return [status, body.code, body.details?.fields?.map(({ path: field }: { path: string }) => field)];
    };
    const malformed = (...fields: string[]) => [400, 'VALIDATION_FAILED', fields];
    expect(await bad('products/search')).toEqual(malformed('q'));
    expect(await bad('products/search?q=')).toEqual(malformed('q'));
    expect(await bad(`products/search?q=${'x'.repeat(256)}`)).toEqual(malformed('q'));
    expect(await bad('products/search?q=x&limit=3')).toEqual(malformed('limit'));
    expect(await bad('products/search?q=x&fromLocationId=NOWHERE')).toEqual([
      404,
      'NOT_FOUND',
      ['fromLocationId'],
    ]);
    expect(await bad('products/stocklist')).toEqual(malformed('destinationId'));
    expect(await bad('products/stocklist?destinationId=NOWHERE')).toEqual([
      404,
      'NOT_FOUND',
      ['destinationId'],
    ]);
    expect(await bad('products/stocklist?destinationId=WARD&stocklistId=NONE')).toEqual([
      404,
      'NOT_FOUND',
      ['stocklistId'],
    ]);
    expect(await bad('dashboard?status=OPEN')).toEqual(malformed('status'));
    expect(await bad('by-category?overdue=maybe')).toEqual(malformed('overdue'));
    expect(await bad('by-category?neededBefore=soon')).toEqual(malformed('neededBefore'));
    expect(await bad('filters?colour=red')).toEqual(malformed('colour'));
    expect(await bad('pending-approvals?limit=101')).toEqual(malformed('limit'));
  });
});
