import {
  ApproveTransferDocument,
  CancelTransferDocument,
  CreateTransferDocument,
  GetTransferBinsDocument,
  GetTransferDocument,
  ListTransfersDocument,
  ReceiveTransferDocument,
  ShipTransferDocument,
  UpdateTransferDocument,
  WriteOffTransferDocument,
} from '../../generated/operations.ts';
import { found, pageOf } from '../answer.ts';
import { day, id, oneOf, paging, required, slice, sort } from '../parameters.ts';
import { action, actionRoute, route } from '../route.ts';

const lineId = 'trl_01KB3Q8Z4F7G9H1J3K5M7N9P1Q';
const otherLineId = 'trl_01KB3Q8Z4F7G9H1J3K5M7N9P1R';

const list = route({
  id: 'listTransfers',
  method: 'GET',
  path: '/api/inventory/transfers',
  summary: 'List inventory transfers',
  permissions: ['transfers.read'],
  operation: ListTransfersDocument,
  query: {
    status: oneOf(
      ['DRAFT', 'APPROVED', 'IN_TRANSIT', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CANCELLED'],
      'In this state.',
    ),
    kind: oneOf(['STANDARD', 'DESTRUCTION'], 'Of this kind.'),
    fromLocationId: id('That leave this location (id or code).'),
    toLocationId: id('That go to this location (id or code).'),
    productMasterId: id('With a line of this product.'),
    fromDate: day('Made on this day of the calendar of the location that they leave, or later.'),
    toDate: day('Made on this day of the calendar of the location that they leave, or earlier.'),
    sort: sort(['createdAt', 'number', 'expectedDate', 'updatedAt'], '-createdAt'),
    ...paging(),
  },
  variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
  answer: { transfers: 'transfers.nodes', pagination: pageOf('transfers') },
});

const create = route({
  id: 'createTransfer',
  method: 'POST',
  path: '/api/inventory/transfers',
  summary: 'Create inventory transfer',
  description: 'Makes a draft: nothing is reserved until it is approved.',
  permissions: ['transfers.write'],
  operation: CreateTransferDocument,
  variables: ({ body }) => ({ input: body }),
  status: 201,
  answer: { transfer: 'createTransfer.transfer' },
  example: {
    fromLocationId: 'MAIN',
    toLocationId: 'STORE-1',
    expectedDate: '2026-12-31',
    notes: 'For the sale',
    lines: [
      { globalSku: 'BK-R93R-62', quantity: 12 },
      { globalSku: 'TEA-002', quantity: 6, lotNumber: 'L2026-0417', fromBinId: 'A-01-03', toBinId: 'S-01' },
    ],
  },
});

const get = route({
  id: 'getTransfer',
  method: 'GET',
  path: '/api/inventory/transfers/{id}',
  summary: 'Get inventory transfer',
  permissions: ['transfers.read'],
  params: { id: 'Id of the transfer.' },
  operation: GetTransferDocument,
  variables: ({ params: { id: transferId } }) => ({ id: transferId }),
  answer: { transfer: found('transfer', 'transfer') },
});

const bins = route({
  id: 'getTransferBins',
  method: 'GET',
  path: '/api/inventory/transfers/bins',
  summary: 'Get transfer bins',
  description:
    'What is where: the bins of a location with what lies in them, by code, after what lies in no bin (an entry with an id of null). Of a product: the bins that have some.',
  permissions: ['transfers.read'],
  operation: GetTransferBinsDocument,
  query: {
    locationId: required(id('The bins of this location (id or code).')),
    productMasterId: id('Only what is there of this product.'),
    ...paging(),
  },
  variables: ({ query: { page, limit, ...filter } }) => ({ filter, ...slice({ page, limit }) }),
  answer: { bins: 'transferBins.nodes', pagination: pageOf('transferBins') },
});

const update = actionRoute(
  {
    id: 'updateTransfer',
    method: 'POST',
    path: '/api/inventory/transfers/{id}',
    summary: 'Update inventory transfer',
    description: 'Takes a transfer a step on, or changes a draft.',
    permissions: ['transfers.write'],
    params: { id: 'Id of the transfer.' },
    by: 'action',
  },
  {
    update: action({
      description: 'Changes a draft; lines, where given, take the place of all that it has.',
      operation: UpdateTransferDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { transfer: 'updateTransfer.transfer' },
      example: { expectedDate: '2027-01-04', lines: [{ globalSku: 'BK-R93R-62', quantity: 8 }] },
    }),
    approve: action({
      description: 'Reserves the stock of a draft, first expired first out: all lines or none.',
      operation: ApproveTransferDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { transfer: 'approveTransfer.transfer' },
      example: { expectedVersion: 1 },
    }),
    ship: action({
      description: 'Takes what is reserved, or less, out of its location and into transit.',
      operation: ShipTransferDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { transfer: 'shipTransfer.transfer' },
      example: { lines: [{ lineId, quantity: 10 }, { lineId: otherLineId }] },
    }),
    receive: action({
      description: 'Takes in what has come, all that is in transit or a part of it.',
      operation: ReceiveTransferDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { transfer: 'receiveTransfer.transfer' },
      example: {
        lines: [
          { lineId, quantity: 7, damagedQuantity: 1, toBinId: 'S-01' },
          { lineId: otherLineId, quantity: 6 },
        ],
      },
    }),
    writeOff: action({
      description: 'Writes off what left and will never come, all of it or a part.',
      operation: WriteOffTransferDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { transfer: 'writeOffTransfer.transfer' },
      example: { reason: 'Lost by the carrier, claim 4711', lines: [{ lineId, quantity: 2 }] },
    }),
    cancel: action({
      description: 'Gives up a transfer that has not left: what it reserved is free again.',
      operation: CancelTransferDocument,
      fromPath: { id: 'id' },
      variables: ({ body }) => ({ input: body }),
      answer: { transfer: 'cancelTransfer.transfer' },
      example: { notes: 'The sale is off' },
    }),
  },
);

export const transferRoutes = [list, create, bins, get, update];
