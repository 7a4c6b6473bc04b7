import type { Command } from '../command.ts';
import { text } from '../quantity.rules.ts';
import type { Act, PostedAct } from '../stock/post.command.ts';

const verbs: Record<string, { action: string; event: string; documentType: string }> = {
  ADJUSTMENT: { action: 'stock.adjust', event: 'stock.adjusted', documentType: 'Adjustment' },
  LOT_CORRECTION: { action: 'stock.correct-lot', event: 'stock.adjusted', documentType: 'Adjustment' },
  RECORD_STOCK: { action: 'stock.record-count', event: 'stock.adjusted', documentType: 'Adjustment' },
  CONDITION_CHANGE: { action: 'stock.change-condition', event: 'stock.adjusted', documentType: 'Adjustment' },
  CYCLE_COUNT: { action: 'stock.correct-count', event: 'stock.adjusted', documentType: 'Adjustment' },
  PUT_AWAY: { action: 'stock.put-away', event: 'stock.moved', documentType: 'StockMove' },
  TRANSFER: { action: 'stock.transfer', event: 'stock.moved', documentType: 'StockMove' },
  RECEIPT: { action: 'stock.receive', event: 'stock.received', documentType: 'Receipt' },
  ISSUE: { action: 'stock.issue', event: 'stock.issued', documentType: 'Issue' },
  REVERSAL: { action: 'stock.reverse', event: 'stock.reversed', documentType: 'Adjustment' },
};

/** Notes a posted act for the audit trail and the outbox: what was before and after, line by line. */
export function recordAct(command: Command, act: Act, posted: PostedAct): void {
  const { action, event, documentType } = verbs[posted.type] ?? {
    action: 'stock.post',
    event: 'stock.posted',
    documentType: posted.type,
  };
  const line = (quantity: 'before' | 'after') =>
    posted.lines.map((moved) => ({ inventoryItemId: moved.item.id, quantity: text(moved[quantity]) }));
  command.record({
    action,
    event,
    documentType,
    documentId: posted.id,
    before: { lines: line('before') },
    after: {
      number: posted.number,
      type: posted.type,
      reasonCode: act.reasonCode,
      reference: act.reference ?? null,
      ...(act.costCentre ? { costCentre: act.costCentre } : {}),
      lines: line('after'),
    },
  });
}
