import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/database/migrate.ts';
import { names, startOwnPostgres } from '../../src/platform/own-postgres/start.ts';
import type { ModelDatabase } from './gateway.ts';

/** A PostgreSQL of its own with a migrated database, for a run outside of the test suite. */
export async function ownDatabase(): Promise<ModelDatabase & { stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'inventory-gateway-model-'));
  chmodSync(dataDir, 0o755); // run by root, PostgreSQL has an account of its own that must get in
  const postgres = await startOwnPostgres({ dataDir });
  const name = 'model';
  const admin = new pg.Client({ connectionString: postgres.url(names.admin, 'postgres') });
  await admin.connect();
  await admin.query(`create database ${name} owner ${names.owner}`);
  // connections break, the server does not: what it says is committed need not be on the disk
  await admin.query(`alter database ${name} set synchronous_commit = off`);
  await admin.query(`alter database ${name} set plan_cache_mode = force_generic_plan`);
  await admin.end();
  await migrate(postgres.url(names.owner, name), names.gateway);
  return {
    databaseUrl: postgres.url(names.gateway, name),
    ownerUrl: postgres.url(names.owner, name),
    stop: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
