import type { Problems, Refusals } from './errors.rules.ts';

/** A LIKE pattern for "contains", with the caller's own wildcards taken literally. */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Notes a problem unless a text has between 1 and `longest` characters that are not all blank. */
export function checkText(
  problems: Problems,
  path: string,
  text: string | null | undefined,
  longest = 255,
): void {
  problems.check(
    text == null || (text.trim() !== '' && text.length <= longest),
    path,
    `must have 1 to ${longest} characters`,
  );
}

/** Notes a problem where a free text (notes, a reason, a comment) is too long; it may be empty. */
export function checkFreeText(
  refusals: Refusals,
  path: string,
  text: string | null | undefined,
  longest = 2_000,
): void {
  refusals.check(
    (text ?? '').length <= longest,
    'VALIDATION_FAILED',
    path,
    `must have at most ${longest} characters`,
  );
}
