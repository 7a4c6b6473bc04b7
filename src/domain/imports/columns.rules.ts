import { isDay } from '../dates.rules.ts';
import { decimal, decimalProblem, text as decimalText } from '../quantity.rules.ts';

/** Why a cell cannot be read. */
export class BadCell {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

type Read<Value> = (text: string) => Value | BadCell;

/** A column of a file: how its cells are read, and whether the header may leave it out. */
export interface Column<Value> {
  read: Read<Value>;
  /** The header may leave it out; the value is then undefined: as it is. */
  optional?: boolean;
}

/** Every row has a value. */
export const required = <Value>(read: Read<Value>): Column<Value> => ({
  read: (text) => (text === '' ? new BadCell('is required') : read(text)),
});

/** The header has the column, and an empty cell means: none. */
export const orNone = <Value>(read: Read<Value>): Column<Value | null> => ({
  read: (text) => (text === '' ? null : read(text)),
});

/** The header may leave the column out; an empty cell means: none. */
export const optional = <Value>(read: Read<Value>): Column<Value | null> => ({
  ...orNone(read),
  optional: true,
});

/** A text of 1 to so many characters. */
export const words =
  (longest: number): Read<string> =>
  (text) => {
    if (text.includes('\0')) return new BadCell('has characters that are not text');
    return text.length <= longest ? text : new BadCell(`must have 1 to ${longest} characters`);
  };

/** A quantity or cost that is not negative: plain digits, a point, at most 4 decimals. */
export const amount: Read<string> = (text) => {
  if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(text)) return new BadCell('must be a number');
  const value = decimal(text);
  const problem = decimalProblem(value);
  if (problem) return new BadCell(problem);
  return value.lt(0) ? new BadCell('must not be negative') : decimalText(value);
};

/** A day of the calendar. */
export const day: Read<string> = (text) =>
  isDay(text) ? text : new BadCell('must be a date such as 2026-12-31');

/** `true` or `false`. */
export const flag: Read<boolean> = (text) =>
  text === 'true' || text === 'false' ? text === 'true' : new BadCell('must be true or false');

/** One of some words. */
export const oneOf =
  <Word extends string>(choices: readonly Word[]): Read<Word> =>
  (text) =>
    choices.find((choice) => choice === text) ?? new BadCell(`must be one of ${choices.join(', ')}`);
