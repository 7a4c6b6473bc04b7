// Runs the model check in full size, on a PostgreSQL of its own: `npm exec -- tsx scripts/model-check.ts [SEEDS] [STEPS] [FIRST]`.
import { ownDatabase } from '../test/model/own-database.ts';
import { runModelCheck } from '../test/model/run-model-check.ts';

const [seeds = 1_000, steps = 200, firstSeed = 1] = process.argv.slice(2).map(Number);
const database = await ownDatabase();
try {
  const { outcomes, differences, ...figures } = await runModelCheck({
    database,
    seeds,
    steps,
    firstSeed,
    onProgress: (done, tally) => process.stderr.write(`\r${done} of ${seeds} seeds, ${tally.steps} steps `),
  });
  process.stderr.write('\n');
  for (const [name, counts] of Object.entries(outcomes)) console.log(name.padEnd(22), JSON.stringify(counts));
  console.log({ ...figures, stepsPerSecond: Math.round((figures.steps / figures.milliseconds) * 1_000) });
  for (const { replay, message, operations } of differences)
    console.log(`${replay}\n${message}\n${JSON.stringify(operations)}\n`);
  process.exitCode = differences.length > 0 ? 1 : 0;
} finally {
  await database.stop();
}
