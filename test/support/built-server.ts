import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** Tests send more than callers may. */
const unlimited = Object.fromEntries(
  ['PER_MINUTE', 'PER_HOUR', 'TOTAL_PER_MINUTE', 'TOTAL_PER_HOUR'].map((name) => [`RATE_LIMIT_${name}`, '0']),
);

/** Processes of dist keep what V8 made of its thousand files: each start is then a tenth shorter. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'inventory-gateway-compile-cache') };

/** Builds dist if it is not what the sources are now, as `npm start` does. */
export function buildIfStale(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });
}

/** A server in a process of its own, on a data folder of its own. */
export interface BuiltServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it wrote so far. */
  readonly lines: string[];
  /** How it ended: exit code or signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

const cleanups: (() => void)[] = [];

/** Starts the built server on a free port, and waits until it listens. */
export async function startBuiltServer(env: Record<string, string> = {}): Promise<BuiltServer> {
  buildIfStale();
  const dataDir = mkdtempSync(join(tmpdir(), 'inventory-gateway-server-'));
  chmodSync(dataDir, 0o755); // run by root, PostgreSQL has an account of its own that must get in
  const { DATABASE_URL, ...inherited } = process.env;
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: { ...inherited, ...compileCache, ...unlimited, DEMO: '0', PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => {
    child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  const lines: string[] = [];
  const output = createInterface(child.stdout);
  const port = await new Promise<string>((resolve, reject) => {
    output.on('line', (line) => {
      lines.push(line);
      const found = /"port":(\d+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    void ended.then((how) => reject(new Error(`The server ended with ${how}:\n${lines.join('\n')}`)));
  });
  return { url: `http://127.0.0.1:${port}`, process: child, lines, ended };
}

/** Ends what a failed test left behind, and removes the data folders. */
export function cleanUp(): void {
  for (const cleanup of cleanups.splice(0)) cleanup();
}
