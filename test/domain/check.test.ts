import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckLine, checkLines, type Source } from '../../src/domain/availability/check.rules.ts';
import { decimal, ZERO } from '../../src/domain/quantity.rules.ts';

const today = '2026-01-10';
const source = (locationId: string, atp: number, more: Partial<Source> = {}): Source => ({
  productId: 'p',
  locationId,
  today,
  atp: decimal(atp),
  blocked: false,
  availableFrom: null,
  backorderLeft: ZERO,
  items: [
    {
      id: `item-${locationId}`,
      expiryDate: null,
      firstReceivedAt: null,
      free: decimal(Math.max(atp, 0)),
      lotNumber: null,
      binId: null,
    },
  ],
  supply: [],
  ...more,
});
const line = (quantity: number, locationId: string | null = null): CheckLine => ({
  productId: 'p',
  globalSku: 'P',
  productName: 'P',
  locationId,
  quantity: decimal(quantity),
});
const check = (
  lines: CheckLine[],
  sources: Source[],
  { neededBy = null, allowSplit = false }: { neededBy?: string | null; allowSplit?: boolean } = {},
) =>
  checkLines(lines, sources, { neededBy, allowSplit }).map(
    ({ available, shortfall, status, availableDate, allocations }) => ({
      available: Number(available),
      shortfall: Number(shortfall),
      status,
      availableDate,
      from: allocations.map(({ inventoryItemId, quantity }) => `${inventoryItemId} ${quantity}`),
    }),
  );

describe('a check', () => {
  it('finds what is there, at the place that can give the most', () => {
    expect(check([line(5)], [source('a', 4), source('b', 9)])).toEqual([
      { available: 5, shortfall: 0, status: 'AVAILABLE', availableDate: today, from: ['item-b 5'] },
    ]);
    expect(check([line(11)], [source('a', 4), source('b', 9)])).toEqual([
      { available: 9, shortfall: 2, status: 'PARTIAL', availableDate: null, from: ['item-b 9'] },
    ]);
    expect(check([line(1)], [])).toEqual([
      { available: 0, shortfall: 1, status: 'UNAVAILABLE', availableDate: null, from: [] },
    ]);
  });

  it('looks at the place that is asked for only, and never at a blocked one', () => {
    expect(check([line(5, 'a')], [source('a', 4), source('b', 9)])[0]).toMatchObject({
      available: 4,
      status: 'PARTIAL',
    });
    expect(check([line(5)], [source('a', 9, { blocked: true })])[0]).toMatchObject({ status: 'UNAVAILABLE' });
  });

  it('splits over places when it may', () => {
    expect(check([line(11)], [source('a', 4), source('b', 9)], { allowSplit: true })).toEqual([
      {
        available: 11,
        shortfall: 0,
        status: 'AVAILABLE',
        availableDate: today,
        from: ['item-b 9', 'item-a 2'],
      },
    ]);
  });

  it('adds up the lines of one product', () => {
    const answers = check([line(6), line(6), line(1)], [source('a', 10)]);
    expect(answers.map(({ available, status }) => [available, status])).toEqual([
      [6, 'AVAILABLE'],
      [4, 'PARTIAL'],
      [0, 'UNAVAILABLE'],
    ]);
    expect(answers.map(({ availableDate }) => availableDate)).toEqual([today, null, null]);
  });

  it('counts supply for the day on which it is needed, and says when otherwise', () => {
    const coming = source('a', 2, { supply: [{ date: '2026-01-15', quantity: decimal(5) }] });
    expect(check([line(6)], [coming])[0]).toMatchObject({
      available: 2,
      status: 'PARTIAL',
      availableDate: '2026-01-15',
    });
    expect(check([line(6)], [coming], { neededBy: '2026-01-14' })[0]?.status).toBe('PARTIAL');
    const later = check([line(6)], [coming], { neededBy: '2026-01-15' })[0];
    // 2 are on the shelf; the other 4 are on their way
    expect(later).toMatchObject({ available: 6, status: 'AVAILABLE', from: ['item-a 2'] });
    const owing = source('a', -3, { supply: [{ date: '2026-01-15', quantity: decimal(5) }] });
    expect(check([line(2)], [owing])[0]).toMatchObject({ available: 0, availableDate: '2026-01-15' });
    expect(check([line(3)], [owing])[0]).toMatchObject({ availableDate: null });
  });

  it('gives nothing before the first day of a product', () => {
    const pre = source('a', 5, {
      availableFrom: '2026-01-20',
      supply: [{ date: '2026-01-12', quantity: decimal(2) }],
    });
    expect(check([line(5)], [pre])[0]).toMatchObject({
      available: 0,
      status: 'UNAVAILABLE',
      availableDate: '2026-01-20',
    });
    expect(check([line(7)], [pre], { neededBy: '2026-01-20' })[0]).toMatchObject({
      status: 'AVAILABLE',
      from: [],
    });
    expect(check([line(5)], [source('a', 5, { availableFrom: today })])[0]).toMatchObject({
      status: 'AVAILABLE',
    });
  });

  it('takes a backorder within its limit, once', () => {
    const limited = source('a', 2, { backorderLeft: decimal(4) });
    expect(check([line(5), line(2), line(1)], [limited]).map(({ status }) => status)).toEqual([
      'BACKORDER',
      'UNAVAILABLE',
      'BACKORDER',
    ]);
  });

  it('proposes first expired first, and no item beyond what is free', () => {
    const items = ['2026-03-01', '2026-02-01', null].map((expiryDate, n) => ({
      id: `i${n}`,
      expiryDate,
      firstReceivedAt: null,
      free: decimal(2),
      lotNumber: null,
      binId: null,
    }));
    expect(check([line(3), line(2)], [source('a', 6, { items })]).map(({ from }) => from)).toEqual([
      ['i1 2', 'i0 1'],
      ['i0 1', 'i2 1'],
    ]);
  });

  it('never promises more than there is, over all lines', () => {
    const quantities = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        quantities,
        fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 4 }),
        fc.boolean(),
        (wanted, places, allowSplit) => {
          const sources = places.map((atp, n) => source(`l${n}`, atp));
          const answers = check(
            wanted.map((quantity) => line(quantity)),
            sources,
            { allowSplit },
          );
          const there = places.reduce((total, atp) => total + Math.max(0, atp), 0);
          const promised = answers.reduce((total, { available }) => total + available, 0);
          expect(promised).toBeLessThanOrEqual(there);
          if (allowSplit)
            expect(promised).toBe(
              Math.min(
                there,
                wanted.reduce((a, b) => a + b, 0),
              ),
            );
          for (const [n, answer] of answers.entries()) {
            expect(answer.available + answer.shortfall).toBe(wanted[n]);
            expect(answer.status === 'AVAILABLE').toBe(answer.shortfall === 0);
          }
        },
      ),
    );
  });
});
