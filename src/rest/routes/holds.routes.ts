import { CreateHoldDocument, ListHoldsDocument, ReleaseHoldDocument } from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { id, oneOf, paging, slice, sort } from '../parameters.ts';
import { route } from '../route.ts';

export const holdRoutes = [
  route({
    id: 'listHolds',
    method: 'GET',
    path: '/api/inventory/holds',
    summary: 'List inventory holds',
    permissions: ['inventory.read'],
    operation: ListHoldsDocument,
    query: {
      status: oneOf(['ACTIVE', 'RELEASED', 'EXPIRED'], 'In this state.'),
      type: oneOf(['QUALITY', 'DAMAGE', 'RECALL', 'LEGAL', 'CUSTOMER', 'OTHER'], 'Of this kind.'),
      productMasterId: id('On stock of this product (id or SKU).'),
      locationId: id('That cover stock at this location (id or code).'),
      lotId: id('On this lot, or on a stock item of it.'),
      inventoryItemId: id('That cover this stock item.'),
      sort: sort(['createdAt', 'number', 'expiresAt'], '-createdAt'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
    answer: { holds: 'holds.nodes', pagination: pageOf('holds') },
  }),
  route({
    id: 'createHold',
    method: 'POST',
    path: '/api/inventory/holds',
    summary: 'Create inventory hold',
    description:
      'Sets stock aside: a stock row, a quantity of it, or with `lotId` and no location that lot wherever it lies and comes in later. Reservations that it cuts into stay as they are and are listed in `cutsInto`.',
    permissions: ['inventory.write'],
    operation: CreateHoldDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { hold: 'createHold.hold' },
    example: {
      lotId: 'lot_01KB3Q8Z4F7G9H1J3K5M7N9P1Q',
      type: 'RECALL',
      reason: 'Recall 2026-118 of the maker',
    },
  }),
  route({
    id: 'releaseHold',
    method: 'POST',
    path: '/api/inventory/holds/release',
    summary: 'Release inventory hold',
    description: 'Gives back what a hold keeps, or a part of it; the hold ends when nothing is left of it.',
    permissions: ['inventory.write'],
    operation: ReleaseHoldDocument,
    rename: { holdId: 'id' },
    variables: ({ body }) => ({ input: body }),
    answer: { hold: 'releaseHold.hold' },
    example: { holdId: 'hld_01KB3Q8Z4F7G9H1J3K5M7N9P1Q', quantity: 12, notes: 'Inspected: good' },
  }),
];
