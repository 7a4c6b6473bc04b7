import { nature } from './nature.ts';

/** The one source of the present moment, so that tests can move it. */
export interface Clock {
  now(): Date;
}

/** The clock of the {@link nature} that the work is done in: the machine's, unless somebody entered another. */
export const systemClock: Clock = { now: () => nature().now() };
