#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { problemOfNode } from './cli/support/node-version.ts';

const problem = problemOfNode(process.version);
if (problem === null) {
  startFast();
  const { serve } = await import('./cli/serve.ts');
  await serve(process.env);
  module.flushCompileCache?.();
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

/**
 * Of the two seconds that it takes to load a thousand files, reading the source maps of other people's modules is one
 * third and compiling another. So only our own are read, and what V8 made of them is kept beside the build, which
 * replaces it (a folder that cannot be written to is no error). The first releases of Node 22 have not all of it.
 */
function startFast(): void {
  module.setSourceMapsSupport?.(true, { nodeModules: false });
  if (import.meta.filename.endsWith('.js'))
    module.enableCompileCache?.(join(import.meta.dirname, '.compile-cache'));
}
