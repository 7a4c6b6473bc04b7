import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/platform/database/migrate.ts';
import { names, startOwnPostgres } from '../../src/platform/own-postgres/start.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection URLs with `DBNAME` for the database's name. */
    adminUrl: string;
    ownerUrl: string;
    gatewayUrl: string;
    templateDatabase: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated database that each test file clones. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'inventory-gateway-test-'));
  chmodSync(dataDir, 0o755); // run by root, PostgreSQL has an account of its own that must get in
  const postgres = await startOwnPostgres({ dataDir });
  const template = 'gateway_template';
  const admin = new pg.Client({ connectionString: postgres.url(names.admin, 'postgres') });
  await admin.connect();
  // nothing of a run outlives it, so its disk need not be waited for; tests of durability start servers of their own
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await admin.query(`alter system set ${setting} = off`);
  await admin.query('select pg_reload_conf()');
  await admin.query(`create database ${template} owner ${names.owner}`);
  await migrate(postgres.url(names.owner, template), names.gateway);
  await admin.end();
  project.provide('adminUrl', postgres.url(names.admin, 'DBNAME'));
  project.provide('ownerUrl', postgres.url(names.owner, 'DBNAME'));
  project.provide('gatewayUrl', postgres.url(names.gateway, 'DBNAME'));
  project.provide('templateDatabase', template);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
