import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { ensureLots } from '../lots/ensure-lots.command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal, ZERO } from '../quantity.rules.ts';
import { checkDirection, findReason } from '../reason-codes/check-reason.command.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import { checkLotUse } from '../stock/lots.rules.ts';
import { type Act, type ActLine, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { recordAct } from './record-act.command.ts';

/** What was found in one bin and lot. */
export interface RecordCountRowInput {
  /** Id or code. */
  binId?: string | null;
  lotNumber?: string | null;
  expiryDate?: string | null;
  quantity: string;
}

/** What was found of one product at one location. */
export interface RecordCountInput {
  /** Id or code. */
  locationId: string;
  productMasterId?: string | null;
  globalSku?: string | null;
  rows: RecordCountRowInput[];
  /** The rows are all there is: available stock of the product there that is not named becomes zero. */
  complete?: boolean | null;
  /** Default: RECOUNTED. */
  reasonCode?: string | null;
  notes?: string | null;
}

/**
 * Sets available stock of a product at a location to what was found. Rows that are not sent stay as they are,
 * unless the request is complete; stock in other conditions is not touched.
 * @throws INSUFFICIENT_STOCK when less was found than is reserved.
 */
export async function recordCount(command: Command, input: RecordCountInput): Promise<PostedAct> {
  checkInput(input);
  const reason = await findReason(command, input.reasonCode ?? 'RECOUNTED', input.notes);
  const { locationId, productMasterId = null, globalSku = null } = input;
  const base = { locationId, productMasterId, globalSku };
  // the head is resolved first, so that an unknown product is named once and not for each row
  const [head] = await resolveRows(command.tx, [{ ...base, at: '' }]);
  if (!head) throw new Error('A resolved row is missing');
  const rows = await resolveCountRows(command, input, base);
  const pair = { productId: head.product.id, locationId: head.location.id };
  await lockRecords(command, [pair]);
  const lines: ActLine[] = rows.map((row, index) => ({
    row,
    counted: true,
    overHolds: true, // what is not there cannot be held
    change: { target: decimal(input.rows[index]?.quantity) },
    field: 'quantity',
  }));
  if (input.complete) lines.push(...(await zeroTheRest(command, rows, pair)));
  const act: Act = { type: 'RECORD_STOCK', reasonCode: reason.code, notes: input.notes ?? null };
  const posted = await post(command, act, lines);
  checkDirection(reason, posted.lines);
  recordAct(command, act, posted);
  return posted;
}

type Base = { locationId: string; productMasterId: string | null; globalSku: string | null };

async function resolveCountRows(
  command: Command,
  input: RecordCountInput,
  base: Base,
): Promise<ResolvedRow[]> {
  const references = input.rows.map(({ binId, lotNumber }, index) => ({
    ...base,
    binId: binId ?? null,
    lotNumber: lotNumber ?? null,
    at: `rows[${index}].`,
  }));
  const found = await resolveRows(command.tx, references, { newLots: true });
  const { lotGoodOnExpiryDate } = await readSettings(command.tx);
  const refusals = new Refusals();
  for (const [index, row] of found.entries()) {
    checkLotUse(
      refusals,
      row,
      { expiryDate: input.rows[index]?.expiryDate ?? null },
      'CORRECT',
      command.now,
      lotGoodOnExpiryDate,
    );
  }
  refuseTwice(refusals, found);
  refusals.throwIfAny();
  return ensureLots(
    command,
    found.map((row, index) => ({ row, expiryDate: input.rows[index]?.expiryDate ?? null })),
  );
}

/** Two figures for one bin and lot contradict each other. */
function refuseTwice(refusals: Refusals, rows: readonly ResolvedRow[]): void {
  const seen = new Set<string>();
  for (const { at, bin, lot, newLotNumber } of rows) {
    const key = JSON.stringify([bin?.id, lot?.id, newLotNumber]);
    refusals.check(!seen.has(key), 'VALIDATION_FAILED', `${at}binId`, 'the same bin and lot are given twice');
    seen.add(key);
  }
}

async function zeroTheRest(
  command: Command,
  rows: readonly ResolvedRow[],
  pair: { productId: string; locationId: string },
): Promise<ActLine[]> {
  const named = new Set(rows.map(({ bin, lot }) => `${bin?.id} ${lot?.id}`));
  const items = await lockPairItems(command, [pair]);
  const rest = items.filter(
    ({ binId, lotId, condition, onHand }) =>
      condition === 'AVAILABLE' && !onHand.eq(0) && !named.has(`${binId ?? undefined} ${lotId ?? undefined}`),
  );
  if (rest.length === 0) return [];
  const resolved = await resolveRows(
    command.tx,
    rest.map(({ id }) => ({ inventoryItemId: id, at: '' })),
    { inactive: true },
  );
  return resolved.map((row) => ({
    row,
    counted: true,
    overHolds: true,
    change: { target: ZERO },
    field: 'complete',
  }));
}

function checkInput({ rows, complete, notes }: RecordCountInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(
    (complete === true || rows.length >= 1) && rows.length <= 1_000,
    'rows',
    'must be 1 to 1,000 (none only when complete)',
  );
  check((notes ?? '').length <= 2_000, 'notes', 'must have at most 2000 characters');
  for (const [index, { quantity, lotNumber }] of rows.entries()) {
    check(decimal(quantity).gte(0), `rows[${index}].quantity`, 'must not be negative');
    check(
      lotNumber == null || (lotNumber.trim() !== '' && lotNumber.length <= 100),
      `rows[${index}].lotNumber`,
      'must have 1 to 100 characters',
    );
  }
  refusals.throwIfAny();
}
