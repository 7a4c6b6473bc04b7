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

/** What turns an order away: there is not enough, or its lot has expired meanwhile. */
const refusals = ['INSUFFICIENT_STOCK', 'LOT_EXPIRED'];

/** What is refused is left undone. The refusal must come before anything is written. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && refusals.includes(error.code)) return null;
    throw error;
  }
}
