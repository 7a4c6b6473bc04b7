import type { PendingRoute } from '../route.ts';

/** Documented rows that later work serves: until then 501, after the permission check. All are served now. */
export const pendingRoutes: readonly PendingRoute[] = [];
