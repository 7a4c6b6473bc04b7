import { together } from '../../platform/together.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal } from '../quantity.rules.ts';
import { checkDirection, findReason } from '../reason-codes/check-reason.command.ts';
import type { Change } from '../stock/ledger.rules.ts';
import { checkLotUse } from '../stock/lots.rules.ts';
import { type Act, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { StockRowReference } from '../stock/stock-row.rules.ts';
import { recordAct } from './record-act.command.ts';

/** A change of one stock row: by a difference or to a level. */
export interface AdjustmentLineInput extends StockRowReference {
  quantityDelta?: string | null;
  newQuantity?: string | null;
  expectedQuantity?: string | null;
  unitCost?: string | null;
}

/** An adjustment of one or more stock rows, posted together. */
export interface CreateAdjustmentInput {
  reasonCode: string;
  notes?: string | null;
  effectiveDate?: string | null;
  lines: AdjustmentLineInput[];
}

/** Most lines of one request. */
export const MAX_LINES = 1_000;

/**
 * Posts an adjustment: all of its lines or none.
 * @param at where the lines stand in the request, for errors: `lines[2].` or, for a single row, nothing.
 * @throws INSUFFICIENT_STOCK, QUANTITY_CHANGED, REASON_DIRECTION, LOT_REQUIRED, EXPIRY_REQUIRED, and what does not
 * exist or is inactive, each naming the field.
 */
export async function createAdjustment(
  command: Command,
  input: CreateAdjustmentInput,
  at: (index: number) => string = (index) => `lines[${index}].`,
): Promise<PostedAct> {
  checkLines(input, at);
  const references = input.lines.map(
    ({ quantityDelta: _d, newQuantity: _n, expectedQuantity: _e, unitCost: _u, ...row }, index) => ({
      ...row,
      at: at(index),
    }),
  );
  const [reason, rows, { lotGoodOnExpiryDate }] = await together(
    findReason(command, input.reasonCode, input.notes),
    resolveRows(command.tx, references),
    readSettings(command.tx),
  );
  const refusals = new Refusals();
  for (const row of rows) checkLotUse(refusals, row, {}, 'CORRECT', command.now, lotGoodOnExpiryDate);
  refusals.throwIfAny();
  const act: Act = {
    type: 'ADJUSTMENT',
    reasonCode: reason.code,
    notes: input.notes ?? null,
    effectiveDate: input.effectiveDate ?? null,
  };
  const posted = await post(
    command,
    act,
    rows.map((row, index) => ({ row, change: changeOf(input.lines[index]) })),
  );
  checkDirection(reason, posted.lines);
  recordAct(command, act, posted);
  return posted;
}

function changeOf(line: AdjustmentLineInput | undefined): Change {
  return {
    ...(line?.quantityDelta != null ? { delta: decimal(line.quantityDelta) } : {}),
    ...(line?.newQuantity != null ? { target: decimal(line.newQuantity) } : {}),
    ...(line?.expectedQuantity != null ? { expected: decimal(line.expectedQuantity) } : {}),
    ...(line?.unitCost != null ? { unitCost: decimal(line.unitCost) } : {}),
  };
}

function checkLines({ lines, notes }: CreateAdjustmentInput, at: (index: number) => string): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(lines.length >= 1 && lines.length <= MAX_LINES, 'lines', 'must be 1 to 1,000');
  check((notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  for (const [index, line] of lines.entries()) {
    const path = at(index);
    if (line.quantityDelta == null && line.newQuantity == null)
      check(false, `${path}quantityDelta`, 'is required (or newQuantity)');
    if (line.quantityDelta != null && line.newQuantity != null)
      check(false, `${path}newQuantity`, 'cannot be given together with quantityDelta');
    if (line.quantityDelta != null)
      check(!decimal(line.quantityDelta).eq(0), `${path}quantityDelta`, 'must not be 0');
    if (line.newQuantity != null)
      check(decimal(line.newQuantity).gte(0), `${path}newQuantity`, 'must not be negative');
    if (line.unitCost != null)
      check(decimal(line.unitCost).gte(0), `${path}unitCost`, 'must not be negative');
  }
  refusals.throwIfAny();
}
