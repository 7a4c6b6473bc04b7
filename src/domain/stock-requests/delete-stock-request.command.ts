import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { text } from '../quantity.rules.ts';
import { readRequestLines, readStockRequest } from './lock-stock-request.command.ts';
import { checkDraft, type StockRequestStepInput } from './stock-requests.rules.ts';

/**
 * Deletes a draft with its lines and comments. What it was stays in the audit trail.
 * @throws NOT_FOUND, INVALID_TRANSITION for anything but a draft, VERSION_CONFLICT
 */
export async function deleteStockRequest(command: Command, input: StockRequestStepInput): Promise<void> {
  const request = await readStockRequest(command, input.id, { lock: true });
  checkDraft(request, 'deleted', input.expectedVersion);
  const lines = await readRequestLines(command, input.id);
  const { orgId, db } = command.tx;
  const { id } = request;
  await sql`delete from stock_request_comment c where c.org_id = ${orgId} and c.request_id = ${id}`.execute(
    db,
  );
  // those of a request that was rolled back are void
  await sql`delete from stock_request_approval v where v.org_id = ${orgId} and v.request_id = ${id}`.execute(
    db,
  );
  await sql`delete from stock_request_line n where n.org_id = ${orgId} and n.request_id = ${id}`.execute(db);
  await sql`delete from stock_request r where r.org_id = ${orgId} and r.id = ${id}`.execute(db);
  const { number, status, from, destination, requesterId, category, priority, neededBy, notes } = request;
  command.record({
    action: 'stock-request.delete',
    event: 'stock-request.deleted',
    documentType: 'StockRequest',
    documentId: id,
    before: {
      number,
      status,
      fromLocationId: from.id,
      destinationId: destination.id,
      requesterId,
      category,
      priority,
      neededBy,
      notes,
      lines: lines.map(({ id: lineId, productId, requested }) => ({
        lineId,
        productMasterId: productId,
        requested: text(requested),
      })),
    },
    after: { number },
  });
}
