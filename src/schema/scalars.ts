import Big from 'big.js';
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isDay, momentOf } from '../domain/dates.rules.ts';
import { decimalProblem, text } from '../domain/quantity.rules.ts';

const rawJSON = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

function parseDecimal(value: unknown): string {
  if (typeof value !== 'number' && typeof value !== 'string') throw new TypeError('must be a number');
  if (typeof value === 'string' && !/^[+-]?\d{1,20}(\.\d{1,20})?$/.test(value))
    throw new TypeError('must be a number, such as 12.5');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('must be a finite number');
  const parsed = new Big(value);
  const problem = decimalProblem(parsed);
  if (problem) throw new TypeError(problem);
  return text(parsed);
}

/** At most ten digits before the point and four after it: every such number is a float's own, digit by digit. */
const PLAIN = /^-?\d{1,10}(\.\d{1,4})?$/;

/** A JSON number that is exact: a plain one where a float can carry the digits, else the digits themselves. */
export function exactNumber(value: string | Big | number): unknown {
  // nearly all of them are, and an answer has a thousand (adding 0 makes 0 of -0)
  if (typeof value === 'string' && PLAIN.test(value)) return Number(value) + 0;
  const exact = new Big(value).round(4, Big.roundHalfUp);
  const number = exact.toNumber();
  return new Big(number).eq(exact) ? number : rawJSON(exact.toFixed());
}

const literal = (node: ValueNode): unknown => {
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) {
    // the digits as written: no float in between; exponents only as far as they are short
    return /e/i.test(node.value) ? Number(node.value) : node.value;
  }
  return node.kind === Kind.STRING ? node.value : undefined;
};

/** Quantities and costs. */
export const DecimalScalar = new GraphQLScalarType<string, unknown>({
  name: 'Decimal',
  description:
    'An exact decimal number with at most 4 decimal places, between -999999999.9999 and 999999999.9999 on input. Written as a JSON number; a text such as "12.5" is accepted as well.',
  serialize: (value) => exactNumber(value as string),
  parseValue: parseDecimal,
  parseLiteral: (node) => parseDecimal(literal(node)),
});

const parseDay = (value: unknown): string => {
  if (typeof value !== 'string' || !isDay(value)) throw new TypeError('must be a date such as "2026-12-31"');
  return value;
};

/** Calendar days. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description:
    'A calendar day, ISO 8601: "2026-12-31". It means the whole day in the time zone of the location concerned.',
  serialize: (value) => value as string,
  parseValue: parseDay,
  parseLiteral: (node) => parseDay(node.kind === Kind.STRING ? node.value : undefined),
});

const parseMoment = (value: unknown): string => {
  const moment = typeof value === 'string' ? momentOf(value) : null;
  if (!moment) throw new TypeError('must be a timestamp with a zone such as "2026-12-31T12:00:00Z"');
  return moment;
};

/** Moments. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'A moment, ISO 8601 with a zone: "2026-12-31T12:00:00Z". Answers are in UTC.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : (value as string)),
  parseValue: parseMoment,
  parseLiteral: (node) => parseMoment(node.kind === Kind.STRING ? node.value : undefined),
});

const parseAsOf = (value: unknown): string => {
  const text = typeof value === 'string' ? value : '';
  if (!isDay(text) && !momentOf(text))
    throw new TypeError('must be a date such as "2026-12-31" or a timestamp such as "2026-12-31T12:00:00Z"');
  return text;
};

/** Moments of the past. */
export const AsOfScalar = new GraphQLScalarType<string, string>({
  name: 'AsOf',
  description:
    'A time in the past: a moment ("2026-12-31T12:00:00Z", everything posted at it or before), or a day ("2026-12-31", everything posted up to its end, in the time zone of the location concerned).',
  serialize: (value) => value as string,
  parseValue: parseAsOf,
  parseLiteral: (node) => parseAsOf(node.kind === Kind.STRING ? node.value : undefined),
});
