import type { Command } from '../command.ts';
import { DomainError, Refusals } from '../errors.rules.ts';
import { ensureLots } from '../lots/ensure-lots.command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal } from '../quantity.rules.ts';
import { checkDirection, findReason } from '../reason-codes/check-reason.command.ts';
import { lockRecords, lockRowItems } from '../stock/lock-stock.command.ts';
import { checkLotUse } from '../stock/lots.rules.ts';
import { type Act, type PostedAct, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { recordAct } from './record-act.command.ts';

/** Stock that is booked under the wrong lot. */
export interface CorrectLotInput {
  inventoryItemId: string;
  /** How much of it; default: all that is on hand. */
  quantity?: string | null;
  correctLotNumber: string;
  correctExpiryDate?: string | null;
  /** Default: LOT_CORRECTION. */
  reasonCode?: string | null;
  notes: string;
}

/**
 * Moves a quantity from the wrong lot to the right one, made if new: two movements, net zero, at the same cost.
 * @throws INSUFFICIENT_STOCK when part of the quantity is reserved, LOT_EXPIRY_MISMATCH when the right lot is known
 * with another expiry.
 */
export async function correctLot(command: Command, input: CorrectLotInput): Promise<PostedAct> {
  checkInput(input);
  const reason = await findReason(command, input.reasonCode ?? 'LOT_CORRECTION', input.notes);
  const [from] = await resolveRows(command.tx, [{ inventoryItemId: input.inventoryItemId, at: '' }]);
  if (!from) throw new Error('A resolved row is missing');
  const to = await rightLot(command, from, input);
  const pair = { productId: from.product.id, locationId: from.location.id };
  await lockRecords(command, [pair]);
  const [item] = await lockRowItems(command, [from]);
  if (!item) throw new Error('A locked item is missing');
  const quantity = input.quantity == null ? item.onHand : decimal(input.quantity);
  if (quantity.lte(0)) {
    throw new DomainError('INSUFFICIENT_STOCK', 'inventoryItemId: nothing is on hand', {
      available: 0,
      requested: 0,
      fields: [{ path: 'inventoryItemId', message: 'nothing is on hand' }],
    });
  }
  const act: Act = { type: 'LOT_CORRECTION', reasonCode: reason.code, notes: input.notes };
  const posted = await post(command, act, [
    { row: from, change: { delta: quantity.neg() }, field: 'quantity' },
    { row: to, change: { delta: quantity, unitCost: item.unitCost } },
  ]);
  checkDirection(reason, posted.lines);
  recordAct(command, act, posted);
  return posted;
}

function checkInput(input: CorrectLotInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(input.quantity == null || decimal(input.quantity).gt(0), 'quantity', 'must be greater than 0');
  check(
    input.correctLotNumber.trim() !== '' && input.correctLotNumber.length <= 100,
    'correctLotNumber',
    'must have 1 to 100 characters',
  );
  check(input.notes.trim() !== '' && input.notes.length <= 2_000, 'notes', 'must have 1 to 2000 characters');
  refusals.throwIfAny();
}

async function rightLot(command: Command, from: ResolvedRow, input: CorrectLotInput): Promise<ResolvedRow> {
  const [found] = await resolveRows(
    command.tx,
    [
      {
        productMasterId: from.product.id,
        locationId: from.location.id,
        binId: from.bin?.id ?? null,
        lotNumber: input.correctLotNumber,
        condition: from.condition,
        at: '',
      },
    ],
    { newLots: true, inactive: true }, // what is there was found and judged already
  );
  if (!found) throw new Error('A resolved row is missing');
  const refusals = new Refusals();
  refusals.check(
    found.lot === null || found.lot.id !== from.lot?.id,
    'VALIDATION_FAILED',
    'correctLotNumber',
    'is the lot that the stock is booked under already',
  );
  const { lotGoodOnExpiryDate } = await readSettings(command.tx);
  checkLotUse(
    refusals,
    found,
    { expiryDate: input.correctExpiryDate ?? null },
    'CORRECT',
    command.now,
    lotGoodOnExpiryDate,
  );
  for (const refusal of refusals.all)
    refusal.path =
      refusal.path === 'expiryDate'
        ? 'correctExpiryDate'
        : refusal.path === 'lotNumber'
          ? 'correctLotNumber'
          : refusal.path;
  refusals.throwIfAny();
  const [row] = await ensureLots(command, [{ row: found, expiryDate: input.correctExpiryDate ?? null }]);
  if (!row) throw new Error('A resolved row is missing');
  return row;
}
