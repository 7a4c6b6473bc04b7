import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Place } from './cluster.ts';

const root = join(import.meta.dirname, '../../..');

/** Runs a verb of the built command line with --json. @throws when it fails */
// biome-ignore lint/suspicious/noExplicitAny: answers of any verb
export async function commandLine(place: Place, ...args: string[]): Promise<any> {
  const { DATA_DIR, ...inherited } = process.env;
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args, '--json'], {
    cwd: root,
    env: { ...inherited, DATABASE_URL: place.gatewayUrl, DATABASE_MIGRATION_URL: place.ownerUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stdout} ${stderr}`);
  return JSON.parse(stdout);
}
