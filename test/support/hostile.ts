import fc from 'fast-check';
import { expect } from 'vitest';

/** JSON text that `JSON.stringify` cannot make: `1e400`, `NaN`, a number of 400 digits. */
class Token {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** Keys and values in their order, so that a key can come twice. */
class Pairs {
  readonly pairs: readonly (readonly [string, unknown])[];
  constructor(pairs: readonly (readonly [string, unknown])[]) {
    this.pairs = pairs;
  }
}

/** The JSON text of a value with tokens and doubled keys in it. */
export function jsonText(value: unknown): string {
  if (value instanceof Token) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  const pairs = value instanceof Pairs ? value.pairs : isObject(value) ? Object.entries(value) : null;
  if (pairs) return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`).join(',')}}`;
  return JSON.stringify(value) ?? 'null';
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Texts that break what takes texts on trust. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202egnp.exe',
    '\u200b',
    '👩‍👩‍👧‍👦',
    'ﷺ',
    'İı',
    'é'.normalize('NFD'),
    "'; drop table stock_item; --",
    "' or '1'='1",
    '%',
    '_',
    '\\',
    '%00',
    '$1',
    '{ viewer { id } }',
    '...on Query{__typename}',
    '${1+1}',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'NaN',
    'Infinity',
    '-Infinity',
    'infinity',
    '1e400',
    '0x10',
    '1_000',
    '２',
    '1.00001',
    '9999-12-31',
    '0001-01-01',
    '2023-02-29',
    '2026-13-01',
    '9999-12-31T23:59:59-23:59',
    '2026-06-30T23:59:60Z',
    'now',
    'epoch',
  ),
  fc.constantFrom(256, 5_000, 100_000).map((length) => 'x'.repeat(length)),
  fc.constant('😀'.repeat(255)),
  fc.constant('😀'.repeat(127)),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
);

const hostileNumber = fc.oneof(
  fc
    .constantFrom(
      '-0',
      '1e308',
      '-1e308',
      '1e400',
      '1.00001',
      '1e-5',
      '0.00001',
      '1e20',
      '2147483648',
      '-1',
      '0',
      '0.1',
    )
    .map((text) => new Token(text)),
  fc
    .constantFrom(
      '9'.repeat(400),
      `0.${'1'.repeat(400)}`,
      '123456789012345678901.5',
      '999999999.99999',
      '1000000000',
    )
    .map((text) => new Token(text)),
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
);

const nested = (depth: number, open: string, close: string) =>
  new Token(`${open.repeat(depth)}1${close.repeat(depth)}`);

/** Anything that JSON can say, and some things that it cannot. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 5, arbitrary: hostileNumber },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [{}], { id: 1 }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('NaN', 'Infinity', 'undefined', '01', "'x'").map((text) => new Token(text)),
  },
  { weight: 1, arbitrary: fc.constantFrom(40, 1_000, 100_000).map((depth) => nested(depth, '[', ']')) },
  { weight: 1, arbitrary: fc.constantFrom(40, 1_000, 60_000).map((depth) => nested(depth, '{"a":', '}')) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toJSON')
      .map((key) => new Token(`{"${key}":{"x":1}}`)),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Something done to a request that was good. */
type Change = (json: unknown) => unknown;

/** Every place in a JSON value, outermost first. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (!isObject(value) || value instanceof Token || value instanceof Pairs) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function replaced(value: unknown, path: (string | number)[], change: Change): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((inner, index) => (index === key ? replaced(inner, rest, change) : inner));
  const entries = Object.entries(value as object).map(([name, inner]) => [
    name,
    name === key ? replaced(inner, rest, change) : inner,
  ]);
  return Object.fromEntries(entries);
}

const within =
  (pick: number, change: Change): Change =>
  (json) => {
    const places = placesIn(json);
    return replaced(json, places[Math.floor(pick * places.length)] ?? [], change);
  };
// mostly what is deep inside
const place = fc.double({ min: 0, max: 0.999, noNaN: true }).map(Math.sqrt);
const keys = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'expectedVersion',
    'id',
    'lines',
    'notes',
    'binId',
    'lotNumber',
    'unknown',
    '',
  ),
  hostileText.filter((text) => text.length < 1_000),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(place, hostileValue).map(([at, value]) => within(at, () => value)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, keys, hostileValue)
      .map(([at, key, value]) =>
        within(at, (json) =>
          isObject(json) && !Array.isArray(json)
            ? new Pairs([...Object.entries(json), [key, value]])
            : { [key]: json },
        ),
      ),
  },
  { weight: 1, arbitrary: place.map((at) => within(at, (json) => [json])) },
  { weight: 1, arbitrary: place.map((at) => within(at, () => undefined)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(place, fc.constantFrom(0, 2, 1_001))
      .map(([at, count]) =>
        within(at, (json) => Array.from({ length: count }, () => (Array.isArray(json) ? json[0] : json))),
      ),
  },
);

/** Changes, one after another, of a request's JSON; none at all leaves it good. */
export const changes: fc.Arbitrary<Change> = fc
  .array(change, { maxLength: 3 })
  .map(
    (several) => (json: unknown) =>
      several.reduce(
        (value, next) => (value instanceof Token || value instanceof Pairs ? value : next(value)),
        json,
      ),
  );

/** What an answer must never contain: stacks, SQL, names of the inside. */
const inside =
  /\n\s+at |node_modules|file:\/\/|\/src\/|\.[tj]s:\d|\bTypeError|\bRangeError|Cannot read|is not a function|call stack|\borg_id\b|violates|duplicate key value|relation "|column "|invalid input syntax|insert into |returning |set_config|row-level security|\bkysely|mikro/i;

/** Holds for every answer: no failure of ours, nothing of the inside, in time. */
export function expectCalm({
  status,
  text,
  milliseconds,
}: {
  status: number;
  text: string;
  milliseconds: number;
}): void {
  expect(status, text).toBeLessThan(502);
  expect(status, text).not.toBe(500);
  expect(inside.exec(text)?.[0], text.slice(0, 2_000)).toBeUndefined();
  expect(milliseconds).toBeLessThan(5_000);
}

const seconds = Number(process.env.FUZZ_SECONDS ?? 12);

/** How long a test of random requests may take, in milliseconds. */
export const fuzzingTime = (seconds + 78) * 1_000;

/** How a run of random requests is made: again with FUZZ_SEED, longer with FUZZ_RUNS and FUZZ_SECONDS. */
export function fuzzing(runs: number): fc.Parameters<unknown> {
  const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);
  const numRuns = Number(process.env.FUZZ_RUNS ?? runs);
  console.info(`fuzzing with FUZZ_SEED=${seed} FUZZ_RUNS=${numRuns}, at most ${seconds} s`);
  return { seed, numRuns, interruptAfterTimeLimit: seconds * 1_000, maxSkipsPerRun: 10 };
}
