import {
  CountStockRequestsByCategoryDocument,
  GetStockRequestDashboardDocument,
  GetStockRequestFiltersDocument,
  ListPendingApprovalsDocument,
} from '../../generated/operations.ts';
import { pageOf } from '../answer.ts';
import { day, flag, id, oneOf, paging, slice, words } from '../parameters.ts';
import { route } from '../route.ts';

/** The filters of the list of stock requests. */
const filters = {
  status: oneOf(
    ['DRAFT', 'SUBMITTED', 'APPROVED', 'PICKING', 'ISSUED', 'REJECTED', 'CANCELLED'],
    'In this state.',
  ),
  requesterId: id('Asked for by this credential.'),
  locationId: id('To be supplied by this location (id or code).'),
  destinationId: id('For this location (id or code).'),
  priority: oneOf(['LOW', 'NORMAL', 'HIGH', 'URGENT'], 'Of this priority.'),
  category: words('Of this category, exactly.'),
  search: words('With this text in the number, the notes, for whom it is, or a product asked for.'),
  neededBefore: day('Needed on a day before this one.'),
  overdue: flag('Whether somebody waits for it past its day.'),
};

export const stockRequestOverviewRoutes = [
  route({
    id: 'countStockRequestsByCategory',
    method: 'GET',
    path: '/api/stock-requests/by-category',
    summary: 'Get stock requests by category',
    description: 'How many requests each category has, in all and by state, those with the most first.',
    permissions: ['stockrequests.read'],
    operation: CountStockRequestsByCategoryDocument,
    query: filters,
    variables: ({ query }) => ({ filter: query }),
    answer: { categories: 'stockRequestsByCategory' },
  }),
  route({
    id: 'getStockRequestDashboard',
    method: 'GET',
    path: '/api/stock-requests/dashboard',
    summary: 'Get stock requests dashboard data',
    description:
      'Counts by state, what is overdue, what waits for the caller, how long requests take, and what is asked for most.',
    permissions: ['stockrequests.read'],
    operation: GetStockRequestDashboardDocument,
    query: filters,
    variables: ({ query }) => ({ filter: query }),
    answer: { dashboard: 'stockRequestDashboard' },
  }),
  route({
    id: 'getStockRequestFilters',
    method: 'GET',
    path: '/api/stock-requests/filters',
    summary: 'Get stock request filter options',
    description:
      'What requests can be filtered by, each value with the number that it would find together with the other filters that are given.',
    permissions: ['stockrequests.read'],
    operation: GetStockRequestFiltersDocument,
    query: filters,
    variables: ({ query }) => ({ filter: query }),
    answer: { filters: 'stockRequestFilters' },
  }),
  route({
    id: 'listPendingApprovals',
    method: 'GET',
    path: '/api/stock-requests/pending-approvals',
    summary: 'Get pending approvals',
    description:
      'The requests that the caller can approve now, the most urgent first and of those the one that waits longest, with what there is for each line.',
    permissions: ['stockrequests.approve'],
    operation: ListPendingApprovalsDocument,
    query: { ...filters, ...paging() },
    variables: ({ query: { page, limit, ...filter } }) => ({ filter, ...slice({ page, limit }) }),
    answer: { stockRequests: 'pendingApprovals.nodes', pagination: pageOf('pendingApprovals') },
  }),
];
