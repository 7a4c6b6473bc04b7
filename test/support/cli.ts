import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import { buildIfStale, compileCache } from './built-server.ts';

const root = join(import.meta.dirname, '../..');

/** How a run of the command line ended, and what it printed. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What it printed with --json. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  json: any;
  /** The error that it printed with --json. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into errors of any shape
  error: any;
}

buildIfStale();

/** Runs the built command line, as a process of its own. */
export async function runCli(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<Run> {
  const { DATABASE_URL, DATABASE_MIGRATION_URL, DATA_DIR, ...inherited } = process.env;
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: root,
    env: { ...inherited, ...compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr, json: parsed(stdout), error: parsed(stderr) };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

/** A folder for the files of a test file, removed after it. @returns writes a file and answers its path */
export function files(): (name: string, content: string | Buffer) => string {
  const folder = mkdtempSync(join(tmpdir(), 'inventory-gateway-csv-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** A file of the real catalogue in test/data. */
export const adventureWorks = (name: string): string => join(root, 'test/data/adventureworks', name);
