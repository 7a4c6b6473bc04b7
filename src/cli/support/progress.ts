import { SingleBar } from 'cli-progress';
import type { CommonOptions } from './verb.ts';

/** Shows how far some work has come, to people: on a terminal, and not where JSON is asked for. */
export async function withProgress<T>(
  total: number,
  { json }: CommonOptions,
  work: (progress: (done: number) => void) => Promise<T>,
): Promise<T> {
  if (json || !process.stderr.isTTY) return work(() => undefined);
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value} of {total} rows | {duration_formatted}',
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(total, 0);
  try {
    return await work((done) => bar.increment(done));
  } finally {
    bar.stop();
  }
}
