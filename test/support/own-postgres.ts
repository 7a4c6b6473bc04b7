import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

// The very driver that the gateway uses, though it is no dependency of ours by name.
const require = createRequire(import.meta.url);
const { Client } = createRequire(require.resolve('@mikro-orm/postgresql'))('pg') as {
  Client: new (
    url: string,
  ) => {
    connect(): Promise<void>;
    query(sql: string): Promise<{ rows: Record<string, unknown>[] }>;
    end(): Promise<void>;
  };
};

/** The rows that one statement answers, on a connection of its own. */
export async function query(url: string, sql: string) {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Whether the PostgreSQL of a data folder runs, as far as its postmaster.pid says. */
export async function isRunning(dataDir: string): Promise<boolean> {
  const content = await readFile(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').catch(() => '');
  return content !== '';
}

const children = new Set<ChildProcess>();

/** Starts a process that holds the PostgreSQL of a data folder until it is told to stop, or killed. */
export async function holder(dataDir: string) {
  const script = path.join(import.meta.dirname, 'own-postgres-holder.ts');
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const exited = once(child, 'exit').then(() => children.delete(child));
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, error } = JSON.parse(line) as { url?: string; error?: string };
  if (!url) throw new Error(error);
  return {
    url,
    stop: () => {
      child.stdin.end();
      return exited;
    },
    kill: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/** Kills the holders that a failed test left behind. */
export function killHolders(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** The process that reads the holders' FIFO: the other child of the supervisor of that PostgreSQL. */
export async function watcherOf(postmaster: number): Promise<number> {
  const ps = spawn('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows: number[][] = [];
  for await (const line of createInterface(ps.stdout)) rows.push(line.trim().split(/\s+/).map(Number));
  const supervisor = rows.find(([pid]) => pid === postmaster)?.[1];
  const watcher = rows.find(([pid, parent]) => parent === supervisor && pid !== postmaster)?.[0];
  if (!watcher) throw new Error(`no watcher beside ${postmaster}`);
  return watcher;
}
