import DataLoader from 'dataloader';
import { linesByDocuments, type StockDocumentLineRow } from '../domain/adjustments/adjustments.query.ts';
import { linesByTransfers, type TransferLineRow } from '../domain/transfers/transfer-lines.query.ts';
import { actsOfTransfers } from '../domain/transfers/transfers.query.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { grouped } from './in-order.ts';

/** Lines of transfers by the transfer's id. */
export function linesByTransfer(tx: () => Promise<Tx>): DataLoader<string, TransferLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByTransfers(await tx(), ids), ({ transferId }) => transferId),
  );
}

/** Movements that transfers caused, act after act, by the transfer's id. */
export function movementsByTransfer(tx: () => Promise<Tx>): DataLoader<string, StockDocumentLineRow[]> {
  return new DataLoader(async (ids) => {
    const acts = await actsOfTransfers(await tx(), ids);
    const transferOf = new Map(acts.map(({ id, transferId }) => [id, transferId]));
    const lines = await linesByDocuments(await tx(), [...transferOf.keys()]);
    const byAct = Map.groupBy(lines, ({ documentId }) => documentId);
    const inOrder = acts.flatMap(({ id }) => byAct.get(id) ?? []);
    return grouped(ids, inOrder, ({ documentId }) => transferOf.get(documentId) ?? '');
  });
}
