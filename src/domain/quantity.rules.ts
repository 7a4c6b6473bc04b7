import Big from 'big.js';
import type { Problems } from './errors.rules.ts';

/**
 * Quantities and costs are decimals with at most 4 places, exact from the request to the database: they travel as
 * text and are calculated with `big.js`, never with binary floats.
 */
export type Decimal = Big;

/** Decimal places of quantities and costs. */
export const SCALE = 4;
/** Largest quantity or cost that a request may carry (so that every answer is an exact JSON number, too). */
export const MAX_QUANTITY = 999_999_999.9999;

Big.DP = 12;
Big.RM = Big.roundHalfUp;

/** The exact decimal of a text, number or decimal. */
export function decimal(value: Big | string | number | null | undefined): Big {
  return value == null ? ZERO : new Big(value);
}

export const ZERO = new Big(0);

/** Text for the database and for scalars: plain notation, no trailing zeros. */
export function text(value: Big): string {
  return value.toFixed();
}

/** Rounded half up to 4 places, as costs and values are stored. */
export function round4(value: Big): Big {
  return value.round(SCALE, Big.roundHalfUp);
}

/** The exact sum of decimals. */
export function sum(values: Iterable<Big | string>): Big {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}

export function min(a: Big, b: Big): Big {
  return a.lt(b) ? a : b;
}

export function max(a: Big, b: Big): Big {
  return a.gt(b) ? a : b;
}

const places = (value: Big): number => Math.max(0, value.c.length - 1 - value.e);

/** Why a decimal cannot be a quantity or cost, or `null` when it can. */
export function decimalProblem(value: Big): string | null {
  if (places(value) > SCALE) return `must have at most ${SCALE} decimal places`;
  if (value.abs().gt(MAX_QUANTITY)) return `must be between -${MAX_QUANTITY} and ${MAX_QUANTITY}`;
  return null;
}

/** Range rules shared by the commands; each problem names the field. */
export const quantityRules = {
  /** A change: anything but zero. */
  delta(problems: Problems, path: string, value: string): boolean {
    return problems.check(!decimal(value).eq(0), path, 'must not be 0');
  },
  /** An amount that must be there: more than zero. */
  positive(problems: Problems, path: string, value: string): boolean {
    return problems.check(decimal(value).gt(0), path, 'must be greater than 0');
  },
  /** A level: zero or more. */
  notNegative(problems: Problems, path: string, value: string | null | undefined): boolean {
    return problems.check(value == null || decimal(value).gte(0), path, 'must not be negative');
  },
};
