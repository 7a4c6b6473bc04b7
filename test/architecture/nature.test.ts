import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/**
 * What may ask the machine itself for the time or for chance: the one place that everything else asks, and what lives
 * with the process and not with a request (waiting for PostgreSQL to start, names of temporary files, how long a
 * request took). Nothing of it reaches the books.
 */
const allowed = [
  /^platform\/nature\.ts$/,
  /^platform\/own-postgres\//,
  // performance.now() alone: how long something took, or is kept in memory
  /^platform\/rate-limits\/store\.ts$/,
  /^auth\/(authenticate|fresh)\.ts$/,
  /^platform\/(deadline|workers\/crew)\.ts$/,
  /^http\/(deadline|rest-body)\.ts$/,
  /^http\/observe\.ts$/,
];

const asksTheMachine =
  /Math\.random\(|Date\.now\(|new Date\(\)|performance\.now\(|process\.hrtime|random(Bytes|UUID|Int|FillSync)\b|getRandomValues|monotonicFactory|\bulid\(\)/;

/** Comments may say the words. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

it('nobody asks the machine for the time, for chance or for ids but the nature of the work', () => {
  const root = path.join(import.meta.dirname, '../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) =>
        file.endsWith('.ts') && !file.startsWith('http/pages/browser/') && !file.startsWith('generated/'),
    )
    .filter((file) => !allowed.some((place) => place.test(file)));
  expect(files.length).toBeGreaterThan(300);
  const asking = files.filter((file) =>
    asksTheMachine.test(
      code(readFileSync(path.join(root, file), 'utf8'))
        .replaceAll('nature().ulid()', '')
        .replaceAll('nature().randomBytes', ''),
    ),
  );
  expect(asking).toEqual([]);
});
