import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ModelReport } from '../../model/run-model-check.ts';
import { finding, type Ground, type Scenario } from '../scenario.ts';

/** As many processes as there are cores: one alone waits for PostgreSQL half of its time. */
const PROCESSES = 2;

let started: Promise<ModelReport>[] = [];

/** 33: random acts over all capabilities, on the gateway and on a model in memory, with connections cut at commit. */
export const model: Scenario = {
  name: 'model check',
  promises: [33, 3],
  // it has no figures of time, and is half of the work: it takes what the other scenarios leave while they wait
  begin(ground) {
    const share = shareOf(ground);
    const firstSeed = 1 + (Date.now() % 1_000_000) * 1_000;
    started = Array.from({ length: PROCESSES }, (_, n) => seedsOf(share, firstSeed + n * share));
    for (const one of started) one.catch(() => undefined); // looked at when its turn comes
  },
  async run(ground) {
    const reports = await Promise.all(started);
    const sum = (figure: 'seeds' | 'steps' | 'refusals' | 'faults') =>
      reports.reduce((total, report) => total + report[figure], 0);
    const words = (figure: Parameters<typeof sum>[0]) => sum(figure).toLocaleString('en');
    const differences = reports.flatMap((report) => report.differences);
    return [
      finding(
        33,
        `${words('seeds')} seeds, ${words('steps')} steps, ${words('refusals')} refused, ${words('faults')} faults at commit: ${differences.length} differences`,
        {
          'no difference': differences.length === 0,
          'all seeds were run': sum('seeds') === shareOf(ground) * PROCESSES,
        },
        differences.slice(0, 2),
      ),
    ];
  },
};

const shareOf = ({ times }: Ground): number => Math.ceil(times(1_000, 20) / PROCESSES);

/** Runs some seeds in a process of the lowest priority, on a PostgreSQL of its own that has the same. */
async function seedsOf(seeds: number, firstSeed: number): Promise<ModelReport> {
  const script = join(import.meta.dirname, '../../../scripts/model-check.ts');
  const args = ['--import', 'tsx', script, String(seeds), '200', String(firstSeed)];
  const { stdout } = await promisify(execFile)('nice', ['-n', '19', process.execPath, ...args], {
    env: { ...process.env, MODEL_REPORT: 'json' },
    maxBuffer: 64 * 1_048_576,
  });
  return JSON.parse(stdout) as ModelReport;
}
