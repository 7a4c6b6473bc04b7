import { Router } from 'express';
import { Registry } from 'prom-client';
import { migrations } from '../entities/migrations/index.ts';
import type { Probe } from '../platform/database/probe.ts';

/** Whether the process takes new work: not before its start is complete, and not while it drains. */
export interface Readiness {
  starting: boolean;
  draining: boolean;
}

/** Health for orchestrators: live says that the process runs, ready that it can serve; and the metrics. */
export function healthRouter(probe: Probe, readiness: Readiness, metrics: () => Promise<string>): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const checks = { ...readiness, ...(await databaseChecks(probe)) };
    const ready =
      !checks.starting && !checks.draining && checks.database === 'ok' && checks.migrations === 'ok';
    response.status(ready ? 200 : 503);
    if (!ready) response.setHeader('Retry-After', '2');
    response.json({ status: ready ? 'ready' : 'not ready', checks });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await metrics());
  });
  return router;
}

async function databaseChecks(probe: Probe): Promise<{ database: string; migrations: string }> {
  const done = await probe.look();
  if (!done) return { database: 'out of reach', migrations: 'unknown' };
  return { database: 'ok', migrations: migrations.every(({ name }) => done.has(name)) ? 'ok' : 'pending' };
}
