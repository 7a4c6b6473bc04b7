import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from './ground/cluster.ts';
import { endGatewayProcesses, takeDefects } from './ground/gateway-process.ts';
import { asMarkdown, asText, rowsOf } from './report.ts';
import type { Finding, Ground, Scenario, Size } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

// npm run test:faults [-- --quick] [--only WORDS] [--write]
//   --quick  a twentieth of every figure, to work on a scenario
//   --only   just the scenarios whose name has these words, or that are of the promise with this number
//   --write  put the table into docs/promises.md
const root = join(import.meta.dirname, '../..');
const args = process.argv.slice(2);
const size: Size = args.includes('--quick') ? 'quick' : 'full';
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : '';
const write = args.includes('--write');

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Runs a scenario; one that fails to run has not held what it was to show. */
async function findingsOf(scenario: Scenario, ground: Ground): Promise<Finding[]> {
  const start = performance.now();
  say(`-- ${scenario.name}`);
  try {
    takeDefects();
    const findings = withoutDefects(await withinTime(scenario, ground));
    const broken = findings.filter(({ held }) => !held);
    for (const { promise, seen } of broken) say(`   ${promise} NOT HELD ${seen}`);
    say(`   ${Math.round((performance.now() - start) / 1000)} s`);
    return findings;
  } catch (error) {
    say(`   failed: ${error instanceof Error ? error.stack : String(error)}`);
    await endGatewayProcesses();
    return scenario.promises.map((promise) => ({
      promise,
      held: false,
      figure: scenario.name,
      seen: `could not be run: ${error instanceof Error ? error.message : String(error)}`.slice(0, 400),
    }));
  }
}

/** An error that nobody expected is a finding, whatever else was found. */
function withoutDefects(findings: Finding[]): Finding[] {
  const defects = takeDefects();
  if (defects.length === 0) return findings;
  const seen = `${defects.length} unexpected errors in the logs: ${defects[0]}`.slice(0, 2_000);
  return findings.map((found) => ({ ...found, held: false, seen }));
}

/** A scenario that hangs is a finding. */
const PATIENCE_MS = 30 * 60_000;

function withinTime(scenario: Scenario, ground: Ground): Promise<Finding[]> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('it did not end within half an hour')), PATIENCE_MS);
  return Promise.race([scenario.run(ground), promise]).finally(() => clearTimeout(timer));
}

async function main(): Promise<boolean> {
  const start = performance.now();
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });
  const cluster = new Cluster();
  await cluster.begin();
  const ground: Ground = {
    cluster,
    size,
    times: (full, least = 1) => (size === 'full' ? full : Math.max(least, Math.ceil(full / 20))),
  };
  const chosen = scenarios.filter(
    ({ name, promises }) => name.includes(only) || promises.includes(Number(only)),
  );
  const findings: Finding[] = [];
  try {
    for (const scenario of chosen) scenario.begin?.(ground);
    for (const scenario of chosen) findings.push(...(await findingsOf(scenario, ground)));
  } finally {
    cluster.thaw();
    await cluster.end();
  }
  const seconds = (performance.now() - start) / 1000;
  const tried = new Set(findings.map(({ promise }) => promise));
  const rows = rowsOf(findings).filter(({ promise }) => only === '' || tried.has(promise));
  process.stdout.write(`${asText(rows)} in ${Math.round(seconds)} s\n`);
  if (write && only === '' && size === 'full')
    writeTable(asMarkdown(rows, { at: new Date(), seconds, complete: true }));
  return rows.every(({ held }) => held);
}

/** Puts the table between the marks of docs/promises.md. */
function writeTable(table: string): void {
  const file = join(root, 'docs/promises.md');
  const [before, rest] = readFileSync(file, 'utf8').split('<!-- table -->');
  const after = rest?.split('<!-- end of table -->')[1] ?? '';
  writeFileSync(file, `${before}<!-- table -->\n${table}\n<!-- end of table -->${after}`);
}

process.exitCode = (await main()) ? 0 : 1;
