import { Problems } from './errors.rules.ts';
import { checkText } from './text.rules.ts';

/** Whether a master record may be used for something new. */
export const activeStatuses = ['ACTIVE', 'INACTIVE'] as const;
export type ActiveStatus = (typeof activeStatuses)[number];

/** What every input of an upsert may carry. */
export interface UpsertBase {
  id?: string | null;
  expectedVersion?: number | null;
}

/** How a batch of inputs reads in errors, what names one of them, and what else is asked of each. */
export interface BatchShape<Input> {
  /** Where the batch stands in the request: `products`. */
  path: string;
  /** `product`. */
  noun: string;
  /** The field with the natural key, and the key; nothing where there is none. */
  key?(input: Input): { field: string; text: string | null | undefined };
  /** Notes what is wrong with one input, which stands `at` a path. */
  each(problems: Problems, at: string, input: Input): void;
}

/**
 * Checks a batch without looking at the database: an empty one, bad fields, ids and keys that are given twice.
 * @throws VALIDATION_FAILED naming every bad field
 */
export function checkBatch<Input extends UpsertBase>(
  inputs: readonly Input[],
  shape: BatchShape<Input>,
): void {
  const { path, noun } = shape;
  const problems = new Problems();
  problems.check(inputs.length > 0, path, `must name at least one ${noun}`);
  const ids = new Set<string>();
  const keys = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    const at = `${path}[${index}]`;
    checkText(problems, `${at}.id`, input.id);
    shape.each(problems, at, input);
    if (input.id) checkOnce(problems, ids, `${at}.id`, input.id);
    const key = shape.key?.(input);
    if (key?.text) checkOnce(problems, keys, `${at}.${key.field}`, key.text);
  }
  problems.throwIfAny();
}

function checkOnce(problems: Problems, seen: Set<string>, path: string, text: string): void {
  problems.check(!seen.has(text), path, `${text} is given twice`);
  seen.add(text);
}

/** Notes a value that is not of a set (the command line does not pass GraphQL's enums). */
export function checkChoice(
  problems: Problems,
  path: string,
  value: string | null | undefined,
  values: readonly string[],
): void {
  problems.check(value == null || values.includes(value), path, `must be one of ${values.join(', ')}`);
}

/** Notes an integer outside of its range. */
export function checkRange(
  problems: Problems,
  path: string,
  value: number | null | undefined,
  [lowest, highest]: readonly [number, number],
): void {
  const ok = value == null || (Number.isInteger(value) && value >= lowest && value <= highest);
  problems.check(ok, path, `must be a whole number from ${lowest} to ${highest}`);
}

/** The fields that are given; null means "as it is" for what cannot be empty. */
export function withoutNulls<T extends object>(
  fields: T,
): { [Field in keyof T]?: Exclude<T[Field], null | undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as {
    [Field in keyof T]?: Exclude<T[Field], null | undefined>;
  };
}
