import {
  AddStockRequestLineDocument,
  CommentStockRequestDocument,
  CreateStockRequestDocument,
  DeleteStockRequestDocument,
  GetStockRequestDocument,
  ListStockRequestLinesDocument,
  ListStockRequestsDocument,
  UpdateStockRequestDocument,
} from '../../generated/operations.ts';
import { found, pageOf } from '../answer.ts';
import { day, flag, id, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { route } from '../route.ts';

const params = { id: 'Id of the stock request.' };

const list = route({
  id: 'listStockRequests',
  method: 'GET',
  path: '/api/stock-requests',
  summary: 'List stock requests',
  permissions: ['stockrequests.read'],
  operation: ListStockRequestsDocument,
  query: {
    status: oneOf(
      ['DRAFT', 'SUBMITTED', 'APPROVED', 'PICKING', 'ISSUED', 'REJECTED', 'CANCELLED'],
      'In this state.',
    ),
    requesterId: id('Asked for by this credential.'),
    locationId: id('To be supplied by this location (id or code).'),
    destinationId: id('For this location (id or code).'),
    priority: oneOf(['LOW', 'NORMAL', 'HIGH', 'URGENT'], 'Of this priority.'),
    category: words('Of this category, exactly.'),
    search: words(
      'With all of these words, or words that begin so, in the number, the notes, the words for whom it is or the id of the requester; or with this text in the SKU or name of a product asked for, or as its id.',
    ),
    neededBefore: day('Needed on a day before this one.'),
    overdue: flag('Whether somebody waits for it past the day by which it was needed.'),
    sort: sort(['createdAt', 'number', 'neededBy', 'priority', 'updatedAt'], '-createdAt'),
    ...paging(),
  },
  variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
  answer: { stockRequests: 'stockRequests.nodes', pagination: pageOf('stockRequests') },
});

const create = route({
  id: 'createStockRequest',
  method: 'POST',
  path: '/api/stock-requests',
  summary: 'Create a stock request',
  description: 'Makes a draft: nobody is asked until it is submitted.',
  permissions: ['stockrequests.write'],
  operation: CreateStockRequestDocument,
  variables: ({ body }) => ({ input: body }),
  status: 201,
  answer: { stockRequest: 'createStockRequest.stockRequest' },
  example: {
    fromLocationId: 'MAIN',
    destinationId: 'WARD-3',
    category: 'Weekly',
    priority: 'NORMAL',
    neededBy: '2026-12-31',
    requestedFor: 'Ward 3, day shift',
    lines: [
      { globalSku: 'GLOVES-M', quantity: 20 },
      { globalSku: 'TEA-002', quantity: 6, notes: 'Only the green one' },
    ],
  },
});

const get = route({
  id: 'getStockRequest',
  method: 'GET',
  path: '/api/stock-requests/{id}',
  summary: 'Get a specific stock request',
  description: 'With its lines, history, comments, and, while it is approved or being picked, its pick list.',
  permissions: ['stockrequests.read'],
  params,
  operation: GetStockRequestDocument,
  variables: ({ params: { id: requestId } }) => ({ id: requestId }),
  answer: { stockRequest: found('stockRequest', 'stock request') },
});

const update = route({
  id: 'updateStockRequest',
  method: 'PATCH',
  path: '/api/stock-requests/{id}',
  summary: 'Update a stock request',
  description:
    'Changes a draft; what is left out stays as it is. Lines, where given, take the place of all that it has.',
  permissions: ['stockrequests.write'],
  params,
  operation: UpdateStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  answer: { stockRequest: 'updateStockRequest.stockRequest' },
  example: { priority: 'HIGH', neededBy: '2026-12-24', lines: [{ globalSku: 'GLOVES-M', quantity: 25 }] },
});

const remove = route({
  id: 'deleteStockRequest',
  method: 'DELETE',
  path: '/api/stock-requests/{id}',
  summary: 'Delete a stock request',
  description: 'Deletes a draft with its lines and comments; what it was stays in the audit trail.',
  permissions: ['stockrequests.write'],
  params,
  operation: DeleteStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  status: 204,
  answer: { id: 'deleteStockRequest.id' },
  example: { expectedVersion: 1 },
});

const comment = route({
  id: 'commentStockRequest',
  method: 'POST',
  path: '/api/stock-requests/{id}/comment',
  summary: 'Add comment to stock request',
  description: 'Says something about it, in whatever state it is.',
  permissions: ['stockrequests.write'],
  params,
  operation: CommentStockRequestDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  status: 201,
  answer: { comment: 'commentStockRequest.comment' },
  example: {
    text: 'Please by noon',
    attachments: [{ name: 'Care plan', url: 'https://intranet.example/plans/17' }],
  },
});

const listLines = route({
  id: 'listStockRequestLines',
  method: 'GET',
  path: '/api/stock-requests/{id}/lines',
  summary: 'Get stock request lines',
  permissions: ['stockrequests.read'],
  params,
  operation: ListStockRequestLinesDocument,
  variables: ({ params: { id: requestId } }) => ({ id: requestId }),
  answer: { lines: found('stockRequest.lines', 'stock request') },
});

const addLine = route({
  id: 'addStockRequestLine',
  method: 'POST',
  path: '/api/stock-requests/{id}/lines',
  summary: 'Add line to stock request',
  description: 'Adds a line to a draft. A product that is on a line already is refused with DUPLICATE.',
  permissions: ['stockrequests.write'],
  params,
  operation: AddStockRequestLineDocument,
  fromPath: { id: 'id' },
  variables: ({ body }) => ({ input: body }),
  status: 201,
  answer: { line: 'addStockRequestLine.line' },
  example: { globalSku: 'GLOVES-L', quantity: 10, notes: 'Powder-free' },
});

export const stockRequestRoutes = [list, create, get, update, remove, comment, listLines, addLine];
