import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { promises } from './promises.ts';
import type { Finding } from './scenario.ts';

/** What is said of one promise: all its findings together. */
export interface Row {
  promise: number;
  title: string;
  held: boolean;
  figures: string[];
  seen: string[];
}

/** One row for each promise; one that nothing was found of is not held. */
export function rowsOf(findings: readonly Finding[]): Row[] {
  return Object.entries(promises).map(([number, title]) => {
    const own = findings.filter(({ promise }) => promise === Number(number));
    return {
      promise: Number(number),
      title,
      held: own.length > 0 && own.every(({ held }) => held),
      figures: [...new Set(own.map(({ figure }) => figure))],
      seen: own.length > 0 ? own.flatMap(({ seen }) => (seen ? [seen] : [])) : ['nothing was run for it'],
    };
  });
}

/** The table as a terminal shows it. */
export function asText(rows: readonly Row[]): string {
  const lines = rows.map(({ promise, title, held, figures, seen }) =>
    [
      `${String(promise).padStart(2)}  ${held ? 'held    ' : 'NOT HELD'}  ${title}`,
      ...figures.map((figure) => `              ${figure}`),
      ...seen.map((what) => `              !! ${what}`),
    ].join('\n'),
  );
  const held = rows.filter((row) => row.held).length;
  return [...lines, '', `${held} of ${rows.length} promises held`].join('\n');
}

/** Where and when a run was. */
export interface Run {
  at: Date;
  seconds: number;
  complete: boolean;
}

/** The same table for `docs/promises.md`. */
export function asMarkdown(rows: readonly Row[], { at, seconds }: Run): string {
  const body = rows.map(
    ({ promise, title, held, figures, seen }) =>
      `| ${promise} | ${title} | ${held ? 'held' : '**not held**'} | ${cell([...figures, ...seen.map((what) => `**${what}**`)])} |`,
  );
  return [
    `Run of ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC in ${Math.round(seconds / 60)} minutes on ${machine()}, commit ${commit()}.`,
    '',
    '| # | promise | | figure reached |',
    '|---|---|---|---|',
    ...body,
  ].join('\n');
}

const cell = (parts: readonly string[]): string =>
  parts.join('; ').replaceAll('|', '\\|').replaceAll('\n', ' ');

function machine(): string {
  const cores = cpus();
  return `${cores.length} cores (${cores[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}, Node ${process.versions.node}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
