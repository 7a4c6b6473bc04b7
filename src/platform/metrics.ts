import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PoolUse } from './database/pool.ts';

/** The process's metrics, in Prometheus' text form at `/metrics`. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route (as documented, without ids), method and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly defects = new Counter({
    name: 'unexpected_errors_total',
    help: 'Errors that were masked because nobody expected them.',
    registers: [this.registry],
  });

  /** @param databaseUse how the connections of the pool are used when somebody looks. */
  constructor(databaseUse: () => PoolUse) {
    collectDefaultMetrics({ register: this.registry });
    const gauges = {
      open: 'Connections to the database that are open.',
      used: 'Connections to the database that work for a request.',
      waiting: 'Requests that wait for a connection to the database.',
    };
    for (const [state, help] of Object.entries(gauges)) {
      new Gauge({
        name: `database_connections_${state}`,
        help,
        registers: [this.registry],
        collect() {
          this.set(databaseUse()[state as keyof PoolUse]);
        },
      });
    }
  }
}
