import DataLoader from 'dataloader';
import {
  linesByDocuments,
  type StockDocumentLineRow,
  type StockDocumentRow,
  stockDocumentsByIds,
} from '../domain/adjustments/adjustments.query.ts';
import {
  historyByDocuments,
  linesByReservations,
  type ReservationLineRow,
  type StatusChangeRow,
} from '../domain/reservations/reservations.query.ts';
import { type StockItemRow, stockItemsByIds } from '../domain/stock/stock-items.query.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { grouped, inOrder } from './in-order.ts';

/** Stock items by id, as they are at the moment of the request. */
export function stockItemsById(tx: () => Promise<Tx>, now: Date): DataLoader<string, StockItemRow | null> {
  return new DataLoader(async (ids) => inOrder(ids, await stockItemsByIds(await tx(), now, ids)));
}

/** Acts on the ledger by id. */
export function stockDocumentsById(tx: () => Promise<Tx>): DataLoader<string, StockDocumentRow | null> {
  return new DataLoader(async (ids) => inOrder(ids, await stockDocumentsByIds(await tx(), ids)));
}

/** Lines of acts on the ledger by the act's id. */
export function linesByDocument(tx: () => Promise<Tx>): DataLoader<string, StockDocumentLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByDocuments(await tx(), ids), ({ documentId }) => documentId),
  );
}

/** Lines of reservations by the reservation's id. */
export function linesByReservation(
  tx: () => Promise<Tx>,
  now: Date,
): DataLoader<string, ReservationLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByReservations(await tx(), now, ids), ({ reservationId }) => reservationId),
  );
}

/** Status histories by the document's id. */
export function historyByDocument(tx: () => Promise<Tx>): DataLoader<string, StatusChangeRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await historyByDocuments(await tx(), ids), ({ documentId }) => documentId),
  );
}
