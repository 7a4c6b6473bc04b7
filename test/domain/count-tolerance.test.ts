import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithinTolerance } from '../../src/domain/cycle-counts/count-tolerance.rules.ts';
import type { CountTolerance } from '../../src/domain/organizations/settings.rules.ts';
import { decimal } from '../../src/domain/quantity.rules.ts';

const within = (counted: number | string, system: number | string, limits: CountTolerance, unitCost = 1) =>
  isWithinTolerance(
    { counted: decimal(counted), system: decimal(system), unitCost: decimal(unitCost) },
    limits,
  );

describe('tolerance of a count', () => {
  it.each<
    [
      what: string,
      counted: number | string,
      system: number | string,
      limits: CountTolerance,
      cost: number,
      ok: boolean,
    ]
  >([
    ['agrees, without limits', 10, 10, {}, 1, true],
    ['is off, without limits', '10.0001', 10, {}, 1, false],
    [
      'is off, with limits that are null',
      '10.0001',
      10,
      { percent: null, quantity: null, value: null },
      1,
      false,
    ],
    ['agrees, with limits of 0', 10, 10, { percent: '0', quantity: '0', value: '0' }, 1, true],
    ['is exactly the percentage above', 102, 100, { percent: '2' }, 1, true],
    ['is exactly the percentage below', 98, 100, { percent: '2' }, 1, true],
    ['is just above the percentage', '102.0001', 100, { percent: '2' }, 1, false],
    ['is 0.2 percent of 3 exactly', '3.006', 3, { percent: '0.2' }, 1, true],
    ['is off where there was nothing, by a percentage', 1, 0, { percent: '100' }, 1, false],
    ['is off where there was nothing, by a quantity', 1, 0, { quantity: '1' }, 1, true],
    ['is a percentage of a negative figure', '-9.9', -10, { percent: '1' }, 1, true],
    ['is within the quantity', 12, 10, { quantity: '2' }, 1, true],
    ['is above the quantity', 13, 10, { quantity: '2' }, 1, false],
    ['is within the value', 12, 10, { value: '20' }, 10, true],
    ['is above the value', 12, 10, { value: '19.9999' }, 10, false],
    ['is within the value, as it is worth nothing', 1000, 10, { value: '0' }, 0, true],
    ['holds one limit and not the other', 105, 100, { percent: '5', quantity: '4' }, 1, false],
    ['holds all three', 104, 100, { percent: '5', quantity: '4', value: '40' }, 10, true],
    ['holds two of three', 104, 100, { percent: '5', quantity: '4', value: '39' }, 10, false],
  ])('a count that %s', (_what, counted, system, limits, cost, ok) => {
    expect(within(counted, system, limits, cost)).toBe(ok);
  });

  const figure = fc.integer({ min: 0, max: 10_000_000 }).map((n) => decimal(n).div(10_000));
  const limit = fc.option(figure.map(String), { nil: null });
  const limits = fc.record({ percent: limit, quantity: limit, value: limit });

  it('is never wider with one limit more, and the same for too many as for too few', () => {
    fc.assert(
      fc.property(figure, figure, figure, limits, (system, off, unitCost, given) => {
        const above = isWithinTolerance({ counted: system.plus(off), system, unitCost }, given);
        expect(isWithinTolerance({ counted: system.minus(off), system, unitCost }, given)).toBe(above);
        for (const name of ['percent', 'quantity', 'value'] as const) {
          const fewer = { ...given, [name]: null };
          const some = Object.values(fewer).some((value) => value !== null);
          if (above && some)
            expect(isWithinTolerance({ counted: system.plus(off), system, unitCost }, fewer)).toBe(true);
        }
      }),
    );
  });

  it('holds for every count nearer than one that is within', () => {
    fc.assert(
      fc.property(figure, figure, figure, figure, limits, (system, a, b, unitCost, given) => {
        const [nearer, farther] = a.lt(b) ? [a, b] : [b, a];
        if (isWithinTolerance({ counted: system.plus(farther), system, unitCost }, given))
          expect(isWithinTolerance({ counted: system.plus(nearer), system, unitCost }, given)).toBe(true);
      }),
    );
  });
});
