import DataLoader from 'dataloader';
import { linesByDocuments, type StockDocumentLineRow } from '../domain/adjustments/adjustments.query.ts';
import { actsOfRequests } from '../domain/stock-requests/acts.query.ts';
import { commentsByRequests, type StockRequestCommentRow } from '../domain/stock-requests/comments.query.ts';
import { type PickListEntryRow, pickListsByRequests } from '../domain/stock-requests/pick-list.query.ts';
import {
  linesByStockRequests,
  type StockRequestLineRow,
} from '../domain/stock-requests/stock-request-lines.query.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { grouped } from './in-order.ts';

/** Lines of stock requests by the request's id. */
export function linesByStockRequest(tx: () => Promise<Tx>): DataLoader<string, StockRequestLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByStockRequests(await tx(), ids), ({ requestId }) => requestId),
  );
}

/** Comments on stock requests by the request's id. */
export function commentsByStockRequest(tx: () => Promise<Tx>): DataLoader<string, StockRequestCommentRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await commentsByRequests(await tx(), ids), ({ requestId }) => requestId),
  );
}

/** Pick lists of stock requests by the request's id. */
export function pickListByStockRequest(tx: () => Promise<Tx>): DataLoader<string, PickListEntryRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await pickListsByRequests(await tx(), ids), ({ requestId }) => requestId),
  );
}

/** Movements that stock requests caused, act after act, by the request's id. */
export function movementsByStockRequest(tx: () => Promise<Tx>): DataLoader<string, StockDocumentLineRow[]> {
  return new DataLoader(async (ids) => {
    const acts = await actsOfRequests(await tx(), ids);
    const requestOf = new Map(acts.map(({ id, requestId }) => [id, requestId]));
    const lines = await linesByDocuments(await tx(), [...requestOf.keys()]);
    const byAct = Map.groupBy(lines, ({ documentId }) => documentId);
    const inOrder = acts.flatMap(({ id }) => byAct.get(id) ?? []);
    return grouped(ids, inOrder, ({ documentId }) => requestOf.get(documentId) ?? '');
  });
}
