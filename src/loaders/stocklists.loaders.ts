import DataLoader from 'dataloader';
import {
  linesByStocklists,
  type StocklistLineRow,
  type StocklistRow,
  stocklistsByIds,
} from '../domain/stocklists/stocklists.query.ts';
import { grouped } from './in-order.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Stocklists by id, within one operation. */
export const stocklistsById = (tx: OpenTx): DataLoader<string, StocklistRow | null> =>
  rowsById(tx, stocklistsByIds);

/** Lines of stocklists by the stocklist's id. */
export function linesByStocklist(tx: OpenTx): DataLoader<string, StocklistLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByStocklists(await tx(), ids), ({ stocklistId }) => stocklistId),
  );
}
