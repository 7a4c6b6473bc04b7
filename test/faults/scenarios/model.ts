import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ModelReport } from '../../model/run-model-check.ts';
import type { Place } from '../ground/cluster.ts';
import { finding, type Scenario } from '../scenario.ts';

/** As many processes as there are cores: one alone waits for PostgreSQL half of its time. */
const PROCESSES = 2;

/** 33: random acts over all capabilities, on the gateway and on a model in memory, with connections cut at commit. */
export const model: Scenario = {
  name: 'model check',
  promises: [33, 3],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const seeds = times(1_000, 20);
    const firstSeed = 1 + (Date.now() % 1_000_000) * 1_000;
    const share = Math.ceil(seeds / PROCESSES);
    const reports = await Promise.all(
      Array.from({ length: PROCESSES }, (_, n) => seedsOf(place, share, firstSeed + n * share)),
    );
    await cluster.drop(place);
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
          'all seeds were run': sum('seeds') === share * PROCESSES,
        },
        differences.slice(0, 2),
      ),
    ];
  },
};

/** Runs some seeds in a process of their own. */
async function seedsOf(place: Place, seeds: number, firstSeed: number): Promise<ModelReport> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      'tsx',
      join(import.meta.dirname, '../../../scripts/model-check.ts'),
      String(seeds),
      '200',
      String(firstSeed),
    ],
    {
      env: { ...process.env, MODEL_DATABASE_URL: place.gatewayUrl, MODEL_OWNER_URL: place.ownerUrl },
      maxBuffer: 64 * 1_048_576,
    },
  );
  return JSON.parse(stdout) as ModelReport;
}
