import { createClient } from '@redis/client';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Logger } from '../log.ts';

/** What has been counted in the window of a key that is open now. */
export interface Counted {
  points: number;
  /** How long until the window closes and the count begins again, in milliseconds. */
  msLeft: number;
}

/** Counts points by key in windows of a fixed length. */
export interface CountStore {
  count(window: { name: string; seconds: number }, key: string, points: number): Promise<Counted>;
  close(): Promise<void>;
}

// We only count here and judge elsewhere, so the library's own limit must never be met.
export const UNLIMITED = Number.MAX_SAFE_INTEGER;
/** How long an answer of Redis is waited for: limits must not slow down what they protect. */
const PATIENCE_MS = 250;
/** How long Redis is left alone after it did not answer in time. */
const REST_MS = 1_000;

/** Counts in this process alone. */
export class MemoryCounts implements CountStore {
  readonly #limiters = new Map<number, RateLimiterMemory>();

  async count({ seconds }: { seconds: number }, key: string, points: number): Promise<Counted> {
    let limiter = this.#limiters.get(seconds);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: UNLIMITED, duration: seconds });
      this.#limiters.set(seconds, limiter);
    }
    const { consumedPoints, msBeforeNext } = await limiter.penalty(key, points);
    return { points: consumedPoints, msLeft: msBeforeNext };
  }

  async close(): Promise<void> {}
}

/**
 * Counts in Redis, which all gateways share. While Redis is away each process counts for itself: then limits are looser
 * by the number of processes, and no request fails or waits for it.
 */
export class RedisCounts implements CountStore {
  readonly #client: ReturnType<typeof connect>;
  readonly #limiters = new Map<string, RateLimiterRedis>();
  readonly #alone = new MemoryCounts();
  readonly #log: Logger;
  #restsUntil = 0;

  constructor(url: string, log: Logger) {
    this.#log = log;
    this.#client = connect(url, (err) => this.#complain(err));
  }

  async count(window: { name: string; seconds: number }, key: string, points: number): Promise<Counted> {
    if (this.#client.isReady && performance.now() >= this.#restsUntil) {
      try {
        const { consumedPoints, msBeforeNext } = await inTime(this.#limiter(window).penalty(key, points));
        return { points: consumedPoints, msLeft: msBeforeNext };
      } catch (err) {
        this.#restsUntil = performance.now() + REST_MS;
        this.#complain(err);
      }
    }
    return this.#alone.count(window, key, points);
  }

  #limiter({ name, seconds }: { name: string; seconds: number }): RateLimiterRedis {
    let limiter = this.#limiters.get(name);
    if (!limiter) {
      const keyPrefix = `inventory-gateway:rate:${name}`;
      const storeClient = this.#client;
      limiter = new RateLimiterRedis({
        ...{ storeClient, useRedisPackage: true, keyPrefix },
        ...{ points: UNLIMITED, duration: seconds },
      });
      this.#limiters.set(name, limiter);
    }
    return limiter;
  }

  #complained = Number.NEGATIVE_INFINITY;
  /** One line a minute: Redis may be away for long, and each request would have one to write. */
  #complain(err: unknown): void {
    if (performance.now() - this.#complained < 60_000) return;
    this.#complained = performance.now();
    this.#log.warn(
      { err },
      'Redis is out of reach: each process counts rate limits for itself until it is back',
    );
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }
}

function connect(url: string, onError: (error: unknown) => void) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 2_000) },
  });
  client.on('error', onError);
  // not awaited: a Redis that is away must not keep the gateway from starting
  client.connect().catch(onError);
  return client;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
