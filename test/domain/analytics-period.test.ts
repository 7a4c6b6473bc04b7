import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysIn, eachDay, spansOf } from '../../src/domain/analytics/period.rules.ts';
import { addDays } from '../../src/domain/dates.rules.ts';

const day = fc.integer({ min: 0, max: 1_500 }).map((days) => addDays('2023-12-15', days));

describe('a period added up from months and days', () => {
  it('is each of its days, once, as far as there are any', () => {
    fc.assert(
      fc.property(day, fc.nat(731), fc.nat(60), (from, length, ahead) => {
        const period = { from, to: addDays(from, length) };
        // a month that is under way has no days to come
        const today = addDays(period.to, ahead);
        const counted = new Map<string, number>();
        const count = (days: readonly string[], by: number) => {
          for (const each of days) if (each <= today) counted.set(each, (counted.get(each) ?? 0) + by);
        };
        const { months, add, subtract } = spansOf(period, today);
        if (months) {
          const next = addDays(`${addDays(months.to, 31).slice(0, 7)}-01`, -1);
          expect([months.from.slice(8), months.to.slice(8)]).toEqual(['01', '01']);
          count(eachDay({ from: months.from, to: next }), 1);
        }
        for (const span of add) count(eachDay(span), 1);
        for (const span of subtract) count(eachDay(span), -1);
        const taken = [...counted].filter(([, times]) => times !== 0);
        expect(taken.map(([each]) => each).sort()).toEqual(eachDay(period));
        expect(taken.every(([, times]) => times === 1)).toBe(true);
        // few rows: never more than half a month at each end
        const read = [...add, ...subtract].flatMap(eachDay).filter((each) => each <= today);
        expect(read.length).toBeLessThanOrEqual(Math.min(32, 2 * daysIn(period) + 31));
      }),
    );
  });

  it('takes the present month whole, and a year up to today from 12 months and some days', () => {
    expect(spansOf({ from: '2025-11-24', to: '2026-11-23' }, '2026-11-23')).toEqual({
      months: { from: '2025-12-01', to: '2026-11-01' },
      add: [{ from: '2025-11-24', to: '2025-11-30' }],
      subtract: [{ from: '2026-11-24', to: '2026-11-30' }],
    });
    expect(spansOf({ from: '2026-02-03', to: '2026-02-27' }, '2026-11-23')).toEqual({
      months: { from: '2026-02-01', to: '2026-02-01' },
      add: [],
      subtract: [
        { from: '2026-02-01', to: '2026-02-02' },
        { from: '2026-02-28', to: '2026-02-28' },
      ],
    });
    expect(spansOf({ from: '2026-02-10', to: '2026-02-10' }, '2026-11-23')).toEqual({
      months: null,
      add: [{ from: '2026-02-10', to: '2026-02-10' }],
      subtract: [],
    });
  });
});
