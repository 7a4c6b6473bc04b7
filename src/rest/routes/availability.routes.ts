import {
  CheckAvailabilityDocument,
  CreateAvailabilityDocument,
  GetAvailabilityDocument,
  GetProductInventoryLevelsAsOfDocument,
  GetProductInventoryLevelsDocument,
  ListAvailabilityDocument,
  ListInventoryByLocationDocument,
} from '../../generated/operations.ts';
import { found, pageOf } from '../answer.ts';
import { id, momentOrDay, oneOf, paging, slice, sort, words } from '../parameters.ts';
import { action, queryRoute, route } from '../route.ts';

const statuses = ['IN_STOCK', 'LOW', 'OUT_OF_STOCK', 'BACKORDER', 'BLOCKED'] as const;
const locationTypes = [
  'WAREHOUSE',
  'STORE',
  'DEPARTMENT',
  'PRODUCTION',
  'RECEIVING',
  'TRANSIT',
  'DESTRUCTION',
  'CUSTOMER',
  'SUPPLIER',
] as const;

export const availabilityRoutes = [
  route({
    id: 'listAvailability',
    method: 'GET',
    path: '/api/inventory/availability',
    summary: 'List availability records',
    description: 'What is there and what may be promised, product by product and location by location.',
    permissions: ['inventory.read'],
    operation: ListAvailabilityDocument,
    query: {
      productMasterId: id('Records of this product.'),
      locationId: id('Records of this location (id or code).'),
      status: oneOf(statuses, 'Records in this status.'),
      search: words('Part of the product name or SKU (any case).'),
      sort: sort(['id', 'globalSku', 'productName', 'locationName', 'onHand', 'updatedAt'], 'id'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
    answer: { availability: 'availabilityRecords.nodes', pagination: pageOf('availabilityRecords') },
  }),
  route({
    id: 'getAvailability',
    method: 'GET',
    path: '/api/inventory/availability/{id}',
    summary: 'Get availability record',
    permissions: ['inventory.read'],
    params: { id: 'Id of the availability record.' },
    operation: GetAvailabilityDocument,
    variables: ({ params }) => ({ id: params.id }),
    answer: { availability: found('availabilityRecord', 'availability record') },
  }),
  route({
    id: 'createAvailability',
    method: 'POST',
    path: '/api/inventory/availability/{id}',
    summary: 'Create availability record',
    description:
      'Stocks a product at a location before any has come, under an id of your own. Refused with DUPLICATE, naming that id, when it is stocked there under another one.',
    permissions: ['inventory.write'],
    params: { id: 'Id for the record: 1 to 255 of letters, digits and _ . : -' },
    operation: CreateAvailabilityDocument,
    variables: ({ params, body }) => ({ id: params.id, input: body }),
    status: {
      among: { 201: 'The record that was made.', 200: 'The same record was there already.' },
      of: ({ createAvailability }) => (createAvailability.created ? 201 : 200),
    },
    answer: { availability: 'createAvailability.availability' },
    example: {
      productMasterId: 'prd_01KB3Q8Z0R6X5T2M4N7P9S1V3W',
      locationId: 'MAIN',
      backorderLimit: 50,
      availableFrom: '2026-12-31',
      notes: 'Pre-order from the spring catalogue',
    },
  }),
  route({
    id: 'checkAvailability',
    method: 'POST',
    path: '/api/inventory/availability/check',
    summary: 'Check availability',
    description:
      'Whether products can be had, from where, and when. Lines of the same product are added up; nothing is reserved.',
    permissions: ['inventory.read'],
    operation: CheckAvailabilityDocument,
    variables: ({ body }) => ({ input: body }),
    answer: { available: 'checkAvailability.available', lines: 'checkAvailability.lines' },
    example: {
      channelId: 'DTC',
      neededBy: '2026-12-31',
      allowSplit: true,
      lines: [
        { globalSku: 'BK-R93R-62', quantity: 5 },
        { globalSku: 'FD-2201', quantity: 12, locationId: 'MAIN' },
      ],
    },
  }),
  queryRoute(
    {
      id: 'getProductInventoryLevels',
      method: 'GET',
      path: '/api/products/{id}/inventory-levels',
      summary: 'Get product inventory levels',
      description: 'A product at each location that stocks it, and the sums.',
      permissions: ['products.read', 'inventory.read'],
      params: { id: 'Id of the product.' },
      when: 'asOf',
      query: {
        asOf: momentOrDay(
          'The levels as they were at this moment, or at the end of this day by the calendar of each location; not in the future.',
        ),
      },
    },
    action({
      description: 'The levels as they are now.',
      operation: GetProductInventoryLevelsDocument,
      variables: ({ params }) => ({ productMasterId: params.id }),
      answer: {
        product: found('inventoryLevels.product', 'product'),
        levels: 'inventoryLevels.levels',
        totals: 'inventoryLevels.totals',
      },
    }),
    action({
      description:
        'the levels as they were, from the ledger: what was on hand and what it was worth, at each location where the product had moved by then.',
      operation: GetProductInventoryLevelsAsOfDocument,
      variables: ({ params, query: { asOf = '' } }) => ({ productMasterId: params.id, asOf }),
      answer: {
        product: found('inventoryLevelsAsOf.product', 'product'),
        levels: 'inventoryLevelsAsOf.levels',
        totals: 'inventoryLevelsAsOf.totals',
      },
    }),
  ),
  route({
    id: 'listInventoryByLocation',
    method: 'GET',
    path: '/api/inventory/locations',
    summary: 'List inventory by location',
    description: 'The locations with the sums of their stock.',
    permissions: ['inventory.read'],
    operation: ListInventoryByLocationDocument,
    query: {
      type: oneOf(locationTypes, 'Locations of this type.'),
      search: words('Part of the code or name (any case).'),
      sort: sort(['code', 'name'], 'code'),
      ...paging(),
    },
    variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
    answer: { locations: 'locationStock.nodes', pagination: pageOf('locationStock') },
  }),
];
