import { monotonicFactory } from 'ulid';
import { Random } from '../../src/demo/random.ts';
import type { Nature } from '../../src/platform/nature.ts';

/** A nature that is the same every time: time stands still until it is moved, chance and ids follow from a seed. */
export class SeededNature implements Nature {
  readonly #chance: Random;
  readonly #ulid: (time: number) => string;
  #now: number;

  constructor(seed: number, start: number) {
    this.#chance = new Random(seed);
    this.#ulid = monotonicFactory(() => this.#chance.next());
    this.#now = start;
  }

  now(): Date {
    return new Date(this.#now);
  }

  random(): number {
    return this.#chance.next();
  }

  randomBytes(size: number): Buffer {
    return Buffer.from(Array.from({ length: size }, () => this.#chance.between(0, 255)));
  }

  ulid(): string {
    return this.#ulid(this.#now);
  }

  /** Time passes. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
