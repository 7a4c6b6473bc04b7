import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../domain/errors.rules.ts';
import { failureOf } from '../platform/database/failures.ts';
import { nature } from '../platform/nature.ts';

/** How often a transaction that met a deadlock is run again. */
const ATTEMPTS = 5;

/**
 * Runs a transaction, and runs it again when it met a deadlock or a serialization failure: `work` threw it, or
 * answered `null`. Other errors are the caller's.
 * @throws UNAVAILABLE when it still meets others after five attempts.
 */
export async function withRetries<T>(work: () => Promise<T | null>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await work().catch((error: unknown) => {
      if (failureOf(error) === 'retry') return null;
      throw error;
    });
    if (answer !== null) return answer;
    if (attempt >= ATTEMPTS) throw new DomainError('UNAVAILABLE', 'Too many writers at once; try again');
    await sleep(nature().random() * 20 * attempt);
  }
}
