import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, Refusals } from '../errors.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { readRequestLines, readStockRequest } from './lock-stock-request.command.ts';
import { moveStockRequest } from './move-stock-request.command.ts';
import { checkStep, type StockRequestStepInput } from './stock-requests.rules.ts';
import { contributorsWith } from './update-stock-request.command.ts';

/** Which request, with a note for its history. */
export interface NotedStepInput extends StockRequestStepInput {
  notes?: string | null;
}

/** @throws VALIDATION_FAILED */
export function checkNotes({ notes }: NotedStepInput): void {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', notes);
  refusals.throwIfAny();
}

/**
 * Submits a draft for approval.
 * @throws EMPTY_REQUEST without a line; INACTIVE where a place or product is by now; INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function submitStockRequest(command: Command, input: NotedStepInput): Promise<void> {
  checkNotes(input);
  const request = await readStockRequest(command, input.id, { lock: true });
  checkStep(request, 'SUBMITTED', input.expectedVersion);
  const lines = await readRequestLines(command, input.id);
  if (lines.length === 0)
    throw new DomainError('EMPTY_REQUEST', 'The stock request has no line: add what is asked for', {
      status: request.status,
    });
  const refusals = new Refusals();
  for (const { lineNo, globalSku, productStatus } of lines)
    refusals.check(
      productStatus === 'ACTIVE',
      'INACTIVE',
      `lines[${lineNo - 1}].productMasterId`,
      `the product ${globalSku} is inactive by now`,
    );
  for (const [field, { code, status }] of [
    ['fromLocationId', request.from],
    ['destinationId', request.destination],
  ] as const)
    refusals.check(status === 'ACTIVE', 'INACTIVE', field, `the location ${code} is inactive by now`);
  refusals.throwIfAny();
  const { tx, doer } = command;
  await sql`
    update stock_request r set contributors = ${contributorsWith(doer.id)} where r.org_id = ${tx.orgId} and r.id = ${input.id}`.execute(
    tx.db,
  );
  await moveStockRequest(command, request, 'submit', {
    to: 'SUBMITTED',
    note: input.notes ?? null,
    after: { lines: lines.length },
  });
}
