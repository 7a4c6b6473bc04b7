import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { ensureLots } from '../lots/ensure-lots.command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { type Decimal, decimal, text } from '../quantity.rules.ts';
import { checkReceived } from '../receipts/receipts.rules.ts';
import { type Act, post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { lockReplenishment, type ReplenishmentState } from './lock-replenishment.command.ts';
import { keepSupply, moveReplenishment } from './move-replenishment.command.ts';
import type { ReplenishmentStepInput } from './replenishment.rules.ts';

/** What has come of a replenishment that was bought. */
export interface ReceiveReplenishmentInput extends ReplenishmentStepInput {
  /** Default: all that is still to come. */
  quantity?: string | null;
  /** Id or code; default: no bin. */
  binId?: string | null;
  lotNumber?: string | null;
  expiryDate?: string | null;
  unitCost?: string | null;
}

/**
 * Takes in what has come from a supplier, all that is still to come or a part of it: a receipt. With all of it come, the
 * replenishment is RECEIVED. One from another location is received with its transfer.
 * @throws INVALID_TRANSITION, VERSION_CONFLICT, EXCEEDS_ORDERED, and what a receipt is refused with
 */
export async function receiveReplenishment(
  command: Command,
  input: ReceiveReplenishmentInput,
): Promise<void> {
  checkInput(input);
  const replenishment = await lockReplenishment(command, input, 'RECEIVE');
  const { status, transferId, transferNumber } = replenishment;
  if (transferId !== null)
    throw new DomainError(
      'INVALID_TRANSITION',
      `The replenishment is received with its transfer ${transferNumber}`,
      { status, allowed: ['CANCEL'], transferId },
    );
  const outstanding = replenishment.quantity.minus(replenishment.received);
  const quantity = input.quantity == null ? outstanding : decimal(input.quantity);
  if (quantity.gt(outstanding))
    throw refusedField(
      'EXCEEDS_ORDERED',
      'quantity',
      `${text(quantity)} is more than the ${text(outstanding)} still to come`,
      { outstanding: Number(outstanding), requested: Number(quantity) },
    );
  const documentId = await takeIn(command, input, replenishment, quantity);
  const received = replenishment.received.plus(quantity);
  await keepSupply(command, replenishment, outstanding.minus(quantity));
  await moveReplenishment(command, replenishment, 'receive', {
    to: received.eq(replenishment.quantity) ? 'RECEIVED' : 'ORDERED',
    note: input.notes ?? null,
    received,
    after: { documentId, came: text(quantity) },
  });
}

function checkInput({ quantity, unitCost, lotNumber, notes }: ReceiveReplenishmentInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(quantity == null || decimal(quantity).gt(0), 'quantity', 'must be greater than 0');
  check(unitCost == null || decimal(unitCost).gte(0), 'unitCost', 'must not be negative');
  check(
    lotNumber == null || (lotNumber.trim() !== '' && lotNumber.length <= 100),
    'lotNumber',
    'must have 1 to 100 characters',
  );
  checkFreeText(refusals, 'notes', notes);
  refusals.throwIfAny();
}

/** Posts the receipt. @returns its id */
async function takeIn(
  command: Command,
  input: ReceiveReplenishmentInput,
  replenishment: ReplenishmentState,
  quantity: Decimal,
): Promise<string> {
  const act: Act = {
    type: 'RECEIPT',
    reasonCode: null,
    reference: replenishment.number,
    notes: input.notes ?? null,
    cause: { type: 'REPLENISHMENT', id: replenishment.id },
  };
  const row = await resolveRow(command, input, replenishment);
  const cost = input.unitCost == null ? {} : { unitCost: decimal(input.unitCost) };
  const posted = await post(command, act, [{ row, change: { delta: quantity, ...cost }, field: 'quantity' }]);
  recordAct(command, act, posted);
  return posted.id;
}

/** The stock that it becomes; a lot that is new is made. What was ordered comes in also where the product is inactive. */
async function resolveRow(
  command: Command,
  { binId = null, lotNumber = null, expiryDate = null }: ReceiveReplenishmentInput,
  { productId, locationId }: ReplenishmentState,
): Promise<ResolvedRow> {
  const reference = { productMasterId: productId, locationId, binId, lotNumber, at: '' };
  const [found] = await resolveRows(command.tx, [reference], { newLots: true, inactive: true });
  if (!found) throw new Error('A row was neither found nor refused');
  const { lotGoodOnExpiryDate } = await readSettings(command.tx);
  const refusals = new Refusals();
  checkReceived(refusals, found, { expiryDate }, command.now, lotGoodOnExpiryDate);
  refusals.throwIfAny();
  const [row = found] = await ensureLots(command, [{ row: found, expiryDate }]);
  return row;
}
