import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/errors.rules.ts';
import { decimal, text } from '../../src/domain/quantity.rules.ts';
import { applyChange, type Balance } from '../../src/domain/stock/ledger.rules.ts';

const balance = (
  onHand: number | string,
  { reserved = 0, held = 0, toHold = 0, unitCost = 0, allowNegative = false } = {},
): Balance => ({
  itemId: 'i',
  onHand: decimal(onHand),
  reserved: decimal(reserved),
  held: decimal(held),
  toHold: decimal(toHold),
  unitCost: decimal(unitCost),
  allowNegative,
});
const change = (fields: Record<string, number | string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, decimal(value)]));
const apply = (to: Balance, fields: Record<string, number | string>) => {
  const { before, delta, after, unitCost, costAfter } = applyChange(to, change(fields));
  return [before, delta, after, unitCost, costAfter].map(text);
};
const refusal = (to: Balance, fields: Record<string, number | string>) => {
  try {
    applyChange(to, change(fields));
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.details };
  }
  return null;
};

describe('a change of a balance', () => {
  it('goes by a difference or to a level', () => {
    expect(apply(balance(5, { unitCost: 2 }), { delta: -3 })).toEqual(['5', '-3', '2', '2', '2']);
    expect(apply(balance(5, { unitCost: 2 }), { target: 0 })).toEqual(['5', '-5', '0', '2', '2']);
    expect(apply(balance(5), { target: 5 })).toEqual(['5', '0', '5', '0', '0']);
    expect(apply(balance('0.1'), { delta: '0.2' })[2]).toBe('0.3');
  });

  it('is refused when what is there is not what was expected, before anything else', () => {
    expect(refusal(balance(5), { delta: -9, expected: 4 })).toEqual({
      code: 'QUANTITY_CHANGED',
      expectedQuantity: 4,
      onHand: 5,
    });
    expect(apply(balance('5.0000'), { delta: 1, expected: 5 })[2]).toBe('6');
  });

  it('leaves what is reserved', () => {
    expect(refusal(balance(5, { reserved: 2 }), { delta: '-3.0001' })).toEqual({
      code: 'INSUFFICIENT_STOCK',
      available: 3,
      requested: 3.0001,
      onHand: 5,
      reserved: 2,
    });
    expect(refusal(balance(5, { reserved: 2 }), { target: 1 })).toMatchObject({ requested: 4, available: 3 });
    expect(apply(balance(5, { reserved: 2 }), { target: 2 })[2]).toBe('2');
    expect(apply(balance(1, { allowNegative: true }), { delta: -3 })[2]).toBe('-2');
  });

  it('leaves the balance alone when it is refused', () => {
    const untouched = balance(5, { unitCost: 2 });
    refusal(untouched, { delta: -6 });
    expect([untouched.onHand, untouched.unitCost].map(text)).toEqual(['5', '2']);
  });
});

describe('the moving average', () => {
  it.each<[what: string, onHand: number, average: number, fields: Record<string, number>, after: string]>([
    ['takes in a cost', 10, 2, { delta: 10, unitCost: 3 }, '2.5'],
    ['is rounded half up', 1, 1, { delta: 2, unitCost: 1.0001 }, '1.0001'],
    ['stays without a cost', 10, 2, { delta: 10 }, '2'],
    ['stays when stock leaves', 10, 2, { delta: -4 }, '2'],
    ['stays when stock leaves, whatever cost is said', 10, 2, { delta: -4, unitCost: 9 }, '2'],
    ['begins anew on nothing', 0, 7, { delta: 4, unitCost: 3 }, '3'],
    ['begins anew below nothing', -2, 7, { delta: 4, unitCost: 3 }, '3'],
    ['takes 0 as a cost', 1, 3, { delta: 2, unitCost: 0 }, '1'],
    ['is undone by the cost it came in with', 20, 2.5, { delta: -10, atCost: 3 }, '2'],
    ['never falls below nothing', 10, 1, { delta: -5, atCost: 9 }, '0'],
    ['is kept when all is undone', 10, 3, { delta: -10, atCost: 3 }, '3'],
  ])('%s', (_what, onHand, unitCost, fields, after) => {
    expect(apply(balance(onHand, { unitCost }), fields)[4]).toBe(after);
  });

  it('lies between the cost before and the cost that comes in', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 }).map((n) => decimal(n).div(10_000));
    const some = fc.integer({ min: 1, max: 10_000_000 }).map((n) => decimal(n).div(10_000));
    fc.assert(
      fc.property(some, cents, some, cents, (onHand, unitCost, delta, cost) => {
        const { costAfter } = applyChange({ ...balance(0), onHand, unitCost }, { delta, unitCost: cost });
        const [low, high] = unitCost.lt(cost) ? [unitCost, cost] : [cost, unitCost];
        expect(costAfter.gte(low) && costAfter.lte(high)).toBe(true);
      }),
    );
  });
});

it('any sequence of changes ends at their sum, exactly, and never below what is reserved', () => {
  const step = fc.integer({ min: -50_000, max: 50_000 }).map((n) => decimal(n).div(10_000));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(3), (steps, reserved) => {
      const item = balance(5, { reserved });
      let expected = decimal(5);
      for (const delta of steps) {
        const fits = delta.gte(0) || expected.plus(delta).gte(reserved);
        if (fits) expected = expected.plus(delta);
        try {
          applyChange(item, { delta });
          expect(fits).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(fits).toBe(false);
        }
        expect(text(item.onHand)).toBe(text(expected));
      }
    }),
  );
});
