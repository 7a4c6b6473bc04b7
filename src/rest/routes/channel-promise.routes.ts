import {
  DrillDownAvailabilityDocument,
  GetChannelLocationMatrixDocument,
  SummarizeChannelsDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { id, paging, required, several, slice, words } from '../parameters.ts';
import { route } from '../route.ts';

const channels = several('Ids or codes of channels, separated by commas. Default: every active one.');

export const channelPromiseRoutes = [
  route({
    id: 'getChannelLocationMatrix',
    method: 'GET',
    path: '/api/inventory/channel-location',
    summary: 'Get channel × location ATP matrix',
    description: 'What each channel may promise of the products of a location, a page of products.',
    permissions: ['inventory.read'],
    operation: GetChannelLocationMatrixDocument,
    query: {
      locationId: required(id('Id or code of the location.')),
      search: words('Part of the product name or SKU (any case).'),
      channels,
      ...paging({ fallback: 50, most: 200 }),
    },
    variables: ({ query: { page, limit, ...asked } }) => ({ ...asked, ...slice({ page, limit }) }),
    answer: {
      products: 'channelLocationMatrix.products',
      channels: 'channelLocationMatrix.channels',
      location: 'channelLocationMatrix.location',
      pagination: pageOf('channelLocationMatrix'),
    },
  }),
  route({
    id: 'drillDownAvailability',
    method: 'GET',
    path: '/api/inventory/channel-location/drilldown',
    summary: 'Drill down into channel-location ATP',
    description: 'Explains the promise of a product at a location: the terms add up to each cell.',
    permissions: ['inventory.read'],
    operation: DrillDownAvailabilityDocument,
    query: {
      productMasterId: required(id('Id of the product.')),
      locationId: required(id('Id or code of the location.')),
      channelId: id('Id or code of one channel. Default: every active one.'),
    },
    variables: ({ query }) => query,
    answer: {
      product: 'availabilityDrilldown.product',
      location: 'availabilityDrilldown.location',
      channels: 'availabilityDrilldown.channels',
      items: 'availabilityDrilldown.items',
      reservations: 'availabilityDrilldown.reservations',
      holds: 'availabilityDrilldown.holds',
      incoming: 'availabilityDrilldown.incoming',
      projection: 'availabilityDrilldown.projection',
    },
  }),
  route({
    id: 'summarizeChannels',
    method: 'GET',
    path: '/api/inventory/channel/summary',
    summary: 'Get channel inventory summary',
    description: 'What each channel can sell, over all locations or at one.',
    permissions: ['inventory.read'],
    operation: SummarizeChannelsDocument,
    query: { channels, locationId: id('Id or code of one location. Default: all.') },
    variables: ({ query }) => query,
    answer: { channels: 'channelSummary' },
  }),
];
