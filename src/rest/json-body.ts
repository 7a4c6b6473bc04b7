import { badBody } from './errors.ts';

/** Digits that every number of that many digits keeps when it becomes a float. */
const EXACT_DIGITS = 15;
/** Deeper than any body of the surface. */
const MAX_DEPTH = 20;
const MAYBE_LONG = new RegExp(`[\\d.]{${EXACT_DIGITS + 1}}`);

/**
 * Reads a JSON object. Numbers with more digits than a float can carry stay texts, so that the schema sees what
 * was sent and refuses or keeps it exactly, instead of a rounded value.
 * @throws 400 when the bytes are no UTF-8, no JSON or no object.
 */
export function readJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const value = parse(decode(bytes));
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw badBody('must be a JSON object');
  if (isDeep(value)) throw badBody(`is nested deeper than ${MAX_DEPTH} levels`);
  return value as Record<string, unknown>;
}

/** Whether a value is nested too deeply; without recursion, which such a value is meant to exhaust. */
function isDeep(value: object): boolean {
  let level: object[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_DEPTH) return true;
    level = level.flatMap((entry) =>
      Object.values(entry).filter((inner) => typeof inner === 'object' && inner),
    );
  }
  return false;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badBody('is not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return MAYBE_LONG.test(text) ? JSON.parse(text, keepDigits as Reviver) : JSON.parse(text);
  } catch (error) {
    const why =
      error instanceof SyntaxError ? error.message.replace(/ is not valid JSON$/, '') : 'it cannot be read';
    throw badBody(`is not valid JSON: ${why}`);
  }
}

type Reviver = (this: unknown, key: string, value: unknown) => unknown;

/** TypeScript does not know the third argument yet. */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || !source) return value;
  const digits = source.replace(/[eE].*$/, '').replace(/^-?0*|\.|-/g, '');
  return digits.length > EXACT_DIGITS && Number.isFinite(value) ? source : value;
}
