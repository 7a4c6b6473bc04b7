import DataLoader from 'dataloader';
import {
  linesByStockRequests,
  type StockRequestLineRow,
} from '../domain/stock-requests/stock-request-lines.query.ts';
import type { Tx } from '../platform/database/database.ts';
import { grouped } from './in-order.ts';

/** Lines of stock requests by the request's id. */
export function linesByStockRequest(tx: () => Promise<Tx>): DataLoader<string, StockRequestLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByStockRequests(await tx(), ids), ({ requestId }) => requestId),
  );
}
