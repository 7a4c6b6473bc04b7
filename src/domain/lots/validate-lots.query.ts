import type { Tx } from '../../platform/database/transaction.ts';
import { type ErrorCode, Refusals } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal } from '../quantity.rules.ts';
import { checkReceived } from '../receipts/receipts.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import { checkExpiryOfLot, checkLotUse, expiriesOfNewLots, newLotKey } from '../stock/lots.rules.ts';
import { judgeRows } from '../stock/resolve-rows.query.ts';
import { checkReference, type ResolvedRow, type RowLocation } from '../stock/stock-row.rules.ts';
import { judgeStock } from './lot-stock.query.ts';
import { isSound, type JudgedLine, type LotOperation } from './lots.rules.ts';

/** A line that somebody wants to know of whether it would be accepted. */
export interface LotLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  lotId?: string | null;
  lotNumber?: string | null;
  expiryDate?: string | null;
  /** Id or code; left out: judged by the day in UTC, and by the stock of all locations. */
  locationId?: string | null;
  /** Id or code. */
  binId?: string | null;
  /** Left out: not compared with what is there; that all of it is on hold is said. */
  quantity?: string | null;
  condition?: Condition | null;
  /** Default: RESERVE. */
  operation?: LotOperation | null;
}

export interface ValidateLotsInput {
  lines: LotLineInput[];
}

/** Why a line would be refused: the code that the write would answer with, and the field of the line. */
export interface LotIssue {
  code: ErrorCode;
  field: string;
  message: string;
}

/** A line's answer. */
export interface LotLineAnswer {
  valid: boolean;
  productMasterId: string | null;
  lotId: string | null;
  issues: LotIssue[];
}

export interface LotValidation {
  valid: boolean;
  lines: LotLineAnswer[];
}

const MAX_LINES = 1_000;

/** Stands for the location of a line that names none. */
const ANYWHERE: RowLocation = {
  id: '',
  code: 'any location',
  name: 'Any location',
  status: 'ACTIVE',
  timezone: 'UTC',
  allowNegative: false,
};

/**
 * Judges lines as the writes would: `recordStock` (RECEIVE), `reserveStock` for a channel without terms of its own
 * (RESERVE), and a decrease by `adjustStock` (ADJUST), each with every reason. Lines of one operation share what there
 * is, in their order, as one write of them would.
 * @throws VALIDATION_FAILED for what is not well formed
 */
export async function validateLots(tx: Tx, now: Date, { lines }: ValidateLotsInput): Promise<LotValidation> {
  checkLines(lines);
  const { lotGoodOnExpiryDate } = await readSettings(tx);
  const judged = await judgeRows(
    tx,
    lines.map(({ expiryDate: _e, quantity: _q, operation, ...reference }) => ({
      reference: { ...reference, at: '' },
      options: { newLots: operation === 'RECEIVE', anywhere: ANYWHERE },
    })),
  );
  const known = judged.flatMap(({ row, refusals }, index) => {
    const line = lines[index];
    return row && line ? [asJudged(line, row, refusals)] : [];
  });
  // what the lookup refused is not looked for on the shelves
  const found = new Set(known.filter(isSound));
  for (const line of known) judgeLot(line, now, lotGoodOnExpiryDate);
  judgeNewLots(known);
  await judgeStock(
    tx,
    now,
    known.filter((line) => found.has(line)),
  );
  const answers = judged.map(({ product, lot, refusals: { ranked } }) => ({
    valid: ranked.length === 0,
    productMasterId: product?.id ?? null,
    lotId: lot?.id ?? null,
    issues: ranked.map(({ code, path, message }) => ({ code, field: path, message })),
  }));
  return { valid: answers.every(({ valid }) => valid), lines: answers };
}

function asJudged(line: LotLineInput, row: ResolvedRow, refusals: Refusals): JudgedLine {
  return {
    operation: line.operation ?? 'RESERVE',
    row,
    placed: row.location !== ANYWHERE,
    expiryDate: line.expiryDate ?? null,
    lotField: line.lotId == null ? 'lotNumber' : 'lotId',
    quantity: line.quantity == null ? null : decimal(line.quantity),
    refusals,
  };
}

/** By the lot itself: the rules that the writes apply. */
function judgeLot(
  { operation, row, expiryDate, lotField, refusals }: JudgedLine,
  now: Date,
  goodOnExpiryDate: boolean,
): void {
  const claim = { expiryDate, field: lotField };
  if (operation === 'RECEIVE') checkReceived(refusals, row, claim, now, goodOnExpiryDate);
  else
    checkLotUse(refusals, row, claim, operation === 'RESERVE' ? 'RESERVE' : 'CORRECT', now, goodOnExpiryDate);
}

/** Goods that come in with a new lot agree about its expiry. */
function judgeNewLots(lines: readonly JudgedLine[]): void {
  const making = lines.filter(
    (line) => line.operation === 'RECEIVE' && line.row.newLotNumber !== null && isSound(line),
  );
  const expiries = expiriesOfNewLots(making);
  for (const { row, expiryDate: given, refusals } of making) {
    const expiryDate = expiries.get(newLotKey(row)) ?? null;
    checkExpiryOfLot(refusals, row.at, { number: row.newLotNumber ?? '', expiryDate }, given);
  }
}

function checkLines(lines: readonly LotLineInput[]): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(lines.length >= 1 && lines.length <= MAX_LINES, 'lines', 'must be 1 to 1,000');
  for (const [index, line] of lines.entries()) {
    const at = `lines[${index}].`;
    const { lotNumber, quantity, locationId, binId, condition, operation } = line;
    checkReference(refusals, at, line, true);
    check(
      lotNumber == null || (lotNumber.trim() !== '' && lotNumber.length <= 100),
      `${at}lotNumber`,
      'must have 1 to 100 characters',
    );
    check(quantity == null || decimal(quantity).gt(0), `${at}quantity`, 'must be greater than 0');
    check(binId == null || locationId != null, `${at}locationId`, 'is required with binId');
    if ((operation ?? 'RESERVE') !== 'RESERVE') continue;
    check(binId == null, `${at}binId`, 'is not chosen when stock is reserved: leave it out');
    check(
      condition == null || condition === 'AVAILABLE',
      `${at}condition`,
      'only AVAILABLE stock can be reserved',
    );
  }
  refusals.throwIfAny();
}
