import { runModelCheck } from '../../model/run-model-check.ts';
import { finding, type Scenario } from '../scenario.ts';

/** 33: random acts over all capabilities, on the gateway and on a model in memory, with connections cut at commit. */
export const model: Scenario = {
  name: 'model check',
  promises: [33, 3],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const seeds = times(1_000, 20);
    const report = await runModelCheck({
      database: { databaseUrl: place.gatewayUrl, ownerUrl: place.ownerUrl },
      seeds,
      steps: 200,
      firstSeed: 1 + (Date.now() % 1_000_000) * 1_000,
      parallel: 6,
      onProgress: (done) => {
        if (done % 50 === 0) process.stderr.write(`   ${done} of ${seeds} seeds\n`);
      },
    });
    await cluster.drop(place);
    const figure = `${report.seeds.toLocaleString('en')} seeds, ${report.steps.toLocaleString('en')} steps, ${report.refusals.toLocaleString('en')} refused, ${report.faults.toLocaleString('en')} faults at commit: ${report.differences.length} differences`;
    return [
      finding(
        33,
        figure,
        { 'no difference': report.differences.length === 0, 'all seeds were run': report.seeds === seeds },
        report.differences.slice(0, 2),
      ),
    ];
  },
};
