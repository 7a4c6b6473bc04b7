#!/usr/bin/env node
import { serve } from './cli/serve.ts';
import { problemOfNode } from './cli/support/node-version.ts';

const problem = problemOfNode(process.version);
if (problem === null) await serve(process.env);
else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
