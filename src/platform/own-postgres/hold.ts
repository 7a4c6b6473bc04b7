import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { OwnPostgresError, systemCode } from './errors.ts';
import type { Home } from './home.ts';

/**
 * A hold on a running server: the writing end of the FIFO that its supervisor reads. The kernel closes it whichever
 * way this process ends, and when the last one is closed the supervisor reads the end of file.
 */
export interface Hold {
  release(): void;
}

const patienceMs = 10_000;
const repeatMs = 500;
const pollMs = 2;

/**
 * Takes a hold on the server that runs, or answers undefined when nobody supervises one. To be called under the
 * start lock.
 *
 * Opening the FIFO is not enough: the supervisor may have read the end of file a moment before. So we say a word
 * that it repeats in the answer file; having read it while we hold on, it cannot see the end of file any more.
 */
export async function joinSupervisor(home: Home): Promise<Hold | undefined> {
  const fd = openWriter(home);
  if (fd === undefined) return undefined;
  const word = randomBytes(8).toString('hex');
  const deadline = Date.now() + patienceMs;
  for (let sayAt = 0; Date.now() < deadline; await sleep(pollMs)) {
    if (Date.now() >= sayAt) {
      if (!say(fd, word)) return undefined;
      sayAt = Date.now() + repeatMs;
    }
    if ((await readFile(home.answer, 'utf8').catch(() => '')).trim() === word) return holdOf(fd);
    if (!isSupervised(home)) {
      closeSync(fd);
      return undefined;
    }
  }
  closeSync(fd);
  throw new OwnPostgresError(
    'START_FAILED',
    `The supervisor of the PostgreSQL in ${home.folder} does not answer. Is the machine out of memory or disk space?`,
  );
}

/** Whether somebody supervises a server in `home`. */
export function isSupervised(home: Home): boolean {
  const fd = openWriter(home);
  if (fd === undefined) return false;
  closeSync(fd);
  return true;
}

/** A hold on a descriptor that is open already. */
export function holdOf(fd: number): Hold {
  let held = true;
  return {
    release() {
      if (held) closeSync(fd);
      held = false;
    },
  };
}

/** Opens the FIFO for writing; undefined when nobody reads it. */
function openWriter(home: Home): number | undefined {
  try {
    return openSync(home.fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENXIO' || code === 'ENOENT') return undefined;
    throw error;
  }
}

function say(fd: number, word: string): boolean {
  try {
    writeSync(fd, `${word}\n`);
    return true;
  } catch {
    closeSync(fd);
    return false;
  }
}
