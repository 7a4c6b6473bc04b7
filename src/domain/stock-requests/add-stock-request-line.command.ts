import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { readRequestLines, readStockRequest } from './lock-stock-request.command.ts';
import {
  checkRequestLines,
  resolveRequestLines,
  type StockRequestLineInput,
  told,
  writeRequestLines,
} from './stock-request-lines.command.ts';
import { checkDraft, MOST_LINES, type StockRequestStepInput } from './stock-requests.rules.ts';
import { contributorsWith } from './update-stock-request.command.ts';

/** A line more of a draft. */
export interface AddStockRequestLineInput extends StockRequestStepInput, StockRequestLineInput {}

/** Adds a line to a draft. @returns the line's id. @throws NOT_FOUND, INACTIVE, DUPLICATE, INVALID_TRANSITION, VERSION_CONFLICT */
export async function addStockRequestLine(
  command: Command,
  { id, expectedVersion, ...line }: AddStockRequestLineInput,
): Promise<string> {
  const refusals = new Refusals();
  const at = () => '';
  checkRequestLines(refusals, [line], at);
  refusals.throwIfAny();
  const request = await readStockRequest(command, id, { lock: true });
  checkDraft(request, 'changed', expectedVersion);
  const taken = await readRequestLines(command, id);
  refusals.check(
    taken.length < MOST_LINES,
    'VALIDATION_FAILED',
    '',
    'a stock request has at most 1,000 lines',
  );
  refusals.throwIfAny();
  const lines = await resolveRequestLines(command, [line], { at, taken });
  await writeRequestLines(command, id, lines);
  const { tx, now, doer } = command;
  await sql`
    update stock_request r set contributors = ${contributorsWith(doer.id)}, updated_at = ${now.toISOString()}::timestamptz,
      version = r.version + 1
    where r.org_id = ${tx.orgId} and r.id = ${id}`.execute(tx.db);
  command.record({
    action: 'stock-request.add-line',
    event: 'stock-request.updated',
    documentType: 'StockRequest',
    documentId: id,
    after: { number: request.number, lines: told(lines) },
  });
  return lines[0]?.id ?? '';
}
