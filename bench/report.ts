import { cpus, totalmem } from 'node:os';
import type { BatchCost } from './extremes.ts';
import type { Measured } from './measure.ts';
import type { Workload } from './workloads/workloads.ts';

/** A workload on each server: the median of its rounds. */
export interface Result {
  workload: Workload;
  by: Map<string, Measured>;
}

/** Everything that a run came to. */
export interface Report {
  at: Date;
  commit: string;
  size: string;
  rounds: number;
  seconds: number;
  results: Result[];
  hot: Measured | null;
  batch: BatchCost | null;
}

const fixed = (value: number, digits = 2): string => (Number.isFinite(value) ? value.toFixed(digits) : '-');

/** The gateway's throughput as a multiple of another server's. */
function ratioTo({ by }: Result, server: string): number {
  return (by.get('gateway')?.perSecond ?? Number.NaN) / (by.get(server)?.perSecond ?? Number.NaN);
}

const against = (result: Result, server: string, goal: number): string => {
  const ratio = ratioTo(result, server);
  return `${fixed(ratio)} x (goal ${goal} x: ${ratio >= goal ? 'reached' : 'not reached'})`;
};

/** The report as Markdown. */
export function asMarkdown(report: Report): string {
  const { results, hot, batch } = report;
  const ratios = results.map(
    (result) =>
      `| ${result.workload.id} | ${result.workload.what} | ${against(result, 'RAW', result.workload.goals.raw)} | ${against(result, 'RAW-OURS', result.workload.goals.ours)} |`,
  );
  const figures = results.flatMap(({ workload, by }) =>
    [...by].map(
      ([server, m]) =>
        `| ${workload.id} | ${server} | ${fixed(m.perSecond, 0)} | ${fixed(m.p50, 0)} | ${fixed(m.p99, 0)} | ${fixed(m.serverMs)} | ${fixed(m.postgresMs)} | ${fixed(m.statements, 1)} |`,
    ),
  );
  return [
    '# Results of `npm run bench`',
    '',
    `Run of ${report.at.toISOString().slice(0, 16).replace('T', ' ')} UTC at commit ${report.commit} on ${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}. ${report.size}; 16 connections, ${report.rounds} interleaved rounds of ${report.seconds} s, medians; every answer checked. How it is measured: [performance](../docs/performance.md).`,
    '',
    '| | workload | against RAW | against RAW-OURS |',
    '|---|---|---|---|',
    ...ratios,
    ...(hot
      ? [
          `| W6 | one hot item, 64 writers | p50 ${fixed(hot.p50, 0)} ms, p99 ${fixed(hot.p99, 0)} ms (goal under 10 x p50: ${hot.p99 < 10 * hot.p50 ? 'reached' : 'not reached'}) | ${fixed(hot.perSecond, 0)} a second, ${hot.wrong.length} errors |`,
        ]
      : []),
    ...(batch
      ? [
          `| W7 | batch: ${batch.lines.toLocaleString('en')} adjustment lines in one request | ${fixed(batch.postgresMs, 3)} ms of PostgreSQL a line (goal under 0.25: ${batch.postgresMs < 0.25 ? 'reached' : 'not reached'}) | ${fixed(batch.serverMs, 3)} ms of the gateway a line, answer after ${fixed(batch.answerMs, 0)} ms |`,
        ]
      : []),
    '',
    'Requests a second, latency in ms, CPU of the server and of PostgreSQL in ms a request, statements a request (frames of transactions among them):',
    '',
    '| | server | requests/s | p50 | p99 | server CPU | PostgreSQL CPU | statements |',
    '|---|---|---|---|---|---|---|---|',
    ...figures,
    ...(hot
      ? [
          `| W6 | gateway | ${fixed(hot.perSecond, 0)} | ${fixed(hot.p50, 0)} | ${fixed(hot.p99, 0)} | ${fixed(hot.serverMs)} | ${fixed(hot.postgresMs)} | ${fixed(hot.statements, 1)} |`,
        ]
      : []),
    '',
  ].join('\n');
}
