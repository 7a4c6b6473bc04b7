import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.ts';
import { OwnPostgresError } from './errors.ts';
import type { Home } from './home.ts';
import { isAlive } from './start-lock.ts';

/** What PostgreSQL writes about itself into postmaster.pid. */
export interface Postmaster {
  readonly pid: number;
  readonly socketDir: string;
  readonly port: number;
  /** `starting`, `ready`, `stopping`; empty in its first moments. */
  readonly status: string;
}

const patienceMs = 30_000;
const pollMs = 10;

/** The server that runs, starts or ended badly in `home`; undefined when the last one ended well. */
export async function readPostmaster(home: Home): Promise<Postmaster | undefined> {
  const content = await readFile(pidFile(home), 'utf8').catch(() => undefined);
  if (content === undefined) return undefined;
  const [pid, , , port, socketDir = '', , , status = ''] = content.split('\n');
  return { pid: Number(pid), port: Number(port), socketDir, status: status.trim() };
}

/** Makes sure that no server runs in `home`: interrupts one that nobody supervises, and waits for its end. */
export async function endPostmaster(home: Home): Promise<void> {
  const began = Date.now();
  let signal: NodeJS.Signals | undefined;
  for (;;) {
    const found = await readPostmaster(home);
    if (!found) return;
    if (!(await isOurs(found, home))) {
      // Left by a crash. PostgreSQL would refuse to start if its number now belonged to another of its account.
      const again = await readPostmaster(home);
      if (again?.pid === found.pid) await rm(pidFile(home), { force: true });
      return;
    }
    const waited = Date.now() - began;
    if (waited > 2 * patienceMs) {
      throw new OwnPostgresError(
        'START_FAILED',
        `A PostgreSQL that runs in ${home.data} (process ${found.pid}) does not end.`,
      );
    }
    // SIGINT: fast shutdown. SIGQUIT: at once, to be recovered from the log at the next start.
    const next = waited > patienceMs ? 'SIGQUIT' : 'SIGINT';
    if (next !== signal) sendSignal(found.pid, next);
    signal = next;
    await sleep(pollMs);
  }
}

/** Waits until the server of `home` accepts connections (true) or is gone or going (false). */
export async function becomesReady(home: Home, ended: () => boolean, deadline: number): Promise<boolean> {
  while (Date.now() < deadline) {
    const found = await readPostmaster(home);
    if (found?.status === 'ready' && isAlive(found.pid)) return true;
    if (found?.status === 'stopping' || ended()) return false;
    await sleep(pollMs);
  }
  return false;
}

async function isOurs(postmaster: Postmaster, home: Home): Promise<boolean> {
  if (!isAlive(postmaster.pid)) return false;
  if (process.platform === 'linux') {
    // PostgreSQL's current folder is its data directory. Root in a container may not read it: ask as the account.
    const { stdout } = await run('readlink', [`/proc/${postmaster.pid}/cwd`], { account: home.account });
    return stdout.trimEnd() === home.data;
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(postmaster.pid)]);
  return stdout.includes(home.data);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function pidFile(home: Home): string {
  return path.join(home.data, 'postmaster.pid');
}
