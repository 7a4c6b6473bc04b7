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
  pending('listStockRequests', 'GET', '/api/stock-requests', 'List stock requests', 'stockrequests.read'),
  pending(
    'createStockRequest',
    'POST',
    '/api/stock-requests',
    'Create a stock request',
    'stockrequests.write',
  ),
  pending(
    'getStockRequest',
    'GET',
    '/api/stock-requests/{id}',
    'Get a specific stock request',
    'stockrequests.read',
  ),
  pending(
    'updateStockRequest',
    'PATCH',
    '/api/stock-requests/{id}',
    'Update a stock request',
    'stockrequests.write',
  ),
  pending(
    'deleteStockRequest',
    'DELETE',
    '/api/stock-requests/{id}',
    'Delete a stock request',
    'stockrequests.write',
  ),
  pending(
    'approveStockRequest',
    'POST',
    '/api/stock-requests/{id}/approve',
    'Approve a stock request',
    'stockrequests.approve',
  ),
  pending(
    'commentStockRequest',
    'POST',
    '/api/stock-requests/{id}/comment',
    'Add comment to stock request',
    'stockrequests.write',
  ),
  pending(
    'listStockRequestLines',
    'GET',
    '/api/stock-requests/{id}/lines',
    'Get stock request lines',
    'stockrequests.read',
  ),
  pending(
    'addStockRequestLine',
    'POST',
    '/api/stock-requests/{id}/lines',
    'Add line to stock request',
    'stockrequests.write',
  ),
  pending(
    'rejectStockRequest',
    'POST',
    '/api/stock-requests/{id}/reject',
    'Reject a stock request',
    'stockrequests.approve',
  ),
  pending(
    'rollBackStockRequest',
    'POST',
    '/api/stock-requests/{id}/rollback',
    'Rollback a stock request',
    'stockrequests.write',
  ),
  pending(
    'getStockRequestStatus',
    'GET',
    '/api/stock-requests/{id}/status',
    'Get stock request status',
    'stockrequests.read',
  ),
  pending(
    'updateStockRequestStatus',
    'POST',
    '/api/stock-requests/{id}/status',
    'Update stock request status',
    'stockrequests.write',
  ),
  pending(
    'submitStockRequest',
    'POST',
    '/api/stock-requests/{id}/submit',
    'Submit a stock request',
    'stockrequests.write',
  ),
  pending(
    'listReplenishments',
    'GET',
    '/api/inventory/replenishment',
    'List replenishment records',
    'replenishment.read',
  ),
  pending(
    'changeReplenishment',
    'POST',
    '/api/inventory/replenishment',
    'Create replenishment record',
    'replenishment.write',
  ),
  pending(
    'getReplenishmentConfig',
    'GET',
    '/api/inventory/replenishment/config',
    'Get replenishment configuration',
    'replenishment.read',
  ),
  pending(
    'updateReplenishmentConfig',
    'POST',
    '/api/inventory/replenishment/config',
    'Update replenishment configuration',
    'replenishment.write',
  ),
  pending(
    'suggestReplenishment',
    'POST',
    '/api/inventory/replenishment/suggestions',
    'Get replenishment suggestions',
    'replenishment.read',
  ),
  pending(
    'getInventoryAnalytics',
    'GET',
    '/api/inventory/analytics',
    'Get inventory analytics',
    'inventory.read',
  ),
];
