import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script, without types
import { problemsOf } from '../../scripts/check-supply-chain.mjs';

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const manifest = read('package.json');
const lock = read('package-lock.json');
/** The problems when one entry of the lock file is another. */
const withEntry = (change: object, more: object = {}) =>
  problemsOf(
    { ...manifest, ...more },
    { packages: { ...lock.packages, 'node_modules/pg': { ...lock.packages['node_modules/pg'], ...change } } },
  );

describe('the supply chain', () => {
  it('has nothing that was not looked at', () => expect(problemsOf(manifest, lock)).toEqual([]));

  it.each([
    [{ license: 'AGPL-3.0' }, /licence/],
    [{ license: 'MIT AND GPL-3.0-only' }, /licence/],
    [{ license: undefined }, /licence/],
    [{ integrity: undefined }, /checksum/],
    [{ resolved: 'git+ssh://git@example.org/pg.git' }, /registry/],
    [{ hasInstallScript: true }, /install script/],
  ])('is refused with %j', (change, problem) => {
    expect(withEntry(change)).toEqual([expect.stringMatching(problem)]);
  });

  it('is refused with a range of versions, or a review of what is gone', () => {
    const dependencies = { ...manifest.dependencies, pg: '^8.0.0' };
    expect(withEntry({}, { dependencies })).toEqual([expect.stringMatching(/exact/)]);
    const allowScripts = { ...manifest.allowScripts, pg: true };
    expect(withEntry({}, { allowScripts })).toEqual([expect.stringMatching(/any more/)]);
    expect(withEntry({ license: '(GPL-3.0-only OR MIT)' })).toEqual([]);
  });
});
