import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventTypes, isEventPattern } from '../../src/domain/webhooks/event-types.rules.ts';
import { MAX_ATTEMPTS, waitAfter } from '../../src/domain/webhooks/webhooks.rules.ts';

const known = Object.keys(eventTypes);
const sources = globSync('src/domain/**/*.ts', { cwd: new URL('../..', import.meta.url) }).filter(
  (file) => !file.includes('event-types'),
);
const textOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const texts = sources.map(textOf);

describe('the list of events', () => {
  it('has every event that a command emits', () => {
    const emitted = texts.flatMap((text) => [
      ...[...text.matchAll(/event: '([^']+)'/g)].map(([, type]) => type),
      // emitted under a name that is put together: told here what of
      ...[...text.matchAll(/noun: '([a-z-]+)'/g)].map(([, noun]) => `${noun}.changed`),
      ...[...text.matchAll(/const verbs = \{([\s\S]*?)\n\}/g)].flatMap(([, steps = '']) =>
        steps.includes('event:') ? [] : [...steps.matchAll(/: '([^']+)'/g)].map(([, type]) => type),
      ),
    ]);
    expect(emitted.length).toBeGreaterThan(50);
    expect([...new Set(emitted)].filter((type) => !known.includes(type ?? ''))).toEqual([]);
  });

  it('has nothing that no command emits', () => {
    const all = texts.join('\n');
    const capabilityOf = (type: string) => type.split('.')[0] ?? '';
    const made = ['webhook.test'];
    for (const type of known) {
      const [verb = ''] = type.split('.').slice(1);
      const literal = all.includes(`'${type}'`);
      const put =
        all.includes(`\`${capabilityOf(type)}.$`) ||
        (verb === 'changed' && all.includes(`noun: '${capabilityOf(type)}'`));
      expect([type, literal || put || made.includes(type)]).toEqual([type, true]);
    }
  });

  it('is the one of the guide', () => {
    const guide = textOf('docs/guides/webhooks.md');
    const documented = [...guide.matchAll(/^\| `([a-z-]+\.[a-z-]+)` \| (.+) \|$/gm)].map(
      ([, type, meaning]) => [type, meaning],
    );
    expect(Object.fromEntries(documented)).toEqual(eventTypes);
  });

  it('can be asked for by name, by kind, or whole', () => {
    for (const pattern of ['*', 'stock.*', 'stock.adjusted', 'webhook.*'])
      expect(isEventPattern(pattern)).toBe(true);
    for (const pattern of [
      '',
      'stock',
      'stock.',
      '.*',
      '**',
      'nothing.*',
      'stock.adj*',
      '*.adjusted',
      'STOCK.*',
      'stock-requ.*',
    ])
      expect([pattern, isEventPattern(pattern)]).toEqual([pattern, false]);
  });
});

describe('the waits', () => {
  it('grow from seconds to hours, differ by up to a fifth, and end', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, index) => waitAfter(index + 1, 0.5));
    expect(waits.at(-1)).toBeNull();
    const numbers = waits.slice(0, -1).map(Number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const total = numbers.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    expect(total).toBeGreaterThan(20);
    expect(total).toBeLessThan(26);
    expect([waitAfter(1, 0), waitAfter(1, 1)]).toEqual([4_000, 6_000]);
  });
});
