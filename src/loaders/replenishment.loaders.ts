import DataLoader from 'dataloader';
import { linesByDocuments, type StockDocumentLineRow } from '../domain/adjustments/adjustments.query.ts';
import {
  type ReplenishmentRow,
  receiptsOfReplenishments,
  replenishmentsByIds,
} from '../domain/replenishment/replenishments.query.ts';
import { grouped } from './in-order.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Replenishments by id. */
export const replenishmentsById = (tx: OpenTx): DataLoader<string, ReplenishmentRow | null> =>
  rowsById(tx, replenishmentsByIds);

/** Movements of the receipts of replenishments, receipt after receipt, by the replenishment's id. */
export function movementsByReplenishment(tx: OpenTx): DataLoader<string, StockDocumentLineRow[]> {
  return new DataLoader(async (ids) => {
    const acts = await receiptsOfReplenishments(await tx(), ids);
    const of = new Map(acts.map(({ id, replenishmentId }) => [id, replenishmentId]));
    const byAct = Map.groupBy(
      await linesByDocuments(await tx(), [...of.keys()]),
      ({ documentId }) => documentId,
    );
    const inOrder = acts.flatMap(({ id }) => byAct.get(id) ?? []);
    return grouped(ids, inOrder, ({ documentId }) => of.get(documentId) ?? '');
  });
}
