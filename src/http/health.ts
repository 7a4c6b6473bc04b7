import { Router } from 'express';
import { sql } from 'kysely';
import { migrations } from '../entities/migrations/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Metrics } from '../platform/metrics.ts';

/** Longest that `/health/ready` waits for the database. */
const PATIENCE_MS = 1_500;

/** Whether the process takes new work: not before its start is complete, and not while it drains. */
export interface Readiness {
  starting: boolean;
  draining: boolean;
}

/** Health for orchestrators: live says that the process runs, ready that it can serve; and the metrics. */
export function healthRouter(database: Database, readiness: Readiness, metrics: Metrics): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const checks = { ...readiness, ...(await databaseChecks(database)) };
    const ready =
      !checks.starting && !checks.draining && checks.database === 'ok' && checks.migrations === 'ok';
    response.status(ready ? 200 : 503);
    if (!ready) response.setHeader('Retry-After', '2');
    response.json({ status: ready ? 'ready' : 'not ready', checks });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

async function databaseChecks(database: Database): Promise<{ database: string; migrations: string }> {
  const late = new Promise<never>((_resolve, reject) =>
    setTimeout(() => reject(new Error('late')), PATIENCE_MS).unref(),
  );
  try {
    const { rows } = await Promise.race([
      sql<{ name: string }>`select name from schema_migration`.execute(database.kysely),
      late,
    ]);
    const done = new Set(rows.map(({ name }) => name));
    return { database: 'ok', migrations: migrations.every(({ name }) => done.has(name)) ? 'ok' : 'pending' };
  } catch {
    return { database: 'out of reach', migrations: 'unknown' };
  }
}
