import { SingleBar } from 'cli-progress';
import type { CommonOptions } from './verb.ts';

/** Shows how far some work has come, to people: on a terminal, and not where JSON is asked for. */
export async function withProgress<T>(
  total: number,
  { json }: CommonOptions,
  work: (progress: (done: number) => void, setTotal: (total: number) => void) => Promise<T>,
): Promise<T> {
  const nothing = () => undefined;
  if (json || !process.stderr.isTTY) return work(nothing, nothing);
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value} of {total} rows | {duration_formatted}',
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(total, 0);
  try {
    return await work(
      (done) => bar.increment(done),
      (known) => bar.setTotal(known),
    );
  } finally {
    bar.stop();
  }
}
