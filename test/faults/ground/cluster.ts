import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../../src/platform/database/migrate.ts';
import { names, type OwnPostgres, startOwnPostgres } from '../../../src/platform/own-postgres/start.ts';

const TEMPLATE = 'faults_template';

/** Where a database of the cluster is, for its owner and for a gateway. */
export interface Place {
  readonly name: string;
  readonly ownerUrl: string;
  readonly gatewayUrl: string;
}

/** A PostgreSQL that a scenario may stop, kill and freeze, on a data folder of its own. Its durability is the shipped one. */
export class Cluster {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'inventory-gateway-faults-'));
  #postgres: OwnPostgres | undefined;
  #made = 0;

  /** Starts the cluster, and makes the migrated database that the others are copies of. */
  async begin(): Promise<void> {
    chmodSync(this.dataDir, 0o755); // run by root, PostgreSQL has an account of its own that must get in
    await this.start();
    await this.#admin(`create database ${TEMPLATE} owner ${names.owner}`);
    await migrate(this.url(names.owner, TEMPLATE), names.gateway);
  }

  url(role: string, database: string): string {
    if (!this.#postgres) throw new Error('PostgreSQL is not running');
    return this.#postgres.url(role, database);
  }

  /** A fresh database: migrated, or `empty`. */
  async database(kind: 'migrated' | 'empty' = 'migrated'): Promise<Place> {
    const name = `faults_${++this.#made}`;
    const from = kind === 'migrated' ? TEMPLATE : 'template0';
    await this.#admin(`create database ${name} owner ${names.owner} template ${from}`);
    return { name, ownerUrl: this.url(names.owner, name), gatewayUrl: this.url(names.gateway, name) };
  }

  async drop({ name }: Place): Promise<void> {
    await this.#admin(`drop database ${name} with (force)`);
  }

  /** Starts it, or waits until it has recovered. */
  async start(): Promise<void> {
    this.#postgres = await startOwnPostgres({ dataDir: this.dataDir });
  }

  /** Stops it in good order: sessions are ended. */
  async stop(): Promise<void> {
    await this.#postgres?.stop();
  }

  /** `kill -9` of the server and of all its processes: what is not on the disk is gone. */
  async kill(): Promise<void> {
    for (const pid of this.#processes()) signal(pid, 'SIGKILL');
    while (this.#processes().length > 0) await sleep(10);
    await this.#postgres?.stop().catch(() => undefined);
  }

  /** Stops every process of it where it stands: connections stay open, and nothing answers. */
  freeze(): void {
    for (const pid of this.#processes()) signal(pid, 'SIGSTOP');
  }

  thaw(): void {
    for (const pid of this.#processes()) signal(pid, 'SIGCONT');
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The server's processes: the postmaster first. */
  #processes(): number[] {
    let postmaster: number;
    try {
      const [first] = readFileSync(join(this.dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n');
      postmaster = Number(first);
    } catch {
      return [];
    }
    const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/))
      .filter(([, , state]) => !state?.startsWith('Z'))
      .map(([pid, parent]) => [Number(pid), Number(parent)] as const);
    return rows
      .filter(([pid, parent]) => pid === postmaster || parent === postmaster)
      .map(([pid]) => pid)
      .sort((a, b) => Number(b === postmaster) - Number(a === postmaster));
  }

  async #admin(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url(names.admin, 'postgres') });
    await client.connect();
    await client.query(statement);
    await client.end();
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended by itself
  }
}
