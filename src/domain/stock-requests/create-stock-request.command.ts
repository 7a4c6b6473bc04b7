import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { recordTransitions } from '../status-history.command.ts';
import { named } from './attachments.rules.ts';
import { checkFields, lineAt, resolvePlaces, type StockRequestFields } from './request-fields.command.ts';
import {
  resolveRequestLines,
  type StockRequestLineInput,
  told,
  writeRequestLines,
} from './stock-request-lines.command.ts';
import { writeWords } from './write-words.command.ts';

/** What is asked for, of whom, and for whom. */
export interface CreateStockRequestInput extends StockRequestFields {
  /** Id or code of the location that is to supply it. */
  fromLocationId: string;
  /** Id or code. */
  destinationId: string;
  /** May come later. */
  lines?: StockRequestLineInput[] | null;
}

/**
 * Makes a draft of a stock request: nobody is asked yet, and nothing is allocated.
 * @returns the request's id.
 * @throws NOT_FOUND, INACTIVE, DUPLICATE (a product on two lines), each naming the field
 */
export async function createStockRequest(command: Command, input: CreateStockRequestInput): Promise<string> {
  checkFields(input);
  const { from, destination } = await resolvePlaces(command, input);
  const lines = await resolveRequestLines(command, input.lines ?? [], { at: lineAt, taken: [] });
  const id = newId('srq');
  const number = await command.number('SR');
  const { tx, now, doer } = command;
  const fields = {
    fromLocationId: from.id,
    destinationId: destination.id,
    requestedFor: input.requestedFor?.trim() ?? null,
    category: input.category?.trim() ?? null,
    priority: input.priority ?? 'NORMAL',
    neededBy: input.neededBy ?? null,
    notes: input.notes ?? null,
    attachments: named(input.attachments),
  };
  await tx.db
    .insertInto('stock_request')
    .values({
      org_id: tx.orgId,
      id,
      number,
      status: 'DRAFT',
      from_location_id: fields.fromLocationId,
      destination_id: fields.destinationId,
      requester_id: doer.id,
      requested_for: fields.requestedFor,
      contributors: [doer.id],
      category: fields.category,
      priority: fields.priority,
      needed_by: fields.neededBy,
      notes: fields.notes,
      attachments: JSON.stringify(fields.attachments),
      created_by: doer.id,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
      version: 1,
    } as never)
    .execute();
  await writeRequestLines(command, id, lines);
  await writeWords(command, id, { ...fields, number, requesterId: doer.id });
  await recordTransitions(command, [
    { documentType: 'STOCK_REQUEST', documentId: id, from: null, to: 'DRAFT', note: fields.notes },
  ]);
  command.record({
    action: 'stock-request.create',
    event: 'stock-request.created',
    documentType: 'StockRequest',
    documentId: id,
    after: { number, status: 'DRAFT', requesterId: doer.id, ...fields, lines: told(lines) },
  });
  return id;
}
