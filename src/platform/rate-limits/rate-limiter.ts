import type { CountStore } from './store.ts';

/** Points that may be spent in a minute and in an hour; 0: as many as one likes. */
export interface Limits {
  readonly perMinute: number;
  readonly perHour: number;
}

/** Somebody whose points are counted, and how many there are. */
export interface Account {
  readonly key: string;
  readonly limits: Limits;
}

/** How the tightest window of a caller stands, after what was spent now. */
export interface Standing {
  readonly allowed: boolean;
  /** Points of the window. */
  readonly limit: number;
  /** Points left in it. */
  readonly remaining: number;
  /** Until it begins again, in milliseconds. */
  readonly msLeft: number;
}

const windows = [
  { name: 'minute', seconds: 60, limitOf: (limits: Limits) => limits.perMinute },
  { name: 'hour', seconds: 3_600, limitOf: (limits: Limits) => limits.perHour },
] as const;

/** Counts what callers spend, in fixed windows that begin with the first request of each. */
export class RateLimiter {
  readonly #store: CountStore;

  constructor(store: CountStore) {
    this.#store = store;
  }

  /**
   * Spends points of some accounts, one after another until one has no more: what a key is refused does not use up the
   * organization's points.
   * @returns the window that refuses, or else the one with the fewest points left; `null` when nothing is limited.
   */
  async spend(accounts: readonly Account[], points: number): Promise<Standing | null> {
    let tightest: Standing | null = null;
    for (const { key, limits } of accounts) {
      for (const window of windows) {
        const limit = window.limitOf(limits);
        if (limit === 0) continue;
        const counted = await this.#store.count(window, key, points);
        const standing = {
          allowed: counted.points <= limit,
          limit,
          remaining: Math.max(0, limit - counted.points),
          msLeft: Math.max(0, counted.msLeft),
        };
        if (!standing.allowed) return standing;
        if (!tightest || standing.remaining < tightest.remaining) tightest = standing;
      }
    }
    return tightest;
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
