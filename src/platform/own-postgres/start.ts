import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { folderError, OwnPostgresError } from './errors.ts';
import { type Hold, isSupervised, joinSupervisor } from './hold.ts';
import { type Home, openHome } from './home.ts';
import { becomesReady, endPostmaster, readPostmaster } from './postmaster.ts';
import { keepLogTrimmed } from './server-log.ts';
import { withStartLock } from './start-lock.ts';
import { launch } from './supervisor.ts';

export { names } from './cluster.ts';
export { OwnPostgresError } from './errors.ts';

/** Our hold on a PostgreSQL of our own, which other processes may hold as well. */
export interface OwnPostgres {
  /** The folder of its unix socket: a driver's `host`. It listens nowhere else. */
  readonly socketDir: string;
  readonly port: number;
  /** A connection URL for node-postgres or libpq (see `names` for roles and the database). It needs no password. */
  url(role: string, database: string): string;
  /**
   * Gives up our hold. The server stops when the last holder is gone, by `stop()` or by ending in any way; if that
   * was us, this waits until it has stopped.
   */
  stop(): Promise<void>;
}

/** Where the data are, and who wants to know what happens. */
export interface OwnPostgresOptions {
  dataDir: string;
  log?: (line: string) => void;
}

/**
 * Runs a PostgreSQL on `<dataDir>/postgres`, or joins the one that runs there already. Any number of processes may
 * do so at once, on the same machine and as the same user.
 */
export async function startOwnPostgres(options: OwnPostgresOptions): Promise<OwnPostgres> {
  const log = options.log ?? (() => undefined);
  const home = await openHome(options.dataDir, log);
  try {
    const { hold, socketDir, port } = await withStartLock(home.lock, () => joinOrLaunch(home, log));
    const endTrimming = keepLogTrimmed(home.log);
    return {
      socketDir,
      port,
      url: (role, database) =>
        `postgresql://${encodeURIComponent(role)}@/${encodeURIComponent(database)}` +
        `?host=${encodeURIComponent(socketDir)}&port=${port}`,
      async stop() {
        endTrimming();
        hold.release();
        await stopped(home);
      },
    };
  } catch (error) {
    throw folderError(error, home.folder);
  }
}

// What PostgreSQL says while processes of a server that crashed are still ending.
const passing = /shared memory block .* still in use|lock file .* already exists/s;

interface Held {
  hold: Hold;
  socketDir: string;
  port: number;
}

async function joinOrLaunch(home: Home, log: (line: string) => void): Promise<Held> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const hold = (await join(home)) ?? (await freshStart(home, log, deadline));
    const postmaster = hold && (await readPostmaster(home));
    if (hold && postmaster) return { hold, socketDir: postmaster.socketDir, port: postmaster.port };
    hold?.release();
    if (Date.now() > deadline)
      throw new OwnPostgresError('START_FAILED', `PostgreSQL in ${home.folder} keeps ending.`);
    await sleep(50);
  }
}

async function join(home: Home): Promise<Hold | undefined> {
  const hold = await joinSupervisor(home);
  if (!hold) return undefined;
  if (await becomesReady(home, () => !isSupervised(home), Date.now() + 60_000)) return hold;
  hold.release();
  return undefined;
}

/** Undefined means: try again in a moment. */
async function freshStart(
  home: Home,
  log: (line: string) => void,
  deadline: number,
): Promise<Hold | undefined> {
  await endPostmaster(home);
  const binaries = await findBinaries(home);
  const began = Date.now();
  await ensureCluster(home, binaries);
  try {
    const hold = await launch(home, binaries, log);
    log(`PostgreSQL ${binaries.version} runs in ${home.folder} (started in ${Date.now() - began} ms)`);
    return hold;
  } catch (error) {
    if (error instanceof Error && passing.test(error.message) && Date.now() < deadline) return undefined;
    throw error;
  }
}

/** Waits for the server's end if it is ending: a moment after the last release it says so in postmaster.pid. */
async function stopped(home: Home): Promise<void> {
  const noticed = Date.now() + 150;
  const deadline = Date.now() + 30_000;
  for (let found = await readPostmaster(home); found; found = await readPostmaster(home)) {
    if (Date.now() > (found.status === 'stopping' ? deadline : noticed)) return;
    await sleep(10);
  }
}
