import {
  ApproveReplenishmentDocument,
  CancelReplenishmentDocument,
  CreateReplenishmentDocument,
  DraftReplenishmentsDocument,
  ListReplenishmentConfigsDocument,
  ListReplenishmentsDocument,
  OrderReplenishmentDocument,
  ReceiveReplenishmentDocument,
  SetReplenishmentConfigsDocument,
  SuggestReplenishmentsDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { flag, id, oneOf, paging, slice, sort } from '../parameters.ts';
import { action, actionRoute, flagRoute, route } from '../route.ts';

const replenishmentId = 'rpl_01KB3Q8Z4F7G9H1J3K5M7N9P1Q';

const list = route({
  id: 'listReplenishments',
  method: 'GET',
  path: '/api/inventory/replenishment',
  summary: 'List replenishment records',
  permissions: ['replenishment.read'],
  operation: ListReplenishmentsDocument,
  query: {
    status: oneOf(['DRAFT', 'APPROVED', 'ORDERED', 'RECEIVED', 'CANCELLED'], 'In this state.'),
    locationId: id('For this location (id or code).'),
    productMasterId: id('Of this product (id or SKU).'),
    source: oneOf(['TRANSFER', 'PURCHASE'], 'From another location, or from a supplier.'),
    sort: sort(['createdAt', 'number', 'expectedDate', 'updatedAt'], '-createdAt'),
    ...paging(),
  },
  variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
  answer: { replenishments: 'replenishments.nodes', pagination: pageOf('replenishments') },
});

const change = actionRoute(
  {
    id: 'changeReplenishment',
    method: 'POST',
    path: '/api/inventory/replenishment',
    summary: 'Create replenishment record',
    description:
      'Without `action` a replenishment is drafted; with it, the replenishment `id` is taken a step on.',
    permissions: ['replenishment.write'],
    by: 'action',
  },
  {
    approve: action({
      description: 'Approves a draft, as it is or in another quantity.',
      operation: ApproveReplenishmentDocument,
      variables: ({ body }) => ({ input: body }),
      answer: { replenishment: 'approveReplenishment.replenishment' },
      example: { id: replenishmentId, quantity: 48 },
    }),
    order: action({
      description: 'Orders what was approved; from another location by a transfer, which it follows.',
      operation: OrderReplenishmentDocument,
      variables: ({ body }) => ({ input: body }),
      answer: {
        replenishment: 'orderReplenishment.replenishment',
        transfer: 'orderReplenishment.transfer',
      },
      example: { id: replenishmentId, expectedDate: '2027-01-04' },
    }),
    receive: action({
      description: 'Takes in what has come from a supplier, all that is still to come or a part of it.',
      operation: ReceiveReplenishmentDocument,
      variables: ({ body }) => ({ input: body }),
      answer: { replenishment: 'receiveReplenishment.replenishment' },
      example: { id: replenishmentId, quantity: 24, binId: 'RCV-1', unitCost: 4.2 },
    }),
    cancel: action({
      description: 'Gives up what has not come yet, with its transfer if that has not left.',
      operation: CancelReplenishmentDocument,
      variables: ({ body }) => ({ input: body }),
      answer: {
        replenishment: 'cancelReplenishment.replenishment',
        transfer: 'cancelReplenishment.transfer',
      },
      example: { id: replenishmentId, notes: 'The supplier cannot deliver' },
    }),
  },
  action({
    description: 'Drafts a replenishment: it counts as on order from now on.',
    operation: CreateReplenishmentDocument,
    variables: ({ body }) => ({ input: body }),
    status: 201,
    answer: { replenishment: 'createReplenishment.replenishment' },
    example: {
      globalSku: 'TEA-005',
      locationId: 'STORE-1',
      quantity: 48,
      source: { type: 'TRANSFER', locationId: 'MAIN' },
      expectedDate: '2027-01-04',
      notes: 'For the sale',
    },
  }),
);

const listConfigs = route({
  id: 'getReplenishmentConfig',
  method: 'GET',
  path: '/api/inventory/replenishment/config',
  summary: 'Get replenishment configuration',
  permissions: ['replenishment.read'],
  operation: ListReplenishmentConfigsDocument,
  query: {
    locationId: id('At this location (id or code).'),
    productMasterId: id('Of this product (id or SKU).'),
    method: oneOf(['MIN_MAX', 'REORDER_POINT', 'DAYS_OF_COVER'], 'Of this method.'),
    active: flag('Active ones, or inactive ones.'),
    sort: sort(['globalSku', 'updatedAt'], 'globalSku'),
    ...paging(),
  },
  variables: ({ query: { page, limit, sort, ...filter } }) => ({ filter, sort, ...slice({ page, limit }) }),
  answer: { configs: 'replenishmentConfigs.nodes', pagination: pageOf('replenishmentConfigs') },
});

const setConfigs = route({
  id: 'updateReplenishmentConfig',
  method: 'POST',
  path: '/api/inventory/replenishment/config',
  summary: 'Update replenishment configuration',
  description:
    'Makes or changes settings, in bulk: all of them or none. What is left out of an entry stays as it is.',
  permissions: ['replenishment.write'],
  operation: SetReplenishmentConfigsDocument,
  variables: ({ body }) => ({ input: body }),
  answer: { configs: 'setReplenishmentConfigs.configs' },
  example: {
    configs: [
      {
        globalSku: 'TEA-005',
        locationId: 'STORE-1',
        method: 'REORDER_POINT',
        min: 5,
        reorderPoint: 10,
        max: 40,
        orderMultiple: 6,
        preferredSource: { type: 'TRANSFER', locationId: 'MAIN' },
        autoApproveLimit: 24,
      },
      {
        globalSku: 'TEA-005',
        locationId: 'MAIN',
        method: 'DAYS_OF_COVER',
        max: 400,
        safetyStock: 20,
        leadTimeDays: 10,
        coverDays: 14,
        orderMultiple: 24,
        preferredSource: { type: 'PURCHASE', supplier: 'Leaf & Co' },
      },
    ],
  },
});

const suggest = flagRoute(
  {
    id: 'suggestReplenishment',
    method: 'POST',
    path: '/api/inventory/replenishment/suggestions',
    summary: 'Get replenishment suggestions',
    description:
      'What should be ordered: for every product at a location whose position is at or below its reorder point. With `createDrafts` it is drafted.',
    permissions: ['replenishment.read'],
    flag: 'createDrafts',
  },
  {
    set: action({
      description: 'Drafts what is suggested, the most pressing first.',
      needs: ['replenishment.write'],
      operation: DraftReplenishmentsDocument,
      variables: ({ body }) => ({ input: body }),
      answer: {
        suggestions: 'draftReplenishments.suggestions',
        notSuggested: 'draftReplenishments.notSuggested',
        total: 'draftReplenishments.total',
        evaluated: 'draftReplenishments.evaluated',
      },
      example: { locationId: 'STORE-1' },
    }),
    unset: action({
      description: 'Says what should be ordered; nothing is written.',
      operation: SuggestReplenishmentsDocument,
      variables: ({ body }) => ({ input: body }),
      answer: {
        suggestions: 'replenishmentSuggestions.suggestions',
        notSuggested: 'replenishmentSuggestions.notSuggested',
        total: 'replenishmentSuggestions.total',
        evaluated: 'replenishmentSuggestions.evaluated',
      },
      example: { locationId: 'STORE-1', productMasterIds: ['TEA-005'] },
    }),
  },
);

export const replenishmentRoutes = [list, change, listConfigs, setConfigs, suggest];
