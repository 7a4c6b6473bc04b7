import type { FieldProblem } from '../domain/errors.rules.ts';

/** The version that a write is based on, as its `If-Match` header says; or what is wrong with the header. */
export type Precondition = { version: number | null; problem: FieldProblem | null };

/** The tag of a version, as `ETag` and `If-Match` write it. */
export const tagOf = (version: number): string => `"${version}"`;

/**
 * Reads `If-Match: "<version>"`. `*` asks only that the resource is there, which every change asks anyway.
 */
export function readIfMatch(header: string | undefined): Precondition {
  if (header === undefined || header.trim() === '*') return { version: null, problem: null };
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version !== undefined) return { version: Number(version), problem: null };
  const message = 'must be one version in quotes, as the ETag of the resource: "3"';
  return { version: null, problem: { path: 'If-Match', message } };
}
