import type { Scenario } from '../scenario.ts';
import { away } from './away.ts';
import { bounded } from './bounded.ts';
import { hotRow } from './hot-row.ts';
import { idempotency } from './idempotency.ts';
import { isolation } from './isolation.ts';
import { killedDatabase, killedGateways } from './killed.ts';
import { sharedLimits } from './limits.ts';
import { model } from './model.ts';
import { moved } from './moved.ts';
import { opposed } from './opposed.ts';
import { promisesOfStock } from './promises-of-stock.ts';
import { secrets } from './secrets.ts';
import { startingTogether, stopping } from './stopping.ts';
import { suite } from './suite.ts';
import { timeOuts } from './time-outs.ts';
import { webhooks } from './webhooks.ts';

/** Everything that is really done to running gateways, in this order. */
export const scenarios: readonly Scenario[] = [
  hotRow,
  promisesOfStock,
  idempotency,
  opposed,
  killedGateways,
  killedDatabase,
  away,
  isolation,
  timeOuts,
  sharedLimits,
  bounded,
  stopping,
  startingTogether,
  moved,
  webhooks,
  secrets,
  suite,
  model,
];
