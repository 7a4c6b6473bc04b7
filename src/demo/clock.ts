const HOUR = 3_600_000;

/** Moments and days of the demo, counted back from its first start. */
export class DemoClock {
  readonly #now: Date;

  constructor(now: Date) {
    this.#now = now;
  }

  /** A moment of a working day so many days ago (0: today, before now); hours from 0 to 8. */
  at(daysAgo: number, hour: number): Date {
    return new Date(this.#now.getTime() - (daysAgo * 24 + 9 - hour) * HOUR);
  }

  /** A day so many days from now (negative: ago). */
  day(days: number): string {
    return new Date(this.#now.getTime() + days * 24 * HOUR).toISOString().slice(0, 10);
  }

  /** A moment so many hours from now, as text. */
  inHours(hours: number): string {
    return new Date(this.#now.getTime() + hours * HOUR).toISOString();
  }
}
