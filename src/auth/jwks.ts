import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { DomainError } from '../domain/errors.rules.ts';
import type { Clock } from '../platform/clock.ts';

/** How long the provider's keys are used without asking for them again. */
const FRESH_MS = 10 * 60_000;
/** While the provider does not answer, they are used so much longer. */
const STALE_MS = 60 * 60_000;
/** After an answer, a key that is not among them is asked for at most this often: anyone can name a key. */
const COOLDOWN_MS = 30_000;
/** After a failure it is tried again at most this often: nobody waits for a provider that is known to be away. */
const RETRY_MS = 2_000;
/** Longest wait for an answer. */
const TIMEOUT_MS = 3_000;

/** The public keys of the identity provider: fetched when they are needed, kept, and fetched again as they change. */
export class ProviderKeys {
  readonly #clock: Clock;
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(url: URL, clock: Clock) {
    this.#clock = clock;
    // it fetches when told: when that is, is decided here, by the gateway's clock
    const never = Number.POSITIVE_INFINITY;
    this.#remote = createRemoteJWKSet(url, {
      timeoutDuration: TIMEOUT_MS,
      cooldownDuration: never,
      cacheMaxAge: never,
    });
  }

  /** The key that signed a token. @throws UNAVAILABLE when it is not known and the provider cannot be asked */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    await this.#refresh();
    try {
      return await this.#remote(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.#age < COOLDOWN_MS) throw error;
      await this.#fetch();
      return await this.#remote(header, token);
    }
  };

  get #age(): number {
    return this.#now - this.#fetchedAt;
  }

  get #now(): number {
    return this.#clock.now().getTime();
  }

  async #refresh(): Promise<void> {
    if (this.#age < FRESH_MS) return;
    try {
      await this.#fetch();
    } catch (error) {
      if (this.#age >= STALE_MS) throw error;
    }
  }

  async #fetch(): Promise<void> {
    if (this.#now - this.#failedAt < RETRY_MS) throw away();
    try {
      await this.#remote.reload(); // however many wait for it, it is one request
      this.#fetchedAt = this.#now;
    } catch (error) {
      this.#failedAt = this.#now;
      throw away(error);
    }
  }
}

const away = (cause?: unknown): DomainError =>
  Object.assign(
    new DomainError(
      'UNAVAILABLE',
      'The identity provider is out of reach, so the token cannot be checked; try again',
    ),
    { cause },
  );
