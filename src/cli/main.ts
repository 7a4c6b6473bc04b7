#!/usr/bin/env node
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { UsageError } from './support/errors.ts';
import { problemOfNode } from './support/node-version.ts';
import { reportError } from './support/verb.ts';

try {
  const problem = problemOfNode(process.version);
  if (problem !== null) throw new UsageError(problem);
  await createProgram().parseAsync();
} catch (error) {
  const json = process.argv.includes('--json');
  if (!(error instanceof CommanderError)) reportError(error, json);
  else if (error.code.startsWith('commander.help') || error.code === 'commander.version')
    process.exitCode = error.exitCode; // what was asked for is printed already
  else reportError(new UsageError(error.message.replace(/^error: /, '')), json);
}
