import type { PendingRoute, Route } from '../route.ts';
import { pendingRoutes } from './pending.routes.ts';
import { reasonCodeRoutes } from './reason-codes.routes.ts';

/** The whole documented surface: every row that answers, and those that are still to come. */
export const routes: readonly (Route | PendingRoute)[] = [...reasonCodeRoutes, ...pendingRoutes];
