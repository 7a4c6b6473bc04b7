import type { Route } from '../route.ts';
import { abcRoutes } from './abc.routes.ts';
import { adjustmentRoutes } from './adjustments.routes.ts';
import { adminRoutes } from './admin.routes.ts';
import { analyticsRoutes } from './analytics.routes.ts';
import { availabilityRoutes } from './availability.routes.ts';
import { channelPromiseRoutes } from './channel-promise.routes.ts';
import { cycleCountRoutes } from './cycle-counts.routes.ts';
import { expiryRoutes } from './expiry.routes.ts';
import { holdRoutes } from './holds.routes.ts';
import { lotControlRoutes } from './lot-control.routes.ts';
import { putAwayRoutes } from './put-away.routes.ts';
import { reasonCodeRoutes } from './reason-codes.routes.ts';
import { receiptRoutes } from './receipts.routes.ts';
import { replenishmentRoutes } from './replenishment.routes.ts';
import { stockItemRoutes } from './stock-items.routes.ts';
import { stockRequestOverviewRoutes } from './stock-request-overview.routes.ts';
import { stockRequestStepRoutes } from './stock-request-steps.routes.ts';
import { stockRequestRoutes } from './stock-requests.routes.ts';
import { stocklistRoutes } from './stocklists.routes.ts';
import { transferRoutes } from './transfers.routes.ts';
import { webhookRoutes } from './webhooks.routes.ts';

/** The whole documented surface. */
export const routes: readonly Route[] = [
  ...stockItemRoutes,
  ...adjustmentRoutes,
  ...reasonCodeRoutes,
  ...receiptRoutes,
  ...availabilityRoutes,
  ...channelPromiseRoutes,
  ...holdRoutes,
  ...putAwayRoutes,
  ...expiryRoutes,
  ...lotControlRoutes,
  ...abcRoutes,
  ...cycleCountRoutes,
  ...transferRoutes,
  ...replenishmentRoutes,
  ...analyticsRoutes,
  ...stockRequestRoutes,
  ...stockRequestStepRoutes,
  ...stocklistRoutes,
  ...stockRequestOverviewRoutes,
  ...adminRoutes,
  ...webhookRoutes,
];
