import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimal, min, sum, text } from '../../src/domain/quantity.rules.ts';
import { fefoOrder, pickFefo } from '../../src/domain/stock/fefo.rules.ts';

const item = (
  id: string,
  free: number,
  expiryDate: string | null = null,
  firstReceivedAt: string | null = null,
) => ({
  id,
  expiryDate,
  firstReceivedAt,
  free: decimal(free),
});
const picked = (items: ReturnType<typeof item>[], wanted: number) => {
  const { picks, short } = pickFefo(items, decimal(wanted));
  return { picks: picks.map(({ item: { id }, quantity }) => [id, Number(quantity)]), short: Number(short) };
};

it('first expired goes first, then the oldest receipt, then the id; what never expires goes last', () => {
  const items = [
    item('never', 1),
    item('late', 1, '2027-01-01', '2026-01-01'),
    item('new', 1, '2026-06-01', '2026-02-01'),
    item('b', 1, '2026-06-01', '2026-01-01'),
    item('a', 1, '2026-06-01', '2026-01-01'),
  ];
  expect(picked(items, 9)).toEqual({
    picks: [
      ['a', 1],
      ['b', 1],
      ['new', 1],
      ['late', 1],
      ['never', 1],
    ],
    short: 4,
  });
});

it('takes part of the last item, passes over what is not free, and takes nothing for nothing', () => {
  const items = [item('a', 0), item('b', -2), item('c', 1.5), item('d', 5)];
  expect(picked(items, 2)).toEqual({
    picks: [
      ['c', 1.5],
      ['d', 0.5],
    ],
    short: 0,
  });
  expect(picked(items, 0)).toEqual({ picks: [], short: 0 });
  expect(picked([], 3)).toEqual({ picks: [], short: 3 });
});

it('takes what is wanted as far as it is there, in order, and leaves no earlier item for a later one', () => {
  const day = fc.constantFrom('2026-01-01', '2026-02-01', null);
  const any = fc.record({
    id: fc.uuid(),
    expiryDate: day,
    firstReceivedAt: day,
    free: fc.integer({ min: -3, max: 9 }).map(decimal),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(any, { selector: ({ id }) => id, maxLength: 8 }),
      fc.nat(30).map(decimal),
      (items, wanted) => {
        const { picks, short } = pickFefo(items, wanted);
        const there = sum(items.map(({ free }) => (free.lt(0) ? decimal(0) : free)));
        expect(text(sum(picks.map(({ quantity }) => quantity)))).toBe(text(min(wanted, there)));
        expect(text(short)).toBe(text(wanted.minus(min(wanted, there))));
        expect(picks.map(({ item: { id } }) => id)).toEqual(
          picks
            .map(({ item: picked }) => picked)
            .toSorted(fefoOrder)
            .map(({ id }) => id),
        );
        for (const { item: picked, quantity } of picks.slice(0, -1))
          expect(quantity.eq(picked.free)).toBe(true);
      },
    ),
  );
});
