import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Place } from './cluster.ts';

const root = join(import.meta.dirname, '../../..');

/** Scenarios send more than callers may: those of the limits set them. */
const unlimited = {
  RATE_LIMIT_PER_MINUTE: '0',
  RATE_LIMIT_PER_HOUR: '0',
  RATE_LIMIT_TOTAL_PER_MINUTE: '0',
  RATE_LIMIT_TOTAL_PER_HOUR: '0',
  GRAPHQL_MAX_COST: '10000000',
};

/** The built gateway in a process of its own. */
export interface GatewayProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it wrote so far. */
  readonly lines: string[];
  /** How it ended: exit code or signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();
const defects: string[] = [];

/** What gateways have logged since the last call that must not happen, whatever is done to them. */
export const takeDefects = (): string[] => defects.splice(0);

/** Starts the built gateway on a database, and waits until it listens. */
export async function startGatewayProcess(
  place: Place,
  env: Record<string, string> = {},
): Promise<GatewayProcess> {
  const { DATABASE_URL, REDIS_URL, ...inherited } = process.env;
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: {
      ...inherited,
      ...unlimited,
      DEMO: '0',
      PORT: '0',
      LOG_LEVEL: 'info',
      DATABASE_URL: place.gatewayUrl,
      DATABASE_MIGRATION_URL: place.ownerUrl,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return (signal ?? code) as number | NodeJS.Signals;
  });
  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      if (line.includes('"msg":"unexpected error"')) defects.push(line);
      const found = /"port":(\d+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    void ended.then((how) => reject(new Error(`A gateway ended with ${how}:\n${lines.join('\n')}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    lines,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts several on one database. */
export function startGatewayProcesses(
  count: number,
  place: Place,
  env: Record<string, string> = {},
): Promise<GatewayProcess[]> {
  return Promise.all(Array.from({ length: count }, () => startGatewayProcess(place, env)));
}

/** Ends what a scenario left behind. */
export async function endGatewayProcesses(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      return gone;
    }),
  );
}
