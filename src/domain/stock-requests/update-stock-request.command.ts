import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { named } from './attachments.rules.ts';
import { readStockRequest } from './lock-stock-request.command.ts';
import { checkFields, lineAt, resolvePlaces, type StockRequestFields } from './request-fields.command.ts';
import {
  resolveRequestLines,
  type StockRequestLineInput,
  told,
  writeRequestLines,
} from './stock-request-lines.command.ts';
import { checkDraft, type StockRequestStepInput } from './stock-requests.rules.ts';
import { writeWords } from './write-words.command.ts';

/** Changes of a draft; what is left out stays as it is. */
export interface UpdateStockRequestInput extends StockRequestStepInput, StockRequestFields {
  /** Id or code. */
  fromLocationId?: string | null;
  /** Id or code. */
  destinationId?: string | null;
  /** These take the place of all lines. */
  lines?: StockRequestLineInput[] | null;
}

/** Changes a draft. @throws as createStockRequest does; INVALID_TRANSITION, VERSION_CONFLICT */
export async function updateStockRequest(command: Command, input: UpdateStockRequestInput): Promise<void> {
  checkFields(input);
  const { tx, now, doer } = command;
  const before = await readStockRequest(command, input.id, { lock: true });
  checkDraft(before, 'changed', input.expectedVersion);
  const { from, destination } = await resolvePlaces(command, {
    fromLocationId: input.fromLocationId ?? before.from.id,
    destinationId: input.destinationId ?? before.destination.id,
  });
  const lines =
    input.lines == null ? null : await resolveRequestLines(command, input.lines, { at: lineAt, taken: [] });
  if (lines) {
    await sql`delete from stock_request_line n where n.org_id = ${tx.orgId} and n.request_id = ${input.id}`.execute(
      tx.db,
    );
    await writeRequestLines(command, input.id, lines);
  }
  const kept = <Value>(given: Value | undefined, was: Value): Value => (given === undefined ? was : given);
  const after = {
    fromLocationId: from.id,
    destinationId: destination.id,
    requestedFor: kept(input.requestedFor?.trim() ?? input.requestedFor, before.requestedFor),
    category: kept(input.category?.trim() ?? input.category, before.category),
    priority: input.priority ?? before.priority,
    neededBy: kept(input.neededBy, before.neededBy),
    notes: kept(input.notes, before.notes),
    attachments: input.attachments === undefined ? before.attachments : named(input.attachments),
  };
  await sql`
    update stock_request r set from_location_id = ${after.fromLocationId}, destination_id = ${after.destinationId},
      requested_for = ${after.requestedFor}, category = ${after.category}, priority = ${after.priority},
      needed_by = ${after.neededBy}::date, notes = ${after.notes}, attachments = ${JSON.stringify(after.attachments)}::jsonb,
      contributors = ${contributorsWith(doer.id)}, updated_at = ${now.toISOString()}::timestamptz, version = r.version + 1
    where r.org_id = ${tx.orgId} and r.id = ${input.id}`.execute(tx.db);
  await writeWords(command, input.id, { ...after, number: before.number, requesterId: before.requesterId });
  const { requestedFor, category, priority, neededBy, notes, attachments } = before;
  command.record({
    action: 'stock-request.update',
    event: 'stock-request.updated',
    documentType: 'StockRequest',
    documentId: input.id,
    before: {
      fromLocationId: before.from.id,
      destinationId: before.destination.id,
      requestedFor,
      category,
      priority,
      neededBy,
      notes,
      attachments,
    },
    after: { number: before.number, ...after, ...(lines ? { lines: told(lines) } : {}) },
  });
}

/** Those who had a hand in `stock_request as r`, with somebody more. */
export const contributorsWith = (id: string) =>
  sql`case when ${id} = any(r.contributors) then r.contributors else array_append(r.contributors, ${id}) end`;
