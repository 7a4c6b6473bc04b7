import DataLoader from 'dataloader';
import { type BinRow, firstBinsOfLocations } from '../domain/bins/bins.query.ts';
import type { OpenTx } from './rows-by-id.ts';

/** Most bins that a location shows as its own; the query `bins` pages through all. */
const MOST = 100;

/** The first bins of a location, within one operation. */
export function binsByLocation(tx: OpenTx): DataLoader<string, BinRow[]> {
  return new DataLoader(async (locationIds) => {
    const rows = await firstBinsOfLocations(await tx(), locationIds, MOST);
    const found = Map.groupBy(rows, ({ locationId }) => locationId);
    return locationIds.map((id) => found.get(id) ?? []);
  });
}
