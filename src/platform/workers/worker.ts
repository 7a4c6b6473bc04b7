import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { Logger } from '../log.ts';
import { ClusterCounts } from '../rate-limits/cluster-counts.ts';
import type { CountStore } from '../rate-limits/store.ts';
import { isMessage, type Message, ORDERS, type Orders } from './messages.ts';

/** How long the primary has to collect the metrics of all. */
const METRICS_PATIENCE_MS = 3_000;

/** A worker's end of the line to its primary, which knows what holds for all workers together. */
export interface WorkerLink {
  /** Counts of rate limits, shared by all workers. */
  counts(log: Logger): CountStore;
  /** The metrics of all workers together; those of this one when the primary does not answer. */
  metrics(own: Registry): () => Promise<string>;
}

/** What this process was told as a worker; `null`: it is none. */
export function ownOrders(env: NodeJS.ProcessEnv): Orders | null {
  const text = env[ORDERS];
  return cluster.isWorker && text ? (JSON.parse(text) as Orders) : null;
}

/** Calls `work` when the primary says that the start is complete. */
export function whenAdmitted(work: () => void): void {
  process.on('message', (message) => {
    if (isMessage(message) && message.gateway === 'admitted') work();
  });
}

/** Lets go of the primary, so that this process can end. */
export function leave(): void {
  cluster.worker?.disconnect();
}

export const workerLink: WorkerLink = {
  counts: (log) => new ClusterCounts(log),
  metrics(own) {
    AggregatorRegistry.setRegistries([own]);
    new AggregatorRegistry(); // answers when the primary collects
    const asked = new Map<number, (text: string | null) => void>();
    process.on('message', (message) => {
      if (isMessage(message) && message.gateway === 'metrics') asked.get(message.id)?.(message.text);
    });
    let last = 0;
    return async () => {
      const id = ++last;
      const answer = new Promise<string | null>((resolve) => {
        asked.set(id, resolve);
        setTimeout(resolve, METRICS_PATIENCE_MS, null).unref();
      });
      process.send?.({ gateway: 'metrics wanted', id } satisfies Message);
      const text = await answer;
      asked.delete(id);
      return text ?? own.metrics();
    };
  },
};
