// Runs the model check in full size: `npm exec -- tsx scripts/model-check.ts [SEEDS] [STEPS] [FIRST]`, on a PostgreSQL of its
// own. With MODEL_REPORT=json it prints its report as JSON.
import { ownDatabase } from '../test/model/own-database.ts';
import { type ModelReport, runModelCheck } from '../test/model/run-model-check.ts';

const [seeds = 1_000, steps = 200, firstSeed = 1] = process.argv.slice(2).map(Number);
const asJson = process.env.MODEL_REPORT === 'json';

const database = await ownDatabase();
try {
  const onProgress = (done: number, tally: { steps: number }) =>
    process.stderr.write(`\r${done} of ${seeds} seeds, ${tally.steps} steps `);
  const report = await runModelCheck({
    database,
    seeds,
    steps,
    firstSeed,
    ...(asJson ? {} : { onProgress }),
  });
  if (asJson) process.stdout.write(JSON.stringify(report));
  else tell(report);
} finally {
  await database.stop();
}

/** Prints a report for people. */
function tell({ outcomes, differences, ...figures }: ModelReport): void {
  process.stderr.write('\n');
  for (const [name, counts] of Object.entries(outcomes)) console.log(name.padEnd(22), JSON.stringify(counts));
  console.log({ ...figures, stepsPerSecond: Math.round((figures.steps / figures.milliseconds) * 1_000) });
  for (const { replay, message, operations } of differences)
    console.log(`${replay}\n${message}\n${JSON.stringify(operations)}\n`);
  process.exitCode = differences.length > 0 ? 1 : 0;
}
