import DataLoader from 'dataloader';
import {
  type LineToApproveRow,
  linesToApprove,
} from '../domain/stock-requests/overview/pending-approvals.query.ts';
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

/** Lines that wait for approval, by the request's id. */
export function linesToApproveByStockRequest(tx: OpenTx, now: Date): DataLoader<string, LineToApproveRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesToApprove(await tx(), now, ids), ({ requestId }) => requestId),
  );
}
