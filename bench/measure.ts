import type pg from 'pg';
import { type Burst, burst } from './ground/load.ts';
import type { Server } from './ground/stage.ts';
import { cpuMs } from './ground/usage.ts';
import type { Stock, Workload } from './workloads/workloads.ts';

/** A burst, with what it cost. */
export interface Measured extends Burst {
  /** CPU time of the server's process for a request, in milliseconds. */
  serverMs: number;
  /** CPU time of PostgreSQL's processes for a request, in milliseconds. */
  postgresMs: number;
  /** Statements that PostgreSQL ran for a request, transactions' frames among them. */
  statements: number;
}

/** What PostgreSQL is asked of itself. */
export interface Watch {
  admin: pg.Client;
  postmaster: number;
}

/** Loads a server and reads the meters before and after. */
export async function measure(
  server: Server,
  workload: Workload,
  stock: Stock,
  watch: Watch,
  seconds: number,
  connections?: number,
): Promise<Measured> {
  const pid = server.process.pid as number;
  const before = { server: cpuMs(pid), postgres: cpuMs(watch.postmaster), calls: await callsOf(watch.admin) };
  const done = await burst(server, workload, stock, { seconds, ...(connections ? { connections } : {}) });
  const after = { server: cpuMs(pid), postgres: cpuMs(watch.postmaster), calls: await callsOf(watch.admin) };
  const each = (total: number) => total / Math.max(1, done.requests);
  return {
    ...done,
    serverMs: each(after.server - before.server),
    postgresMs: each(after.postgres - before.postgres),
    statements: each(after.calls - before.calls),
  };
}

async function callsOf(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ calls: string }>(
    `select coalesce(sum(calls), 0) as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
     where d.datname = current_database()`,
  );
  return Number(rows[0]?.calls);
}

/** The middle one of several bursts, by its throughput. */
export function median(bursts: readonly Measured[]): Measured {
  const sorted = [...bursts].sort((a, b) => a.perSecond - b.perSecond);
  return sorted[Math.floor((sorted.length - 1) / 2)] as Measured;
}

/** The statements that PostgreSQL spent most time on since the last call, with their mean times in ms. */
export async function costliest(admin: pg.Client): Promise<string> {
  const { rows } = await admin.query<{ line: string }>(
    `select format('%6s calls  exec %s  plan %s  %s', calls, round(mean_exec_time::numeric, 3), round(mean_plan_time::numeric, 3),
       left(regexp_replace(query, '\\s+', ' ', 'g'), 110)) as line
     from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = current_database() and calls > 10
     order by total_exec_time + total_plan_time desc limit 14`,
  );
  await admin.query('select pg_stat_statements_reset()');
  return rows.map(({ line }) => `   ${line}`).join('\n');
}
