import type { Cluster } from './ground/cluster.ts';

/** What a scenario found of one promise. */
export interface Finding {
  /** The number of the promise in `promises.ts`. */
  promise: number;
  held: boolean;
  /** The figure that was reached, in words. */
  figure: string;
  /** What was seen, where it was not held. */
  seen?: string;
}

/** How large a run is: `full` is what the promises name, `quick` is for working on a scenario. */
export type Size = 'full' | 'quick';

/** What a scenario runs on. */
export interface Ground {
  readonly cluster: Cluster;
  readonly size: Size;
  /** So many, or a twentieth (at least `least`) in a quick run. */
  times(full: number, least?: number): number;
}

/** Something that is really done to running gateways. Leaves nothing behind but its findings. */
export interface Scenario {
  readonly name: string;
  readonly promises: readonly number[];
  /** Begins what can go on beside the other scenarios, and asks for no more than they leave. */
  begin?(ground: Ground): void;
  run(ground: Ground): Promise<Finding[]>;
}

/** A finding from conditions, each with what is to be said when it does not hold. */
export function finding(
  promise: number,
  figure: string,
  conditions: Record<string, boolean>,
  seen: unknown = undefined,
): Finding {
  const broken = Object.entries(conditions)
    .filter(([, holds]) => !holds)
    .map(([what]) => what);
  if (broken.length === 0) return { promise, held: true, figure };
  const more = seen === undefined ? '' : `: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`;
  return { promise, held: false, figure, seen: `not so: ${broken.join('; ')}${more}`.slice(0, 600) };
}
