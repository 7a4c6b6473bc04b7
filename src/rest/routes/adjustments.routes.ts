import {
  CorrectLotDocument,
  CreateAdjustmentDocument,
  ListAdjustmentsDocument,
  RecordCountDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { day, flag, id, oneOf, paging, slice, sort } from '../parameters.ts';
import { route } from '../route.ts';

const filters = {
  locationId: id('With a line at this location (id or code).'),
  productMasterId: id('With a line of this product.'),
  reasonCode: id('With this reason.'),
  status: oneOf(['POSTED', 'REVERSED'], 'In this state.'),
  createdBy: id('Posted by this credential.'),
  fromDate: day('Posted on this day (UTC) or later.'),
  toDate: day('Posted on this day (UTC) or earlier.'),
};
const order = sort(['createdAt', 'number', 'effectiveDate'], '-createdAt');
const answer = { adjustments: 'adjustments.nodes', pagination: pageOf('adjustments') } as const;

export const adjustmentRoutes = [
  route({
    id: 'listAdjustments',
    method: 'GET',
    path: '/api/inventory/adjustments',
    summary: 'List inventory adjustments',
    permissions: ['inventory.adjust'],
    operation: ListAdjustmentsDocument,
    query: {
      ...filters,
      type: oneOf(
        ['ADJUSTMENT', 'LOT_CORRECTION', 'CONDITION_CHANGE', 'RECORD_STOCK', 'CYCLE_COUNT', 'REVERSAL'],
        'Of this kind.',
      ),
      sort: order,
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
    answer,
  }),
  route({
    id: 'createAdjustment',
    method: 'POST',
    path: '/api/inventory/adjustments',
    summary: 'Create inventory adjustment',
    description: 'Posts an adjustment of up to 1,000 stock rows: all lines or none.',
    permissions: ['inventory.adjust'],
    operation: CreateAdjustmentDocument,
    query: { dryRun: flag('Answer with what would happen, and change nothing.') },
    variables: ({ query: { dryRun = false }, body }) => ({ input: body, dryRun }),
    status: {
      among: { 201: 'The adjustment that was posted.', 200: 'Dry run: what would be posted.' },
      of: (_data, { dryRun }) => (dryRun ? 200 : 201),
    },
    answer: { adjustment: 'createAdjustment.adjustment' },
    example: {
      reasonCode: 'CORRECTION',
      notes: 'Counted again after the delivery',
      lines: [
        { globalSku: 'BK-R93R-62', locationId: 'MAIN', binId: 'A-01-03', quantityDelta: 2 },
        { inventoryItemId: 'itm_01KB3Q8Z4F7G9H1J3K5M7N9P1Q', newQuantity: 118, expectedQuantity: 120 },
      ],
    },
  }),
  route({
    id: 'correctLot',
    method: 'POST',
    path: '/api/inventory/adjustments/lot-correction',
    summary: 'Create lot correction adjustment',
    description: 'Moves stock from the wrong lot to the right one, made if it is new: two lines, net zero.',
    permissions: ['inventory.adjust'],
    operation: CorrectLotDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { adjustment: 'correctLot.adjustment' },
    example: {
      inventoryItemId: 'itm_01KB3Q8Z4F7G9H1J3K5M7N9P1Q',
      quantity: 12,
      correctLotNumber: 'L2026-0417',
      correctExpiryDate: '2027-04-17',
      notes: 'Label misread on arrival',
    },
  }),
  route({
    id: 'listRecordedStock',
    method: 'GET',
    path: '/api/inventory/adjustments/record-stock',
    summary: 'List recorded stock adjustments',
    permissions: ['inventory.adjust'],
    operation: ListAdjustmentsDocument,
    query: { ...filters, sort: order, ...paging() },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({
      filter: { ...filter, type: 'RECORD_STOCK' as const },
      sort,
      ...slice({ page, limit }),
    }),
    answer,
  }),
  route({
    id: 'recordCount',
    method: 'POST',
    path: '/api/inventory/adjustments/record-stock',
    summary: 'Record stock adjustment',
    description:
      'Sets the available stock of a product at a location to what was found. Rows that are not sent stay as they are, unless the request is complete.',
    permissions: ['inventory.adjust'],
    operation: RecordCountDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { adjustment: 'recordCount.adjustment' },
    example: {
      locationId: 'MAIN',
      globalSku: 'BK-R93R-62',
      rows: [
        { binId: 'A-01-03', quantity: 118 },
        { binId: 'A-01-04', lotNumber: 'L2026-0417', expiryDate: '2027-04-17', quantity: 24 },
      ],
      complete: true,
      notes: 'Shelf check',
    },
  }),
];
