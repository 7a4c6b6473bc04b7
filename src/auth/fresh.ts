import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/** How long a credential is trusted without asking the database: an end of it holds everywhere within 5 seconds. */
const FRESH_MS = 4_000;
/** How old what is remembered must be to be read again before it is stale. */
const AGAIN_MS = 250;
const REMEMBERED = 10_000;

/** What was read, or is being read, and when that began: what changes while it is under way is not missed for longer. */
interface Read<Value> {
  value: Promise<Value | null>;
  readAt: number;
}

/** What was read a moment ago, by key; reads that are asked for at once are one. */
export class Fresh<Value extends object> {
  readonly #reads = new LRUCache<string, Read<Value>>({ max: REMEMBERED });

  /** The value of a key, read now unless it was read within `freshMs`. */
  get(key: string, read: () => Promise<Value | null>, freshMs = FRESH_MS): Promise<Value | null> {
    return this.#since(key, read, performance.now() - freshMs);
  }

  /**
   * The value of a key as it is now, for a caller who does not fit what is remembered. Those who only try wait for one
   * another: it is read a few times a second at most.
   */
  async getAgain(key: string, read: () => Promise<Value | null>): Promise<Value | null> {
    const asked = performance.now();
    const age = asked - (this.#reads.get(key)?.readAt ?? Number.NEGATIVE_INFINITY);
    if (age < AGAIN_MS) await sleep(AGAIN_MS - age);
    return this.#since(key, read, asked);
  }

  /** Forgets a key, also what is being read for it now. */
  forget(key: string): void {
    this.#reads.delete(key);
  }

  #since(key: string, read: () => Promise<Value | null>, since: number): Promise<Value | null> {
    const known = this.#reads.get(key);
    if (known && known.readAt >= since) return known.value;
    const reading: Read<Value> = { readAt: performance.now(), value: read() };
    this.#reads.set(key, reading);
    // a read that failed is not remembered
    reading.value.catch(() => {
      if (this.#reads.get(key) === reading) this.#reads.delete(key);
    });
    return reading.value;
  }
}
