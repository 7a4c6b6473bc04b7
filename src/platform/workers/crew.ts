import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import type { Logger } from '../log.ts';
import { isMessage, ORDERS, type Orders, tell } from './messages.ts';

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A worker that lived so long did not end because of how it starts. */
const GOOD_LIFE_MS = 60_000;

/** Processes that answer on one port. The primary answers nothing itself: it starts, replaces and stops them. */
export class Crew {
  readonly #size: number;
  readonly #orders: Orders;
  readonly #log: Logger;
  readonly #metrics = new AggregatorRegistry();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #admitted = false;
  #stopping = false;
  #quickEnds = 0;

  constructor(size: number, orders: Orders, log: Logger) {
    this.#size = size;
    this.#orders = orders;
    this.#log = log;
    new RateLimiterClusterMaster(); // counts for the workers' rate limits
    cluster.on('message', (worker, message) => {
      if (isMessage(message) && message.gateway === 'metrics wanted')
        void this.#sendMetrics(worker, message.id);
    });
  }

  /**
   * Starts the workers.
   * @returns the port, when all of them listen.
   * @throws when one ends before; it has said why.
   */
  async start(): Promise<number> {
    const workers = Array.from({ length: this.#size }, () => this.#fork());
    const listening = workers.map(
      (worker) =>
        new Promise<number>((resolve, reject) => {
          worker.once('listening', ({ port }) => resolve(port));
          worker.once('exit', () => reject(new Error('A worker could not start')));
        }),
    );
    const [port = 0] = await Promise.all(listening);
    for (const worker of workers) this.#watch(worker);
    return port;
  }

  /** From now on they are ready, and so is whoever replaces one of them. */
  admit(): void {
    this.#admitted = true;
    for (const worker of this.#workers) tell(worker, { gateway: 'admitted' });
  }

  /** Lets all finish what they have begun, each as a process of its own would; ends those that take longer than that. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopping = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    const ends = this.#workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const { process } of this.#workers) process.kill('SIGTERM');
    const tooLong = setTimeout(() => {
      for (const { process } of this.#workers) process.kill('SIGKILL');
    }, patienceMs);
    await Promise.all(ends);
    clearTimeout(tooLong);
  }

  get #workers(): Worker[] {
    return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  }

  #fork(): Worker {
    return cluster.fork({ [ORDERS]: JSON.stringify(this.#orders) });
  }

  /** Replaces a worker that ends, at once the first time and later and later while they keep ending. */
  #watch(worker: Worker): void {
    const since = performance.now();
    worker.once('exit', (code, signal) => {
      if (this.#stopping) return;
      this.#quickEnds = performance.now() - since > GOOD_LIFE_MS ? 0 : this.#quickEnds + 1;
      const pauseMs = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** Math.max(0, this.#quickEnds - 1));
      this.#log.error(
        { worker: worker.process.pid, code, signal, pauseMs },
        'a worker ended; it is replaced',
      );
      const pause = setTimeout(() => {
        this.#pauses.delete(pause);
        const next = this.#fork();
        this.#watch(next);
        next.once('listening', () => {
          this.#log.info({ worker: next.process.pid }, 'a worker was replaced');
          if (this.#admitted) tell(next, { gateway: 'admitted' });
        });
      }, pauseMs);
      this.#pauses.add(pause);
    });
  }

  async #sendMetrics(worker: Worker, id: number): Promise<void> {
    // a worker may end while it is asked
    const text = await this.#metrics.clusterMetrics().catch(() => null);
    tell(worker, { gateway: 'metrics', id, text });
  }
}
