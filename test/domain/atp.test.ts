import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellOf,
  NO_CHANNEL,
  type PromiseTerms,
  projectAtp,
  severityOf,
} from '../../src/domain/availability/atp.rules.ts';
import { decimal, sum, text, ZERO } from '../../src/domain/quantity.rules.ts';

const plain: PromiseTerms = {
  policyId: null,
  safetyStock: ZERO,
  lowAtpThreshold: ZERO,
  criticalAtpThreshold: ZERO,
  allocationType: 'SHARED',
  allocationQuantity: null,
  allocationPercent: null,
};
const reserved = (by: Record<string, number>) =>
  new Map(Object.entries(by).map(([channel, quantity]) => [channel, decimal(quantity)]));
const figures = (
  onHand: number,
  by: Record<string, number>,
  channel: string | null,
  terms: Partial<PromiseTerms> = {},
) => {
  const cell = cellOf(decimal(onHand), reserved(by), channel, { ...plain, ...terms });
  return [cell.onHand, cell.reserved, cell.available, cell.atp].map(Number);
};

describe('the promise to a channel', () => {
  it('is what is there, less what others, it and nobody have reserved, less safety stock', () => {
    const by = { DTC: 3, B2B: 4, [NO_CHANNEL]: 1 };
    expect(figures(20, by, 'DTC', { safetyStock: decimal(2) })).toEqual([16, 4, 12, 10]);
    expect(figures(20, by, 'B2B')).toEqual([17, 5, 12, 12]);
    expect(figures(20, by, 'NEW')).toEqual([13, 1, 12, 12]);
    expect(figures(20, by, null)).toEqual([13, 1, 12, 12]);
  });

  it('is not cut off at zero', () => {
    expect(figures(2, { DTC: 3 }, 'DTC', { safetyStock: decimal(1) })).toEqual([2, 3, -1, -2]);
  });

  it('is limited by a fixed allocation or a percentage, rounded down', () => {
    const fixed = { allocationType: 'FIXED', allocationQuantity: decimal(5) } as const;
    expect(figures(20, { DTC: 3, B2B: 4 }, 'DTC', fixed)).toEqual([5, 3, 2, 2]);
    expect(figures(20, { B2B: 18 }, 'DTC', fixed)).toEqual([2, 0, 2, 2]);
    const third = { allocationType: 'PERCENTAGE', allocationPercent: decimal('33.3333') } as const;
    expect(figures(1, {}, 'DTC', third)).toEqual([0.3333, 0, 0.3333, 0.3333]);
    expect(figures(0.0001, {}, 'DTC', third)).toEqual([0, 0, 0, 0]);
    expect(figures(-5, {}, 'DTC', third)[0]).toBe(-5);
    const none = { allocationType: 'PERCENTAGE', allocationPercent: ZERO } as const;
    expect(figures(20, {}, 'DTC', none)).toEqual([0, 0, 0, 0]);
  });

  it('never promises one piece to two channels', () => {
    const quantity = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(quantity, quantity, quantity, quantity, (there, a, b, nobody) => {
        fc.pre(a + b + nobody <= there);
        const cell = cellOf(decimal(there), reserved({ A: a, B: b, [NO_CHANNEL]: nobody }), 'A', plain);
        // what A may still take leaves all that is reserved where it is
        expect(Number(cell.available)).toBe(there - a - b - nobody);
        const terms = cell.promisableOnHand.minus(cell.reservedForOthers).minus(cell.reservedForChannel);
        expect(text(terms.minus(cell.reservedShared).minus(cell.safetyStock))).toBe(text(cell.atp));
      }),
    );
  });
});

describe('severity', () => {
  it.each([
    [-1, 'CRITICAL'],
    [2, 'CRITICAL'],
    [2.0001, 'LOW'],
    [5, 'LOW'],
    [5.0001, 'OK'],
  ])('of %d is %s', (atp, severity) => {
    const thresholds = { lowAtpThreshold: decimal(5), criticalAtpThreshold: decimal(2) };
    expect(severityOf(decimal(atp), thresholds)).toBe(severity);
  });
  it('without a policy is CRITICAL at nothing', () => {
    expect([severityOf(ZERO, plain), severityOf(decimal('0.0001'), plain)]).toEqual(['CRITICAL', 'OK']);
  });
});

const day = (n: number) => `2026-01-${String(n + 1).padStart(2, '0')}`;
const projected = (usable: number, changes: { date: string; quantity: number }[]) =>
  projectAtp(
    day(0),
    decimal(usable),
    changes.map(({ date, quantity }) => ({ date, quantity: decimal(quantity) })),
  ).map(({ date, atp }) => [date, Number(atp)]);

describe('the promise over time', () => {
  it('is that of the worked example of the design', () => {
    const supply = [6, 4, 2, 4, 8, 4, 4, 4];
    const demand = [6, 2, 3, 6, 6, 1, 2, 2];
    const changes = supply.flatMap((quantity, n) => [
      { date: day(n), quantity },
      { date: day(n), quantity: -(demand[n] ?? 0) },
    ]);
    expect(projected(0, changes).map(([, atp]) => atp)).toEqual([0, 0, 0, 0, 1, 4, 6, 8]);
    // the same with the first day's supply on the shelf
    expect(projected(6, changes.slice(1)).map(([, atp]) => atp)).toEqual([0, 0, 0, 0, 1, 4, 6, 8]);
  });

  it('expects what is overdue today, and has today even when nothing changes', () => {
    expect(projected(3, [])).toEqual([[day(0), 3]]);
    expect(projected(3, [{ date: '2025-12-01', quantity: 2 }])).toEqual([[day(0), 5]]);
  });

  it('lets over-commitment be made up by what comes in', () => {
    expect(projected(-4, [{ date: day(2), quantity: 10 }])).toEqual([
      [day(0), 0],
      [day(2), 6],
    ]);
  });

  it('follows its definition, is never negative and never falls', () => {
    const change = fc.record({
      n: fc.integer({ min: 0, max: 9 }),
      quantity: fc.integer({ min: -9, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 20 }),
        fc.array(change, { maxLength: 12 }),
        (usable, changes) => {
          const points = projected(
            usable,
            changes.map(({ n, quantity }) => ({ date: day(n), quantity })),
          );
          const position = (n: number) =>
            usable + Number(sum(changes.filter((c) => c.n <= n).map(({ quantity }) => decimal(quantity))));
          const days = [...new Set([0, ...changes.map(({ n }) => n)])].sort();
          const expected = days.map((n) => [
            day(n),
            Math.max(0, ...[Math.min(...days.filter((d) => d >= n).map(position))]),
          ]);
          expect(points).toEqual(expected);
        },
      ),
    );
  });
});
