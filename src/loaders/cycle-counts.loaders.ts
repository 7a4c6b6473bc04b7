import DataLoader from 'dataloader';
import { accuracyOfCounts, type CountAccuracy } from '../domain/cycle-counts/count-accuracy.query.ts';
import {
  type CountLineFilter,
  type CountLineRow,
  linesOfCounts,
} from '../domain/cycle-counts/count-lines.query.ts';
import {
  type CountProgress,
  type CycleCountRow,
  cycleCountsByIds,
  progressOfCounts,
} from '../domain/cycle-counts/cycle-counts.query.ts';
import type { Page, PageRequest } from '../domain/lists.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Cycle counts by id. */
export const cycleCountsById = (tx: OpenTx): DataLoader<string, CycleCountRow | null> =>
  rowsById(tx, cycleCountsByIds);

/** How far cycle counts have come, by their ids, as far as the caller may know. */
export const progressByCycleCount = (
  tx: OpenTx,
  seesStock: boolean,
): DataLoader<string, CountProgress | null> =>
  rowsById(tx, (open, ids) => progressOfCounts(open, ids, seesStock));

/** How near cycle counts were, by their ids; null where the caller may not know. */
export const accuracyByCycleCount = (
  tx: OpenTx,
  seesStock: boolean,
): DataLoader<string, CountAccuracy | null> =>
  rowsById(tx, (open, ids) => accuracyOfCounts(open, ids, seesStock));

/** Which lines of a cycle count are wanted. */
export interface LinesOfCycleCount {
  id: string;
  filter: CountLineFilter;
  page: PageRequest;
}

/** Pages of the lines of cycle counts: those that ask for the same part are read together. */
export function linesByCycleCount(
  tx: OpenTx,
  seesStock: boolean,
): DataLoader<LinesOfCycleCount, Page<CountLineRow>, string> {
  const partOf = ({ filter, page }: LinesOfCycleCount) => JSON.stringify([filter, page]);
  return new DataLoader(
    async (wanted) => {
      const pages = new Map<LinesOfCycleCount, Page<CountLineRow>>();
      for (const same of Map.groupBy(wanted, partOf).values()) {
        const [{ filter, page } = { filter: {}, page: { first: 0 } }] = same;
        const ids = same.map(({ id }) => id);
        const found = await linesOfCounts(await tx(), ids, { filter, page, seesStock });
        for (const [index, one] of same.entries()) {
          const lines = found[index];
          if (lines) pages.set(one, lines);
        }
      }
      return wanted.map((one) => pages.get(one) ?? new Error('The lines of a cycle count are missing'));
    },
    { cacheKeyFn: (one) => JSON.stringify([one.id, partOf(one)]) },
  );
}
