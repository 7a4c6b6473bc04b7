import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { ensureLots } from '../lots/ensure-lots.command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal } from '../quantity.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { checkLotUse } from '../stock/lots.rules.ts';
import { type Act, type ActLine, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { checkReceived } from './receipts.rules.ts';

/** One product that came in, or was found. */
export interface RecordStockLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  quantity: string;
  /** Id or code. */
  binId?: string | null;
  lotNumber?: string | null;
  expiryDate?: string | null;
  unitCost?: string | null;
  condition?: Condition | null;
}

/** Stock that comes in at a location (`RECEIVE`), or what is there now (`SET`). */
export interface RecordStockInput {
  /** Id or code. */
  locationId: string;
  reference?: string | null;
  notes?: string | null;
  effectiveDate?: string | null;
  mode?: 'RECEIVE' | 'SET' | null;
  lines: RecordStockLineInput[];
}

/**
 * Records stock at a location: a receipt adds, `SET` sets. Lots that are new are made.
 * @throws LOT_REQUIRED, EXPIRY_REQUIRED, LOT_EXPIRED, LOT_RECALLED, LOT_EXPIRY_MISMATCH, BIN_BLOCKED, INSUFFICIENT_STOCK
 */
export async function recordStock(command: Command, input: RecordStockInput): Promise<PostedAct> {
  const mode = input.mode ?? 'RECEIVE';
  checkInput(input, mode);
  const rows = await resolveLines(command, input, mode);
  const act: Act = {
    type: 'RECEIPT',
    reasonCode: null,
    reference: input.reference ?? null,
    notes: input.notes ?? null,
    effectiveDate: input.effectiveDate ?? null,
  };
  const posted = await post(
    command,
    act,
    rows.map((row, index) => lineOf(row, input.lines[index], mode)),
  );
  recordAct(command, act, posted);
  return posted;
}

function lineOf(row: ResolvedRow, line: RecordStockLineInput | undefined, mode: 'RECEIVE' | 'SET'): ActLine {
  const quantity = decimal(line?.quantity);
  const cost = line?.unitCost == null ? {} : { unitCost: decimal(line.unitCost) };
  return mode === 'SET'
    ? { row, counted: true, overHolds: true, change: { target: quantity, ...cost }, field: 'quantity' }
    : { row, change: { delta: quantity, ...cost }, field: 'quantity' };
}

async function resolveLines(
  command: Command,
  input: RecordStockInput,
  mode: 'RECEIVE' | 'SET',
): Promise<ResolvedRow[]> {
  const references = input.lines.map(
    ({ productMasterId, globalSku, binId, lotNumber, condition }, index) => ({
      productMasterId: productMasterId ?? null,
      globalSku: globalSku ?? null,
      locationId: input.locationId,
      binId: binId ?? null,
      lotNumber: lotNumber ?? null,
      condition: condition ?? null,
      at: `lines[${index}].`,
    }),
  );
  const found = await resolveRows(command.tx, references, { newLots: true });
  const { lotGoodOnExpiryDate } = await readSettings(command.tx);
  const refusals = new Refusals();
  const seen = new Set<string>();
  for (const [index, row] of found.entries()) {
    const claim = { expiryDate: input.lines[index]?.expiryDate ?? null };
    if (mode === 'RECEIVE') checkReceived(refusals, row, claim, command.now, lotGoodOnExpiryDate);
    else checkLotUse(refusals, row, claim, 'CORRECT', command.now, lotGoodOnExpiryDate);
    const key = JSON.stringify([row.product.id, row.bin?.id, row.lot?.id, row.newLotNumber, row.condition]);
    refusals.check(
      mode === 'RECEIVE' || !seen.has(key),
      'VALIDATION_FAILED',
      `${row.at}quantity`,
      'the same stock is set twice',
    );
    seen.add(key);
  }
  refusals.throwIfAny();
  return ensureLots(
    command,
    found.map((row, index) => ({ row, expiryDate: input.lines[index]?.expiryDate ?? null })),
  );
}

function checkInput(input: RecordStockInput, mode: 'RECEIVE' | 'SET'): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(input.lines.length >= 1 && input.lines.length <= 1_000, 'lines', 'must be 1 to 1,000');
  check((input.reference ?? '').length <= 255, 'reference', 'must have at most 255 characters');
  check((input.notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  for (const [index, { quantity, unitCost, lotNumber }] of input.lines.entries()) {
    const at = `lines[${index}].`;
    if (mode === 'RECEIVE') check(decimal(quantity).gt(0), `${at}quantity`, 'must be greater than 0');
    else check(decimal(quantity).gte(0), `${at}quantity`, 'must not be negative');
    check(unitCost == null || decimal(unitCost).gte(0), `${at}unitCost`, 'must not be negative');
    check(
      lotNumber == null || (lotNumber.trim() !== '' && lotNumber.length <= 100),
      `${at}lotNumber`,
      'must have 1 to 100 characters',
    );
  }
  refusals.throwIfAny();
}
