import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applies,
  bySpecificity,
  type Policy,
  termsOf,
  winningPolicy,
} from '../../src/domain/availability/policies.rules.ts';
import { decimal, text } from '../../src/domain/quantity.rules.ts';

const policy = (id: string, scope: Partial<Policy> = {}): Policy => ({
  id,
  name: id,
  productId: null,
  categoryId: scope.categoryPath ?? null,
  categoryPath: null,
  channelId: null,
  locationId: null,
  safetyStock: null,
  safetyStockDays: null,
  lowAtpThreshold: '0',
  criticalAtpThreshold: '0',
  allocationType: 'SHARED',
  allocationQuantity: null,
  allocationPercent: null,
  minRemainingShelfLifeDays: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...scope,
});
const target = { productId: 'p', categoryPath: 'Food / Dairy / Milk', channelId: 'c', locationId: 'l' };
const winner = (...policies: Policy[]) => winningPolicy(policies.sort(bySpecificity), target)?.id ?? null;

describe('the policy that wins', () => {
  // from the most to the least specific
  const ranked = [
    policy('product+location+channel', { productId: 'p', locationId: 'l', channelId: 'c' }),
    policy('product+location', { productId: 'p', locationId: 'l' }),
    policy('product+channel', { productId: 'p', channelId: 'c' }),
    policy('product', { productId: 'p' }),
    policy('nearest+location+channel', {
      categoryPath: 'Food / Dairy / Milk',
      locationId: 'l',
      channelId: 'c',
    }),
    policy('nearest', { categoryPath: 'Food / Dairy / Milk' }),
    policy('nearer', { categoryPath: 'Food / Dairy' }),
    policy('far+location+channel', { categoryPath: 'Food', locationId: 'l', channelId: 'c' }),
    policy('far', { categoryPath: 'Food' }),
    policy('location+channel', { locationId: 'l', channelId: 'c' }),
    policy('location', { locationId: 'l' }),
    policy('channel', { channelId: 'c' }),
    policy('newer', { updatedAt: '2026-01-02T00:00:00.000Z' }),
    policy('older'),
  ];
  it('is the most specific, whatever the order in which they are found', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ranked, { minLength: 1 }), (some) => {
        const best = ranked.find((one) => some.includes(one));
        expect(winner(...some)).toBe(best?.id);
      }),
    );
  });

  it('applies in each scope that it names', () => {
    const strangers = [
      policy('x', { productId: 'q' }),
      policy('x', { channelId: 'd' }),
      policy('x', { locationId: 'm' }),
      policy('x', { categoryPath: 'Food / Dairy / Cheese' }),
      policy('x', { categoryPath: 'Food / Dai' }),
      policy('x', { categoryPath: 'Food / Dairy / Milk / Skimmed' }),
    ];
    for (const stranger of strangers) expect(applies(stranger, target)).toBe(false);
    expect(winner(...strangers)).toBeNull();
    expect(applies(policy('x', { categoryPath: 'Food' }), { ...target, categoryPath: null })).toBe(false);
    expect(applies(policy('x', { channelId: 'c' }), { ...target, channelId: null })).toBe(false);
  });
});

describe('the terms of a policy', () => {
  it('are the whole pool without one', () => {
    expect(termsOf(null, decimal(3))).toMatchObject({
      policyId: null,
      allocationType: 'SHARED',
      allocationQuantity: null,
    });
    expect(text(termsOf(null, decimal(3)).safetyStock)).toBe('0');
  });
  it('count safety stock in units, or in days of demand, rounded half up', () => {
    const safety = (scope: Partial<Policy>, demand: number | string) =>
      text(termsOf(policy('x', scope), decimal(demand)).safetyStock);
    expect(safety({ safetyStock: '7.5' }, 3)).toBe('7.5');
    expect(safety({ safetyStockDays: 14 }, '0.3')).toBe('4.2');
    expect(safety({ safetyStockDays: 7 }, '0.142857142857')).toBe('1');
    expect(safety({ safetyStockDays: 0 }, 3)).toBe('0');
    expect(safety({ safetyStockDays: 14 }, 0)).toBe('0');
  });
});
