import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/** How long a credential is trusted without asking the database: an end of it holds everywhere within 5 seconds. */
const FRESH_MS = 4_000;
/** How old what is remembered must be to be read again before it is stale. */
const AGAIN_MS = 250;
const REMEMBERED = 10_000;

/** What was read a moment ago, by key; reads that are asked for at once are one. */
export class Fresh<Value extends object> {
  readonly #known = new LRUCache<string, { value: Value | null; readAt: number }>({ max: REMEMBERED });
  readonly #reading = new Map<string, Promise<Value | null>>();

  /** The value of a key, read now unless it is fresh: no older than it may be anyway, or than `freshMs`. */
  async get(key: string, read: () => Promise<Value | null>, freshMs = FRESH_MS): Promise<Value | null> {
    const known = this.#known.get(key);
    if (known && performance.now() - known.readAt < freshMs) return known.value;
    let reading = this.#reading.get(key);
    if (!reading) {
      // the age counts from before the read: what changes while it is under way is not missed for longer
      const readAt = performance.now();
      reading = read()
        .then((value) => {
          if (this.#reading.get(key) === reading) this.#known.set(key, { value, readAt });
          return value;
        })
        .finally(() => {
          if (this.#reading.get(key) === reading) this.#reading.delete(key);
        });
      this.#reading.set(key, reading);
    }
    return reading;
  }

  /**
   * The value of a key as it is now, for a caller who does not fit what is remembered. Those who only try wait for one
   * another: it is read a few times a second at most.
   */
  async getAgain(key: string, read: () => Promise<Value | null>): Promise<Value | null> {
    const known = this.#known.get(key);
    const age = known ? performance.now() - known.readAt : AGAIN_MS;
    if (age < AGAIN_MS) await sleep(AGAIN_MS - age);
    return this.get(key, read, AGAIN_MS);
  }

  /** Forgets a key, also what is being read for it now. */
  forget(key: string): void {
    this.#known.delete(key);
    this.#reading.delete(key);
  }
}
