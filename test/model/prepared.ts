import { createHash } from 'node:crypto';

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  names.set(text, name);
  return name;
}

/**
 * A statement as a prepared one. The check sends the same few hundred statements a million times: to parse and to plan
 * them each time would take most of it. What is sent stays the same.
 */
export function prepared(args: unknown[]): unknown[] {
  const [text, values, ...rest] = args;
  if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return args;
  return [{ name: nameOf(text), text, values }, ...rest];
}
