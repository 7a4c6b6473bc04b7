import {
  AdjustInventoryDocument,
  ListInventoryAsOfDocument,
  ListInventoryDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { id, moment, momentOrDay, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { action, queryRoute, route } from '../route.ts';

export const stockItemRoutes = [
  queryRoute(
    {
      id: 'listInventory',
      method: 'GET',
      path: '/api/inventory',
      summary: 'List inventory items',
      permissions: ['inventory.read'],
      when: 'asOf',
      query: {
        locationId: id('Stock at this location (id or code).'),
        productMasterId: id('Stock of this product.'),
        lotId: id('Stock of this lot.'),
        binId: id('Stock in this bin (id or code).'),
        condition: oneOf(
          ['AVAILABLE', 'QUARANTINE', 'DAMAGED', 'EXPIRED', 'DESTRUCTION'],
          'Stock in this condition.',
        ),
        search: words('Part of the product name or SKU (any case).'),
        categoryId: id('Stock of products of this category.'),
        updatedSince: moment('Stock that changed at this moment or later.'),
        asOf: momentOrDay(
          'The stock as it was at this moment, or at the end of this day by the calendar of its location; not in the future.',
        ),
        sort: sort(['id', 'globalSku', 'productName', 'quantityOnHand', 'expiryDate', 'updatedAt'], 'id'),
        ...paging(),
      },
    },
    action({
      description: 'The stock as it is now.',
      operation: ListInventoryDocument,
      variables: ({ query: { page, limit, sort, asOf: _now, ...filter } }) => ({
        filter,
        sort,
        ...slice({ page, limit }),
      }),
      answer: { items: 'stockItems.nodes', pagination: pageOf('stockItems') },
    }),
    action({
      description:
        'the stock as it was, from the ledger: what was on hand and at what cost, of every balance that had moved by then. What was reserved then is not told.',
      operation: ListInventoryAsOfDocument,
      variables: ({ query: { page, limit, sort, asOf = '', ...filter } }) => ({
        asOf,
        filter,
        sort,
        ...slice({ page, limit }),
      }),
      answer: { items: 'stockItemsAsOf.nodes', pagination: pageOf('stockItemsAsOf') },
    }),
  ),
  route({
    id: 'adjustInventory',
    method: 'POST',
    path: '/api/inventory/adjust',
    summary: 'Adjust inventory',
    description: 'Changes what is on hand of one stock row, by a difference or to a level.',
    permissions: ['inventory.adjust'],
    operation: AdjustInventoryDocument,
    variables: ({ body }) => ({ input: body }),
    answer: { item: 'adjustStock.item', adjustment: 'adjustStock.adjustment' },
    example: {
      globalSku: 'BK-R93R-62',
      locationId: 'MAIN',
      binId: 'A-01-03',
      quantityDelta: -2,
      expectedQuantity: 120,
      reasonCode: 'DAMAGED',
      notes: 'Dropped while picking',
    },
  }),
];
