import type { Services } from './context.ts';
import { type Command, runCommand } from './domain/command.ts';
import { forgetOldKeys, sweepLapsed } from './domain/stock/sweep.command.ts';
import { newId } from './platform/ids.ts';

/** How often each organization is swept, in milliseconds. */
const INTERVAL_MS = 30_000;

/**
 * Tidies up behind the clock: ends reservations that have lapsed, forgets old idempotency keys. Nothing depends on it
 * being on time, because readers judge by the clock and writers sweep what they touch. It goes through the
 * organizations that this process has served lately: what nobody asks for can wait.
 */
export class Sweeper {
  readonly #services: Services;
  readonly #timer: NodeJS.Timeout;
  #organizations = new Set<number>();
  #running: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
    this.#timer = setInterval(() => void this.run(), INTERVAL_MS).unref();
  }

  /** An organization was served: it is swept next time. */
  noticed(orgId: number): void {
    this.#organizations.add(orgId);
  }

  /** Sweeps now, after a sweep that is under way. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#sweep());
    return this.#running;
  }

  async #sweep(): Promise<void> {
    const organizations = this.#organizations;
    this.#organizations = new Set();
    for (const orgId of organizations) {
      try {
        await this.#command(orgId, forgetOldKeys);
        while (await this.#command(orgId, sweepLapsed));
      } catch (error) {
        this.#services.log.warn({ err: error, orgId }, 'sweep failed; it is tried again');
      }
    }
  }

  #command<T>(orgId: number, work: (command: Command) => Promise<T>): Promise<T> {
    const { database, numbers, clock } = this.#services;
    return database.within(orgId, 'write', (tx) =>
      runCommand(
        {
          tx,
          now: clock.now(),
          doer: { type: 'SYSTEM', id: 'sweeper' },
          requestId: newId('req'),
          number: (kind) => numbers.next(orgId, kind),
          discard: () => undefined,
        },
        work,
      ),
    );
  }

  /** Stops, when a sweep that is under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
