import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, text } from '../../src/domain/quantity.rules.ts';
import { suggestedQuantity } from '../../src/domain/stocklists/stocklists.rules.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 200);

const suggest = (parLevel: string, onHand: string, unusable: string, onTheWay: string, packSize = '1') =>
  text(
    suggestedQuantity({
      parLevel: decimal(parLevel),
      onHand: decimal(onHand),
      unusable: decimal(unusable),
      onTheWay: decimal(onTheWay),
      packSize: decimal(packSize),
    }),
  );

describe('the suggested quantity', () => {
  it.each([
    ['par level less what is there and on its way', ['10', '4', '0', '1'], '5'],
    ['rounded up to whole packs', ['10', '4', '0', '1', '6'], '6'],
    ['a pack and a bit is two packs', ['10', '0', '0', '0', '9'], '18'],
    ['whole packs stay', ['12', '0', '0', '0', '6'], '12'],
    ['packs of a fraction', ['1', '0', '0', '0', '0.3'], '1.2'],
    ['nothing where there is enough', ['10', '10', '0', '0'], '0'],
    ['nothing where there is more than enough', ['10', '8', '0', '7', '6'], '0'],
    ['what is of no use does not count', ['10', '8', '3', '0'], '5'],
    ['what is below zero is made up for', ['10', '-2', '0', '0'], '12'],
    ['a par level of nothing', ['0', '0', '0', '0', '6'], '0'],
    [
      'no rounding on the way: one ten-thousandth more is a pack more',
      ['1000000000', '0', '0', '0', '999999999.9999'],
      '1999999999.9998',
    ],
  ] as const)('%s', (_what, [par, onHand, unusable, onTheWay, pack = '1'], expected) => {
    expect(suggest(par, onHand, unusable, onTheWay, pack)).toBe(expected);
  });

  it('fills up to the par level, in whole packs, with less than a pack too much', () => {
    const quantity = (most: number) =>
      fc.integer({ min: 0, max: most * 10_000 }).map((n) => decimal(n).div(10_000));
    fc.assert(
      fc.property(
        quantity(10_000),
        quantity(10_000),
        quantity(100),
        quantity(1_000),
        fc.integer({ min: 1, max: 500_000 }).map((n) => decimal(n).div(10_000)),
        (parLevel, onHand, unusable, onTheWay, packSize) => {
          const suggested = suggestedQuantity({ parLevel, onHand, unusable, onTheWay, packSize });
          const there = onHand.minus(unusable).plus(onTheWay);
          expect(suggested.mod(packSize).eq(0)).toBe(true);
          expect(suggested.gte(0)).toBe(true);
          const enough = there.gte(parLevel);
          if (enough) expect(suggested.eq(0)).toBe(true);
          if (enough) return;
          expect(there.plus(suggested).gte(parLevel)).toBe(true);
          expect(there.plus(suggested).minus(parLevel).lt(packSize)).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });
});
