import fc from 'fast-check';
import { type ModelDatabase, ModelGateway } from './gateway.ts';
import { operations } from './operations.ts';
import { Tally, Trial } from './trial.ts';

/** How much is checked, and where. */
export interface ModelCheck {
  database: ModelDatabase;
  seeds: number;
  /** Operations of each seed. */
  steps: number;
  /** Default: 1. */
  firstSeed?: number;
  /** Seeds at the same time, default: 4. */
  parallel?: number;
  /** Where a failing seed had shrunk to: with it only that list is run. */
  path?: string | null;
  /** How long a failing seed may shrink, in milliseconds; default: a minute; 0: not at all. */
  shrinkMs?: number;
  /** Hears of each seed that is done. */
  onProgress?(done: number, tally: Tally): void;
}

/** A seed whose gateway and model differ. */
export interface ModelDifference {
  seed: number;
  path: string;
  /** What to set to run it again. */
  replay: string;
  message: string;
  /** The operations that are left after shrinking. */
  operations: unknown;
}

/** What was checked. */
export interface ModelReport {
  seeds: number;
  steps: number;
  refusals: number;
  faults: number;
  replays: number;
  milliseconds: number;
  /** For each operation how often it came to what. */
  outcomes: Record<string, Record<string, number>>;
  differences: ModelDifference[];
}

/** Most differences that are shrunk: the first ones tell enough. */
const MOST_DIFFERENCES = 5;

/**
 * Runs lists of operations over all capabilities against the gateway and against the model, and compares the two after
 * each step. A seed is one list in an organization of its own; several run side by side.
 */
export async function runModelCheck(check: ModelCheck): Promise<ModelReport> {
  const { database, seeds, firstSeed = 1, parallel = 4, onProgress } = check;
  const began = performance.now();
  const gateway = await ModelGateway.open(database, parallel + 1);
  const tally = new Tally();
  const differences: ModelDifference[] = [];
  let next = firstSeed;
  let done = 0;
  const work = async () => {
    while (next < firstSeed + seeds && differences.length < MOST_DIFFERENCES) {
      const seed = next++;
      const difference = await runSeed(gateway, seed, check, tally);
      if (difference) differences.push(difference);
      done += 1;
      onProgress?.(done, tally);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, work));
  } finally {
    await gateway.close();
  }
  const { steps, refusals, faults, replays } = tally;
  const outcomes = Object.fromEntries(
    [...tally.outcomes]
      .sort()
      .map(([name, counts]) => [name, Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]))]),
  );
  return {
    seeds: done,
    steps,
    refusals,
    faults,
    replays,
    milliseconds: performance.now() - began,
    outcomes,
    differences,
  };
}

async function runSeed(
  gateway: ModelGateway,
  seed: number,
  { steps, path = null, shrinkMs = 60_000 }: ModelCheck,
  tally: Tally,
): Promise<ModelDifference | null> {
  let counted = tally;
  const property = fc.asyncProperty(operations(steps), async (list) => {
    const trial = await Trial.open(gateway, seed, counted);
    // what is run to shrink a difference is not counted
    counted = new Tally();
    await trial.run(list);
  });
  const parameters = { seed, numRuns: 1, unbiased: true };
  const whole = await fc.check(property, {
    ...parameters,
    endOnFailure: true,
    ...(path === null ? {} : { path }),
  });
  if (!whole.failed) return null;
  const shrunk =
    path === null &&
    shrinkMs > 0 &&
    (await fc.check(property, { ...parameters, interruptAfterTimeLimit: shrinkMs }));
  const details = shrunk && shrunk.counterexample !== null ? shrunk : whole;
  const found = details.counterexamplePath ?? '0';
  const error = details.errorInstance;
  return {
    seed,
    path: found,
    replay: `MODEL_SEED=${seed} MODEL_STEPS=${steps} MODEL_PATH=${found} npm exec -- vitest run test/model`,
    message: error instanceof Error ? error.message : String(error),
    operations: details.counterexample?.[0] ?? [],
  };
}
