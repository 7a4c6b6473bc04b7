import DataLoader from 'dataloader';
import { type PutAwaySplitRow, splitsByTasks } from '../domain/put-away/put-away-tasks.query.ts';
import { type SuggestedBinRow, suggestedBins } from '../domain/put-away/suggested-bins.query.ts';
import { grouped } from './in-order.ts';
import type { OpenTx } from './rows-by-id.ts';

/** Where the goods of put-away tasks go, by the task's id. */
export function splitsByPutAwayTask(tx: OpenTx): DataLoader<string, PutAwaySplitRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await splitsByTasks(await tx(), ids), ({ taskId }) => taskId),
  );
}

/** The bin that the goods of a stock item could be put away into, by the item's id. */
export function suggestedBinByItem(tx: OpenTx): DataLoader<string, SuggestedBinRow | null> {
  return new DataLoader(async (ids) => {
    const rows = await suggestedBins(await tx(), ids);
    return grouped(ids, rows, ({ inventoryItemId }) => inventoryItemId).map(([bin]) => bin ?? null);
  });
}
