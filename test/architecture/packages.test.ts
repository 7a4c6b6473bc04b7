import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Runs a module of a few lines as production does: by Node itself, without vitest's resolution. */
const node = (source: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', source], { cwd: root, encoding: 'utf8' });

describe('packages', () => {
  it('there is one copy of graphql, and every importer gets the same file of it', () => {
    const copies = Object.keys(lock.packages).filter((path) => path.endsWith('node_modules/graphql'));
    expect(copies).toEqual(['node_modules/graphql']);
    const loaded = node(`
      import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      const mine = await import('graphql');
      await Promise.all(['@apollo/server', 'type-graphql', 'graphql-scalars'].map((name) => import(name)));
      for (const name of ['graphql-jit', 'graphql-middleware']) require(name);
      const files = Object.keys(require.cache).filter((file) => /node_modules.graphql.index/.test(file));
      console.log(JSON.stringify({ same: mine.GraphQLObjectType === require('graphql').GraphQLObjectType, files }));
    `);
    expect(JSON.parse(loaded)).toMatchObject({
      same: true,
      files: [join(root, 'node_modules/graphql/index.js')],
    });
  });

  it('the tests run with that copy', async () => {
    const { GraphQLObjectType } = await import('graphql');
    const required = createRequire(import.meta.url)('graphql');
    expect(GraphQLObjectType).toBe(required.GraphQLObjectType);
  });

  it('the versions that are installed are written down exactly, except of types', () => {
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    const loose = Object.entries(named).filter(
      ([name, version]) => !name.startsWith('@types/') && !/^\d+\.\d+\.\d+/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });
});
