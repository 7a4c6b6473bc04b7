import type { Command } from '../domain/command.ts';
import { DomainError } from '../domain/errors.rules.ts';
import type { DemoProduct } from './catalogue.ts';
import type { DemoClock } from './clock.ts';
import type { Random } from './random.ts';

/** Does one thing at a moment of the story. */
export type At = <T>(moment: Date, work: (command: Command) => Promise<T>) => Promise<T>;

/** What the story is told with. */
export interface Story {
  random: Random;
  clock: DemoClock;
  products: readonly DemoProduct[];
  /** It begins so many days ago. */
  days: number;
}

/** An order for more than may be promised is turned away: nothing happens. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INSUFFICIENT_STOCK') return null;
    throw error;
  }
}
