import type { Permission } from '../../auth/permissions.ts';
import type { Method, PendingRoute } from '../route.ts';

const pending = (
  id: string,
  method: Method,
  path: string,
  summary: string,
  ...permissions: Permission[]
): PendingRoute => ({ id, method, path, summary, permissions, pending: true });

/** Documented rows that later work serves: until then 501, after the permission check. */
export const pendingRoutes: readonly PendingRoute[] = [
  pending(
    'countStockRequestsByCategory',
    'GET',
    '/api/stock-requests/by-category',
    'Get stock requests by category',
    'stockrequests.read',
  ),
  pending(
    'getStockRequestDashboard',
    'GET',
    '/api/stock-requests/dashboard',
    'Get stock requests dashboard data',
    'stockrequests.read',
  ),
  pending(
    'getStockRequestFilters',
    'GET',
    '/api/stock-requests/filters',
    'Get stock request filter options',
    'stockrequests.read',
  ),
  pending(
    'listPendingApprovals',
    'GET',
    '/api/stock-requests/pending-approvals',
    'Get pending approvals',
    'stockrequests.approve',
  ),
  pending(
    'searchStockRequestProducts',
    'GET',
    '/api/stock-requests/products/search',
    'Search products for stock requests',
    'stockrequests.read',
    'products.read',
  ),
  pending(
    'getStocklist',
    'GET',
    '/api/stock-requests/products/stocklist',
    'Get stocklist for stock requests',
    'stockrequests.read',
  ),
];
