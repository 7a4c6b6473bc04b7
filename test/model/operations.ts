import fc from 'fast-check';
import { deeds } from './deeds/index.ts';
import { UNIT } from './stock.ts';
import type { Op } from './world.ts';

/** What is no write: time passes, the sweeper tidies up, a request is sent again. */
const others = { wait: 6, sweep: 1, replay: 3 };

const names = [
  ...Object.entries(deeds).map(([name, { weight }]) => [name, weight] as const),
  ...Object.entries(others),
];

const operation: fc.Arbitrary<Op> = fc.record({
  do: fc.oneof(...names.map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) }))),
  a: fc.nat(999),
  b: fc.nat(999),
  c: fc.nat(999),
  // mostly whole numbers, now and then to the last decimal
  q: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }).map((n) => n * UNIT) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 * UNIT }) },
  ),
  luck: fc.nat(999),
});

/** Lists of one length to begin with, that shrink to any shorter one. */
class ExactlyAtFirst extends fc.Arbitrary<Op[]> {
  readonly #exact: fc.Arbitrary<Op[]>;
  readonly #shorter: fc.Arbitrary<Op[]>;

  constructor(length: number) {
    super();
    this.#exact = fc.array(operation, { minLength: length, maxLength: length, size: 'max' });
    this.#shorter = fc.array(operation, { minLength: 0, maxLength: length, size: 'max' });
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<Op[]> {
    return this.#exact.generate(random, biasFactor);
  }

  override canShrinkWithoutContext(value: unknown): value is Op[] {
    return this.#shorter.canShrinkWithoutContext(value);
  }

  override shrink(value: Op[], context: unknown): fc.Stream<fc.Value<Op[]>> {
    return this.#shorter.shrink(value, context);
  }
}

/** So many operations over all capabilities. */
export const operations = (length: number): fc.Arbitrary<Op[]> => new ExactlyAtFirst(length);
