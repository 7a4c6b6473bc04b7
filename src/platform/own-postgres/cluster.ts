import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { run } from './command.ts';
import { failure, OwnPostgresError, systemCode } from './errors.ts';
import type { Home } from './home.ts';

/** Name of the superuser, the owner of the schema, the role the gateway works as, and the database. */
export const names = {
  admin: 'postgres',
  owner: 'inventory_owner',
  gateway: 'inventory_gateway',
  database: 'inventory',
} as const;

const plain = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
const bootstrap = [
  `CREATE ROLE ${names.owner} ${plain};`,
  `CREATE ROLE ${names.gateway} ${plain};`,
  `CREATE DATABASE ${names.database} OWNER ${names.owner};`,
];

/** Makes the data directory if there is none, and refuses one of another major version. */
export async function ensureCluster(home: Home, binaries: Binaries): Promise<void> {
  const found = await dataVersion(home);
  if (found === undefined) return await createCluster(home, binaries);
  const major = binaries.version.split('.')[0];
  if (found === major) return;
  throw new OwnPostgresError(
    'VERSION_MISMATCH',
    `The data in ${home.data} were written by PostgreSQL ${found}; this installation brings PostgreSQL ${binaries.version}, ` +
      `which cannot read them. Either go back to the version of the gateway that brought PostgreSQL ${found}, ` +
      `export (pg_dump) there and import here; or set DATABASE_URL to a PostgreSQL ${found}; ` +
      'or, if the data are not needed, move that folder away to start afresh.',
  );
}

async function dataVersion(home: Home): Promise<string | undefined> {
  try {
    return (await readFile(path.join(home.data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Makes the data directory beside its place, roles and database included, and moves it there when it is complete:
 * it exists whole or not at all, whenever the machine goes down.
 */
async function createCluster(home: Home, binaries: Binaries): Promise<void> {
  await removeUnfinished(home);
  const temporary = path.join(home.folder, `unfinished-${randomBytes(4).toString('hex')}`);
  try {
    await must(home, 'initdb', binaries.initdb, [
      ...['-D', temporary, '-U', names.admin, '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ]);
    // Single-user mode: needs no server, no socket and no driver, and ends with everything on the disk.
    const single = ['--single', '-D', temporary, '-c', 'exit_on_error=on', names.admin];
    await must(home, 'Creating the database', binaries.postgres, single, `${bootstrap.join('\n')}\n`);
    await rename(temporary, home.data).catch(occupied(home));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function occupied(home: Home): (error: unknown) => never {
  return (cause) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(systemCode(cause) ?? '')) throw cause;
    throw new OwnPostgresError(
      'DATA_DIR_UNUSABLE',
      `${home.data} is not empty, and is not PostgreSQL's either: PG_VERSION is missing. Restore it from a backup, or move it away to start afresh.`,
      { cause },
    );
  };
}

async function must(
  home: Home,
  what: string,
  command: string,
  args: string[],
  input?: string,
): Promise<void> {
  const { code, output } = await run(command, args, { account: home.account, input });
  if (code !== 0) throw failure(`${what} failed in ${home.folder}`, output, home.folder);
}

async function removeUnfinished(home: Home): Promise<void> {
  for (const name of await readdir(home.folder)) {
    if (!name.startsWith('unfinished-')) continue;
    // Best effort: an initdb whose starter was killed may still be writing there.
    await rm(path.join(home.folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
