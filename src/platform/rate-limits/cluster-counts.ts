import { RateLimiterCluster } from 'rate-limiter-flexible';
import type { Logger } from '../log.ts';
import { type Counted, type CountStore, MemoryCounts, UNLIMITED } from './store.ts';

/** How long the primary's answer is waited for: limits must not slow down what they protect. */
const PATIENCE_MS = 250;

/** Counts in the primary, together with the other workers of this machine; alone while the primary does not answer. */
export class ClusterCounts implements CountStore {
  readonly #limiters = new Map<string, RateLimiterCluster>();
  readonly #alone = new MemoryCounts();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  async count(window: { name: string; seconds: number }, key: string, points: number): Promise<Counted> {
    try {
      const { consumedPoints, msBeforeNext } = await this.#limiter(window).penalty(key, points);
      return { points: consumedPoints, msLeft: msBeforeNext };
    } catch (err) {
      this.#log.warn({ err }, 'The primary process did not count: this worker counts for itself');
      return this.#alone.count(window, key, points);
    }
  }

  #limiter({ name, seconds }: { name: string; seconds: number }): RateLimiterCluster {
    let limiter = this.#limiters.get(name);
    if (!limiter) {
      limiter = new RateLimiterCluster({
        ...{ keyPrefix: `rate:${name}`, timeoutMs: PATIENCE_MS },
        ...{ points: UNLIMITED, duration: seconds },
      });
      this.#limiters.set(name, limiter);
    }
    return limiter;
  }

  async close(): Promise<void> {}
}
