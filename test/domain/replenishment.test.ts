import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decimal, decimal, sum, ZERO } from '../../src/domain/quantity.rules.ts';
import {
  levelsOf,
  methods,
  positionOf,
  quantityUpTo,
  roundUp,
} from '../../src/domain/replenishment/levels.rules.ts';
import type { Place } from '../../src/domain/replenishment/places.rules.ts';
import { suggestAll, surplusOf } from '../../src/domain/replenishment/suggest.rules.ts';

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) };

/** A quantity with up to 4 decimals. */
const quantity = (most: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: most }).map(decimal),
    fc.integer({ min: 0, max: most * 10_000 }).map((n) => decimal(n).div(10_000)),
  );

const place = fc
  .record({
    method: fc.constantFrom(...methods),
    levels: fc.tuple(quantity(50), quantity(50), fc.option(quantity(100), { freq: 6 })),
    safetyStock: quantity(10),
    leadTimeDays: fc.integer({ min: 0, max: 20 }),
    coverDays: fc.integer({ min: 1, max: 30 }),
    orderMultiple: fc.option(fc.oneof(quantity(12), fc.constantFrom('1', '6', '0.25', '7.3').map(decimal))),
    available: quantity(200).map((value) => value.minus(20)),
    incoming: quantity(20),
    onOrder: quantity(20),
    unallocatedDemand: quantity(20),
    dailyDemand: quantity(5),
    preferredType: fc.constantFrom('TRANSFER' as const, 'PURCHASE' as const, null),
    preferred: fc.option(fc.integer({ min: 0, max: 4 })),
    product: fc.integer({ min: 0, max: 2 }),
    location: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ levels: [a, b, c], product, location, preferred, orderMultiple, ...rest }): Place => {
    const [min = ZERO, reorderPoint = ZERO] = [a, b].sort((x, y) => x.cmp(y));
    return {
      ...rest,
      min,
      reorderPoint,
      max: c === null ? null : reorderPoint.plus(c),
      orderMultiple: orderMultiple?.gt(0) ? orderMultiple : null,
      configId: `c${product}${location}`,
      productId: `p${product}`,
      globalSku: `P${product}`,
      productName: '',
      locationId: `l${location}`,
      locationCode: `L${location}`,
      locationName: '',
      preferredLocationId: rest.preferredType === 'TRANSFER' && preferred !== null ? `l${preferred}` : null,
      supplier: null,
      autoApproveLimit: null,
      announced: false,
    };
  });

const places = fc.uniqueArray(place, { selector: ({ configId }) => configId, maxLength: 15 });
const total = (quantities: Decimal[]): Decimal => sum(quantities);

describe('suggestions', () => {
  it('bring a position up to its target, above it by less than one multiple', () => {
    fc.assert(
      fc.property(places, (all) => {
        const { suggestions } = suggestAll(all);
        for (const [configId, parts] of Map.groupBy(suggestions, ({ place: { configId } }) => configId)) {
          const of = all.find((each) => each.configId === configId) as Place;
          const { target } = levelsOf(of, of.dailyDemand);
          const after = positionOf(of).plus(total(parts.map((part) => part.quantity)));
          expect(target).not.toBeNull();
          expect(after.gte(target as Decimal)).toBe(true);
          if (of.orderMultiple === null) expect(after.eq(target as Decimal)).toBe(true);
          else expect(after.minus(target as Decimal).lt(of.orderMultiple)).toBe(true);
          expect((target as Decimal).lte(of.max as Decimal)).toBe(true);
          // what is needed is the sum of its parts, each in whole multiples
          expect(total(parts.map((part) => part.quantity)).eq(parts[0]?.needed ?? ZERO)).toBe(true);
          for (const part of parts) {
            expect(part.quantity.gt(0)).toBe(true);
            expect(roundUp(part.quantity, of.orderMultiple).eq(part.quantity)).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('never give a surplus away twice: no source sends more than it has above its maximum', () => {
    fc.assert(
      fc.property(places, (all) => {
        const { suggestions } = suggestAll(all);
        for (const source of all) {
          const sent = suggestions.filter(
            ({ from, place }) =>
              from?.locationId === source.locationId && place.productId === source.productId,
          );
          expect(total(sent.map((part) => part.quantity)).lte(surplusOf(source))).toBe(true);
          expect(sent.every(({ place }) => place.locationId !== source.locationId)).toBe(true);
        }
        for (const { from, place } of suggestions)
          if (place.preferredType === 'PURCHASE') expect(from).toBeNull();
      }),
      runs,
    );
  });

  it('are made, or refused with a reason, for exactly the places that are low; in whatever order they come', () => {
    fc.assert(
      fc.property(places, fc.integer(), (all, seed) => {
        const { suggestions, notSuggested } = suggestAll(all);
        const low = all.filter((of) => positionOf(of).lte(levelsOf(of, of.dailyDemand).reorderPoint));
        const answered = new Set([...suggestions, ...notSuggested].map(({ place }) => place.configId));
        expect([...answered].sort()).toEqual(low.map(({ configId }) => configId).sort());
        for (const { reason } of [...suggestions, ...notSuggested]) expect(reason).toMatch(/^Position -?\d/);
        const told = ({ suggestions: each }: ReturnType<typeof suggestAll>) =>
          each.map(({ reason, place }) => `${place.configId} ${reason}`);
        const shuffled = all.toSorted((a, b) => (a.configId + seed < b.configId + seed ? 1 : -1));
        expect(told(suggestAll(shuffled))).toEqual(told({ suggestions, notSuggested }));
      }),
      runs,
    );
  });
});

describe('levels', () => {
  const settings = {
    method: 'DAYS_OF_COVER' as const,
    min: decimal(1),
    reorderPoint: decimal(4),
    max: decimal(40),
    safetyStock: decimal(3),
    leadTimeDays: 2,
    coverDays: 5,
    orderMultiple: null,
  };
  const levels = (dailyDemand: string, more: object = {}) => {
    const { reorderPoint, target } = levelsOf({ ...settings, ...more }, decimal(dailyDemand));
    return [reorderPoint.toFixed(), target?.toFixed() ?? null];
  };

  it('of days of cover follow the demand, between the reorder point and the maximum', () => {
    expect(levels('2')).toEqual(['7', '17']);
    expect(levels('0')).toEqual(['4', '4']);
    expect(levels('0.3333')).toEqual(['4', '5.3331']);
    expect(levels('30')).toEqual(['40', '40']);
    expect(levels('2', { max: null })).toEqual(['7', null]);
  });

  it('of the other methods do not', () => {
    expect(levels('9', { method: 'MIN_MAX' })).toEqual(['1', '40']);
    expect(levels('9', { method: 'REORDER_POINT' })).toEqual(['4', '40']);
  });

  it('are rounded up to multiples exactly', () => {
    const up = (missing: string, multiple: string) =>
      quantityUpTo(decimal(missing), ZERO, decimal(multiple)).toFixed();
    expect(up('12', '6')).toBe('12');
    expect(up('12.0001', '6')).toBe('18');
    expect(up('0.3', '0.1')).toBe('0.3');
    expect(up('0.0001', '999999999')).toBe('999999999');
    expect(up('-1', '6')).toBe('0');
  });
});
