import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abcPeriod, classify, dueDateOf } from '../../src/domain/cycle-counts/abc.rules.ts';
import { decimal, sum } from '../../src/domain/quantity.rules.ts';

const usual = { A: 80, B: 95 };
const classes = (values: Record<string, number | string>, cutoffs = usual) =>
  classify(new Map(Object.entries(values).map(([id, value]) => [id, decimal(value)])), cutoffs)
    .map(({ productId, class: found }) => `${productId}${found}`)
    .join(' ');

describe('classify', () => {
  it.each<[what: string, values: Record<string, number | string>, expected: string]>([
    ['by the share before', { a: 70, b: 15, c: 10, d: 5 }, 'aA bA cB dC'],
    ['the first is always A', { a: 99, b: 1 }, 'aA bC'],
    ['one alone', { a: '0.0001' }, 'aA'],
    ['exactly at a cut-off is beyond it', { a: 80, b: 15, c: 5 }, 'aA bB cC'],
    ['a hair before it is not', { a: '79.9999', b: '15.0001', c: 5 }, 'aA bA cC'],
    ['ties by id', { c: 1, b: 1, a: 1 }, 'aA bA cA'],
    ['without value: C', { a: 0, b: 5, c: 0 }, 'bA aC cC'],
    ['less than nothing is nothing', { a: -5, b: 5 }, 'bA aC'],
    ['nothing at all', { a: 0, b: 0 }, 'aC bC'],
    ['no product', {}, ''],
  ])('%s', (_what, values, expected) => {
    expect(classes(values)).toBe(expected);
  });

  it('follows the cut-offs', () => {
    expect(classes({ a: 60, b: 20, c: 20 }, { A: 50, B: 99.5 })).toBe('aA bB cB');
  });

  it('thirds are exact: no rounding moves a product over a cut-off', () => {
    // before c: 2/3 = 66.666...%
    expect(classes({ a: 1, b: 1, c: 1 }, { A: 66.6667, B: 95 })).toBe('aA bA cA');
    expect(classes({ a: 1, b: 1, c: 1 }, { A: 66.6666, B: 95 })).toBe('aA bA cB');
  });

  it('falls in value, rises in class, ends at the total, and makes every class a run', () => {
    const value = fc.integer({ min: -3, max: 1000 });
    const values = fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), value, { maxKeys: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 97 }), (given, A) => {
        const entries = Object.entries(given).map(([id, units]) => [id, decimal(units).div(100)] as const);
        const ranked = classify(new Map(entries), { A, B: A + 2 });
        expect(ranked.map(({ rank }) => rank)).toEqual(entries.map((_, index) => index + 1));
        ranked.reduce(
          (last, next) => {
            expect(last.value.gte(next.value)).toBe(true);
            expect(last.class <= next.class).toBe(true);
            return next;
          },
          ranked[0] as (typeof ranked)[number],
        );
        const total = sum(ranked.map((product) => product.value));
        expect((ranked.at(-1)?.cumulative ?? decimal(0)).eq(total)).toBe(true);
        if (total.gt(0)) expect(ranked[0]?.class).toBe('A');
      }),
    );
  });
});

describe('abcPeriod', () => {
  it('ends today and is as long as the settings say, both days included', () => {
    expect(abcPeriod({}, '2026-03-01', 30)).toEqual({ fromDate: '2026-01-31', toDate: '2026-03-01' });
    expect(abcPeriod({ toDate: '2024-02-29' }, '2026-03-01', 1)).toEqual({
      fromDate: '2024-02-29',
      toDate: '2024-02-29',
    });
    expect(abcPeriod({ fromDate: '2026-01-01' }, '2026-03-01', 30)).toEqual({
      fromDate: '2026-01-01',
      toDate: '2026-03-01',
    });
  });

  it.each([[{ fromDate: '2026-03-02' }], [{ fromDate: '2026-01-02', toDate: '2026-01-01' }]])(
    'is refused when it begins after its end: %j',
    (given) => {
      expect(() => abcPeriod(given, '2026-03-01', 30)).toThrow(
        expect.objectContaining({
          code: 'VALIDATION_FAILED',
          details: { fields: [expect.objectContaining({ path: 'fromDate' })] },
        }),
      );
    },
  );
});

describe('dueDateOf', () => {
  const frequency = { A: 30, B: 90, C: 365 };
  it.each([
    ['A', '2026-01-15', '2026-02-14'],
    ['B', '2026-01-15', '2026-04-15'],
    ['C', '2024-02-29', '2025-02-28'],
  ] as const)('class %s counted on %s: due on %s', (found, countedOn, due) => {
    expect(dueDateOf(found, { countedOn, stockedOn: '2020-01-01' }, frequency)).toBe(due);
  });

  it('never counted: due since it was stocked, whatever its class', () => {
    expect(dueDateOf('C', { countedOn: null, stockedOn: '2026-01-01' }, frequency)).toBe('2026-01-01');
  });
});
