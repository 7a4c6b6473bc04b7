import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { entities } from '../../entities/index.ts';
import { migrations } from '../../entities/migrations/index.ts';
import { DatabaseSetupError } from './errors.ts';
import { grantToGateway } from './grants.ts';
import { databaseNameOf } from './location.ts';

/** Any number that only this program locks: one process migrates, the others wait for it. */
const MIGRATION_LOCK = 7_040_231;
const OLDEST_POSTGRES = 150_000;

/**
 * Brings the schema up to date as its owner, and gives the gateway's role what it needs and no more. Safe to run
 * from several processes at once.
 * @returns the names of the migrations that were run.
 * @throws {DatabaseSetupError} when the database is unreachable or too old, or the role would not be bound by
 * row-level security.
 */
export async function migrate(ownerUrl: string, gatewayRole: string): Promise<string[]> {
  const client = await connectAsOwner(ownerUrl);
  try {
    await checkVersion(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const executed = await runMigrations(ownerUrl);
    await grantToGateway(client, gatewayRole);
    return executed;
  } finally {
    await client.end();
  }
}

/** A single connection as the schema's owner, with a clear error when there is none. */
export async function connectAsOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new DatabaseSetupError(
      `The database cannot be reached at ${withoutPassword(url)}: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as version",
  );
  if (Number(rows[0]?.number) >= OLDEST_POSTGRES) return;
  throw new DatabaseSetupError(`PostgreSQL 15 or newer is needed; this one is ${rows[0]?.version}`);
}

/** Runs what has not been run, up to the migration named `last` (default: all). Whoever calls it holds the lock. */
export async function runMigrations(ownerUrl: string, last?: string): Promise<string[]> {
  const orm = await MikroORM.init({
    entities,
    dbName: databaseNameOf(ownerUrl),
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, tableName: 'schema_migration' },
    driverOptions: { connectionString: ownerUrl },
    pool: { min: 0, max: 1 },
    logger: () => undefined,
  });
  try {
    const executed = await orm.migrator.up(last === undefined ? {} : { to: last });
    return executed.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

/** A connection URL as it may be shown. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/([^:@/]+):[^@/]*@/, '//$1:***@');
}
