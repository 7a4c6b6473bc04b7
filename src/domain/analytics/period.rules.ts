import { addDays } from '../dates.rules.ts';

/** Days of the calendar, both included. */
export interface Days {
  from: string;
  to: string;
}

/** How a period is added up: whole months, and the days by which they differ from it. */
export interface Spans {
  /** First days of the first and the last month that is taken whole. */
  months: Days | null;
  /** Days to be added to them, and to be taken off again. */
  add: Days[];
  subtract: Days[];
}

/** Longest period that is answered: two years, of which one may be a leap year. */
export const MAX_DAYS = 731;

/** How many days a period has. */
export function daysIn({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** Every day of a period. */
export function eachDay(days: Days): string[] {
  return Array.from({ length: daysIn(days) }, (_, index) => addDays(days.from, index));
}

const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;
const lastOf = (day: string): string => addDays(firstOf(addDays(firstOf(day), 31)), -1);
const some = (from: string, to: string): Days[] => (from <= to ? [{ from, to }] : []);

/**
 * Adds up a period from months and days so that few rows are read: a month that is cut into is taken whole, less the days
 * outside, where these are fewer than the days inside. Days to come have no rows and cost nothing.
 */
export function spansOf({ from, to }: Days, today: string): Spans {
  const cost = (days: Days[]) =>
    days.reduce(
      (sum, each) =>
        each.from > today ? sum : sum + daysIn({ from: each.from, to: each.to < today ? each.to : today }),
      0,
    );
  const spans: Spans = { months: null, add: [], subtract: [] };
  const take = (outside: Days[], inside: Days[]): boolean => {
    const whole = cost(outside) < cost(inside);
    if (whole) spans.subtract.push(...outside);
    else spans.add.push(...inside);
    return whole;
  };
  const [first, last] = [firstOf(from), firstOf(to)];
  const before = some(first, addDays(from, -1));
  const after = some(addDays(to, 1), lastOf(to));
  if (first === last) {
    if (take([...before, ...after], [{ from, to }])) spans.months = { from: first, to: last };
    return spans;
  }
  const begin = take(before, [{ from, to: lastOf(from) }]) ? first : addDays(lastOf(from), 1);
  const end = take(after, [{ from: last, to }]) ? last : firstOf(addDays(last, -1));
  if (begin <= end) spans.months = { from: begin, to: end };
  return spans;
}
