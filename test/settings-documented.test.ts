import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../src/settings.ts';

describe('docs/operations.md', () => {
  it('documents every setting once', () => {
    const documented = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      ([, name]) => name,
    );
    const optional = [
      'DATABASE_URL',
      'DATABASE_MIGRATION_URL',
      'REDIS_URL',
      'TRUSTED_DOCUMENTS',
      'JWKS_URL',
      'JWT_ISSUER',
      'JWT_AUDIENCE',
    ];
    expect(documented.toSorted()).toEqual([...Object.keys(readSettings({})), ...optional].toSorted());
  });
});
