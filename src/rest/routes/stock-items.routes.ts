import { AdjustInventoryDocument, ListInventoryDocument } from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { id, moment, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { route } from '../route.ts';

export const stockItemRoutes = [
  route({
    id: 'listInventory',
    method: 'GET',
    path: '/api/inventory',
    summary: 'List inventory items',
    permissions: ['inventory.read'],
    operation: ListInventoryDocument,
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
      sort: sort(['id', 'globalSku', 'productName', 'quantityOnHand', 'expiryDate', 'updatedAt'], 'id'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
    answer: { items: 'stockItems.nodes', pagination: pageOf('stockItems') },
  }),
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
