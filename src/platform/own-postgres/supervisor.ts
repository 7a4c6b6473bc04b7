import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { chown, lstat, open, rm } from 'node:fs/promises';
import type { Binaries } from './binaries.ts';
import { run, spawnOptions } from './command.ts';
import { failure } from './errors.ts';
import { type Hold, holdOf } from './hold.ts';
import type { Home } from './home.ts';
import { becomesReady } from './postmaster.ts';
import { logEnd, logTail, trimLog } from './server-log.ts';
import { serverSettings } from './settings.ts';
import { port, socketFolder } from './socket-folder.ts';

// Recovery after a crash replays the write-ahead log, which may take its time.
const patienceMs = 5 * 60_000;

/**
 * The supervisor: runs PostgreSQL ("$@") and interrupts it when the last holder is gone. $0 is the answer file and
 * descriptor 3 the reading end of the holders' FIFO, kept by the watcher alone, so that nobody reads the FIFO once
 * the watcher is gone. Signals for the whole session or control group are left to PostgreSQL.
 */
const script = `
"$@" 3<&- &
server=$!
trap '' HUP INT TERM
(
  while read -r word; do echo "$word" >"$0"; done <&3
  exec 3<&-
  kill -INT $server
) &
watcher=$!
exec 3<&-
wait $server
status=$?
kill -KILL $watcher 2>/dev/null
exit $status
`;

/** Starts PostgreSQL under a supervisor and waits until it is ready. To be called under the start lock. */
export async function launch(home: Home, binaries: Binaries, log: (line: string) => void): Promise<Hold> {
  const socketDir = await socketFolder(home);
  await ensureFifo(home);
  await trimLog(home.log);
  const before = await logEnd(home.log);
  const { child, hold, ended } = await spawnSupervisor(home, [
    ...[binaries.postgres, '-D', home.data],
    ...serverSettings(socketDir, port),
  ]);
  const slow = setTimeout(() => log('PostgreSQL is still starting, perhaps recovering after a crash'), 5000);
  try {
    if (await becomesReady(home, ended, Date.now() + patienceMs)) return hold;
  } finally {
    clearTimeout(slow);
    child.unref();
  }
  hold.release();
  // Only what this start said: an older line must not explain it.
  const said = await logTail(home.log, 3000, before);
  throw failure(`PostgreSQL did not start in ${home.folder}`, said, home.folder);
}

async function ensureFifo(home: Home): Promise<void> {
  const found = await lstat(home.fifo).catch(() => undefined);
  if (found?.isFIFO()) return;
  await rm(home.fifo, { force: true });
  const { code, output } = await run('mkfifo', ['-m', '600', home.fifo], { account: home.account });
  if (code !== 0) throw failure(`Cannot make a FIFO in ${home.folder}`, output, home.folder);
}

interface Supervisor {
  readonly child: ChildProcess;
  readonly hold: Hold;
  readonly ended: () => boolean;
}

/** The supervisor gets the reading end as it is born: should we die at any moment, it reads the end of file. */
async function spawnSupervisor(home: Home, command: string[]): Promise<Supervisor> {
  const output = await open(home.log, 'a', 0o600);
  if (home.account) await chown(home.log, home.account.uid, home.account.gid);
  // Opened in this order no open has to wait, and the supervisor's end is one that waits for input.
  const opener = openSync(home.fifo, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(home.fifo, constants.O_WRONLY);
  const reader = openSync(home.fifo, constants.O_RDONLY);
  closeSync(opener);
  try {
    const child = spawn('/bin/sh', ['-c', script, home.answer, ...command], {
      ...spawnOptions(home.account),
      // A session of its own: Ctrl-C at the gateway's terminal does not reach it.
      detached: true,
      stdio: ['ignore', output.fd, output.fd, reader],
    });
    // Listened to at once: a PostgreSQL that fails may be gone before anything here has been awaited.
    let ended = false;
    const end = () => {
      ended = true;
    };
    child.once('exit', end).once('error', end);
    return { child, hold: holdOf(writer), ended: () => ended };
  } finally {
    closeSync(reader);
    await output.close();
  }
}
