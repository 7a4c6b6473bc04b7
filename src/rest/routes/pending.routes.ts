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
