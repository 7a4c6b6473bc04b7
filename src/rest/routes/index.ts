import type { PendingRoute, Route } from '../route.ts';
import { adjustmentRoutes } from './adjustments.routes.ts';
import { availabilityRoutes } from './availability.routes.ts';
import { channelPromiseRoutes } from './channel-promise.routes.ts';
import { pendingRoutes } from './pending.routes.ts';
import { reasonCodeRoutes } from './reason-codes.routes.ts';
import { receiptRoutes } from './receipts.routes.ts';
import { stockItemRoutes } from './stock-items.routes.ts';

/** The whole documented surface: every row that answers, and those that are still to come. */
export const routes: readonly (Route | PendingRoute)[] = [
  ...stockItemRoutes,
  ...adjustmentRoutes,
  ...reasonCodeRoutes,
  ...receiptRoutes,
  ...availabilityRoutes,
  ...channelPromiseRoutes,
  ...pendingRoutes,
];
