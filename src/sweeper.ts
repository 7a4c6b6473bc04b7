import type { KeyUses } from './auth/key-uses.ts';
import type { Services } from './context.ts';
import { sealEntries } from './domain/audit/seal-entries.command.ts';
import type { Command } from './domain/command.ts';
import { forgetOldSessions } from './domain/sessions/end-session.command.ts';
import { forgetOldKeys, sweepLapsed } from './domain/stock/sweep.command.ts';
import { forgetOldEvents } from './domain/webhooks/forget-events.command.ts';
import { runAsSystem } from './system.ts';

/** How often each organization is swept, in milliseconds. */
const INTERVAL_MS = 30_000;
/** Most seals of one sweep: a long trail is sealed by several, between which others have their turn. */
const MOST_SEALS = 100;

/**
 * Tidies up behind the clock: ends reservations that have lapsed, forgets old idempotency keys, sessions and events, seals audit
 * entries, writes down when keys were used. Nothing depends on it
 * being on time, because readers judge by the clock and writers sweep what they touch. It goes through the
 * organizations that this process has served lately: what nobody asks for can wait.
 */
export class Sweeper {
  readonly #services: Services;
  readonly #keyUses: KeyUses;
  readonly #timer: NodeJS.Timeout | null;
  readonly #eventRetentionDays: number;
  #organizations = new Set<number>();
  #running: Promise<void> = Promise.resolve();

  /** @param bySelf sweep every half minute; else only when told. */
  constructor(services: Services, keyUses: KeyUses, eventRetentionDays: number, bySelf: boolean) {
    this.#services = services;
    this.#eventRetentionDays = eventRetentionDays;
    this.#keyUses = keyUses;
    this.#timer = bySelf ? setInterval(() => void this.run(), INTERVAL_MS).unref() : null;
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
        await this.#command(orgId, (command) => forgetOldEvents(command, this.#eventRetentionDays));
        await this.#command(orgId, forgetOldSessions);
        while (await this.#command(orgId, sweepLapsed));
        for (let seals = 0; seals < MOST_SEALS && (await this.#command(orgId, sealEntries)); seals++);
      } catch (error) {
        this.#services.log.warn({ err: error, orgId }, 'sweep failed; it is tried again');
      }
    }
    await this.#keyUses.write();
  }

  #command<T>(orgId: number, work: (command: Command) => Promise<T>): Promise<T> {
    return runAsSystem(this.#services, orgId, 'sweeper', work);
  }

  /** Stops, when a sweep that is under way has ended. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
    await this.#keyUses.write();
  }
}
