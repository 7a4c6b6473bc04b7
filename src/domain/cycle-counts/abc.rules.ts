import { addDays } from '../dates.rules.ts';
import { invalid } from '../errors.rules.ts';
import type { AbcClass, OrganizationSettings, PerClass } from '../organizations/settings.rules.ts';
import { type Decimal, ZERO } from '../quantity.rules.ts';

/** What products are ranked by. */
export const abcBases = ['CONSUMPTION', 'STOCK_VALUE'] as const;
export type AbcBasis = (typeof abcBases)[number];

/** Where the classes end, in percent of the cumulative value. */
export type AbcCutoffs = NonNullable<OrganizationSettings['abcCutoffs']>;

/** A product with its place among all of its scope. */
export interface Ranked {
  productId: string;
  value: Decimal;
  /** From 1, the most valuable first. */
  rank: number;
  /** The value of all products up to this one. */
  cumulative: Decimal;
  class: AbcClass;
}

/**
 * The class of a product by the share of the value that comes before it: the first that has a value is always A.
 * What has no value is C. Compared without dividing, so that a product exactly at a cut-off is never rounded across.
 */
export function classOf(value: Decimal, before: Decimal, total: Decimal, cutoffs: AbcCutoffs): AbcClass {
  if (value.lte(0)) return 'C';
  const hundredfold = before.times(100);
  if (hundredfold.lt(total.times(cutoffs.A))) return 'A';
  return hundredfold.lt(total.times(cutoffs.B)) ? 'B' : 'C';
}

/** Ranks products by value, ties by id, and classes them. `abc-ranking.query.ts` says the same in SQL. */
export function classify(values: ReadonlyMap<string, Decimal>, cutoffs: AbcCutoffs): Ranked[] {
  const products = [...values].map(([productId, value]) => ({
    productId,
    value: value.lt(0) ? ZERO : value,
  }));
  products.sort((a, b) => b.value.cmp(a.value) || (a.productId < b.productId ? -1 : 1));
  const total = products.reduce((sum, { value }) => sum.plus(value), ZERO);
  let before = ZERO;
  return products.map((product, index) => {
    const found = classOf(product.value, before, total, cutoffs);
    before = before.plus(product.value);
    return { ...product, rank: index + 1, cumulative: before, class: found };
  });
}

/** Days of the calendar, both included. */
export interface Period {
  fromDate: string;
  toDate: string;
}

/**
 * The period that is asked for: up to today, and so many days long, where nothing else is said.
 * @throws VALIDATION_FAILED when it begins after its end.
 */
export function abcPeriod(
  { fromDate, toDate }: { fromDate?: string | null | undefined; toDate?: string | null | undefined },
  today: string,
  days: number,
): Period {
  const end = toDate ?? today;
  const period = { fromDate: fromDate ?? addDays(end, 1 - days), toDate: end };
  if (period.fromDate <= period.toDate) return period;
  throw invalid([{ path: 'fromDate', message: `must not be after toDate (${period.toDate})` }]);
}

/** The day that a product is due to be counted: its frequency after the last count, or when it was first stocked. */
export function dueDateOf(
  found: AbcClass,
  { countedOn, stockedOn }: { countedOn: string | null; stockedOn: string },
  frequencyDays: PerClass<number>,
): string {
  return countedOn === null ? stockedOn : addDays(countedOn, frequencyDays[found]);
}
