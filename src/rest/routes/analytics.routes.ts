import { GetInventoryAnalyticsDocument } from '../../generated/operations.ts';
import { day, id } from '../parameters.ts';
import { route } from '../route.ts';

export const analyticsRoutes = [
  route({
    id: 'getInventoryAnalytics',
    method: 'GET',
    path: '/api/inventory/analytics',
    summary: 'Get inventory analytics',
    description:
      'Figures of a period, all following from the movements of stock: what moved, turnover, days of supply, stock-outs, ageing, top movers, dead stock, shrinkage, and every day. Each formula is in the description of its field.',
    permissions: ['inventory.read'],
    operation: GetInventoryAnalyticsDocument,
    query: {
      locationId: id('Stock at this location (id or code). Default: all locations together.'),
      categoryId: id('Stock of products of this category (id or path), or of one below it.'),
      fromDate: day('First day. Default: 30 days with the last one.'),
      toDate: day('Last day. Default: today; a later day counts as today. At most two years from fromDate.'),
    },
    variables: ({ query }) => ({ filter: query }),
    answer: { analytics: 'inventoryAnalytics' },
  }),
];
