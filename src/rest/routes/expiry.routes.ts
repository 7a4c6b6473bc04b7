import {
  ListExpiredInventoryDocument,
  MarkExpiredConsumedDocument,
  MarkExpiredDocument,
  TransferForDestructionDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { day, id, number, oneOf, paging, slice, sort } from '../parameters.ts';
import { route } from '../route.ts';

const conditions = ['AVAILABLE', 'QUARANTINE', 'DAMAGED', 'EXPIRED', 'DESTRUCTION'] as const;
const items = [
  { inventoryItemId: 'itm_01KB3Q8Z4F7G9H1J3K5M7N9P1Q' },
  { inventoryItemId: 'itm_01KB3Q8Z4F7G9H1J3K5M7N9P1R', quantity: 6 },
];

export const expiryRoutes = [
  route({
    id: 'listExpiredInventory',
    method: 'GET',
    path: '/api/inventory/expired',
    summary: 'List expired inventory',
    description:
      'Stock on hand whose expiry has passed at its location, or will within some days, and stock in the condition EXPIRED; and what all of it is worth.',
    permissions: ['inventory.read'],
    operation: ListExpiredInventoryDocument,
    query: {
      locationId: id('Stock at this location (id or code).'),
      productMasterId: id('Stock of this product.'),
      categoryId: id('Stock of products of this category.'),
      condition: oneOf(conditions, 'Stock in this condition.'),
      asOf: day('The day that expiry is judged on. Default: today at each location.'),
      withinDays: number(
        0,
        3_650,
        'Stock that will have expired so many days later counts, too. Default: 0.',
      ),
      sort: sort(['expiryDate', 'value', 'daysPastExpiry', 'globalSku'], 'expiryDate'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
    answer: {
      items: 'expiredStock.nodes',
      totals: 'expiredStock.totals',
      pagination: pageOf('expiredStock'),
    },
  }),
  route({
    id: 'markExpiredConsumed',
    method: 'POST',
    path: '/api/inventory/expired/mark-consumed',
    summary: 'Mark expired inventory as consumed',
    description: 'An adjustment whose movements go out: all of the items or none.',
    permissions: ['inventory.write'],
    operation: MarkExpiredConsumedDocument,
    variables: ({ body }) => ({ input: body }),
    answer: {
      adjustment: 'markConsumed.adjustment',
      items: 'markConsumed.items',
      releasedReservations: 'markConsumed.releasedReservations',
    },
    example: { items, notes: 'Used in the canteen' },
  }),
  route({
    id: 'markExpired',
    method: 'POST',
    path: '/api/inventory/expired/mark-expired',
    summary: 'Mark inventory as expired',
    description:
      'Moves stock that has expired into the condition EXPIRED, where it is and at its cost: all of the items or none.',
    permissions: ['inventory.write'],
    operation: MarkExpiredDocument,
    variables: ({ body }) => ({ input: body }),
    answer: {
      adjustment: 'markExpired.adjustment',
      items: 'markExpired.items',
      releasedReservations: 'markExpired.releasedReservations',
    },
    example: { items, notes: 'Month end', releaseReservations: true },
  }),
  route({
    id: 'transferForDestruction',
    method: 'POST',
    path: '/api/inventory/expired/transfer-destruction',
    summary: 'Transfer expired inventory for destruction',
    description:
      'Takes stock of one location that is not fit any more to a location of type DESTRUCTION: all of the items or none.',
    permissions: ['inventory.write'],
    operation: TransferForDestructionDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: {
      transfer: 'transferForDestruction.transfer',
      releasedReservations: 'transferForDestruction.releasedReservations',
    },
    example: { items, destinationLocationId: 'DESTRUCTION', notes: 'Month end' },
  }),
];
