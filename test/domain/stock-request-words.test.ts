import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchedWords, wordsOf, wordsOfRequest } from '../../src/domain/stock-requests/words.rules.ts';

describe('the words of a stock request', () => {
  it.each<[text: string, words: string[]]>([
    ['Team Heron, ward-3!', ['team', 'heron', 'ward-3']],
    ['  50%_off  ', ['50', '_off']],
    ['Ärzte & Café', ['ärzte', 'café']],
    ['a.b. -c- ...', ['a.b', 'c']],
    ['same Same SAME', ['same']],
    ['', []],
    ['%', []],
  ])('%j', (text, words) => {
    expect(wordsOf([text])).toEqual(words);
  });

  it('of a number are found with and without its letters and zeros', () => {
    const request = { number: 'SR-000120', requesterId: 'key_1', requestedFor: null, notes: 'Soon' };
    expect(wordsOfRequest(request)).toEqual(['sr-000120', '000120', '120', 'key_1', 'soon']);
  });

  it('whatever was written is found by any of its words, or by their beginnings', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        fc.integer({ min: 1, max: 70 }),
        (notes, which, length) => {
          const kept = wordsOfRequest({ number: 'SR-1', requesterId: 'k', requestedFor: null, notes });
          const parts = wordsOf([notes]);
          const [word] = parts.slice(which % Math.max(1, parts.length));
          if (word === undefined) return;
          for (const searched of searchedWords([...word].slice(0, length).join('')))
            expect(kept.some((each) => each >= searched && each.startsWith(searched))).toBe(true);
        },
      ),
    );
  });

  it('are few and short enough for an index', () => {
    const long = wordsOf(['x'.repeat(500)]);
    expect(long).toEqual(['x'.repeat(64)]);
    expect(searchedWords(Array.from({ length: 50 }, (_, n) => `w${n}`).join(' '))).toHaveLength(8);
  });
});
