import { type RequestContext, scopeOf } from '../context.ts';
import type { StockDocumentLineRow, StockDocumentRow } from '../domain/adjustments/adjustments.query.ts';
import type { StatusChange } from '../schema/types/stock-document.type.ts';

/** The lines of an act on the ledger: those it came with, else read in a batch. */
export function documentLines(
  context: RequestContext,
  { id, lines }: StockDocumentRow,
): StockDocumentLineRow[] | Promise<StockDocumentLineRow[]> {
  return lines ?? scopeOf(context).loaders.linesByDocument.load(id);
}

/** The history of an act: posted, and perhaps reversed. */
export async function documentHistory(
  context: RequestContext,
  document: StockDocumentRow,
): Promise<StatusChange[]> {
  const posted = {
    from: null,
    to: 'POSTED',
    at: document.createdAt,
    actor: document.createdBy,
    note: document.notes,
  };
  if (document.reversedById === null) return [posted];
  const reversal = await scopeOf(context).loaders.stockDocumentsById.load(document.reversedById);
  if (!reversal) return [posted];
  return [
    posted,
    {
      from: 'POSTED',
      to: 'REVERSED',
      at: reversal.createdAt,
      actor: reversal.createdBy,
      note: reversal.notes,
    },
  ];
}
