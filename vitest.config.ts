import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // one copy of graphql: its CommonJS and ESM builds do not know each other's types
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: false } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // a hang is found in the end; how slow a machine may be is not what tests are about
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    // a module is loaded once for all files of a worker: files share no state, each has a database of its own
    isolate: false,
    maxWorkers: 2,
  },
});
