import { newId } from '../../platform/ids.ts';
import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { Refusals, refusedField } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import type { LetGo } from '../reservations/let-go.command.ts';
import type { Act, ActLine, PostedAct } from '../stock/act.rules.ts';
import { post } from '../stock/post.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { recordDoneTransfer } from '../transfers/record-transfer.command.ts';
import { type DestructionPlace, findDestructionPlace } from './destruction-place.query.ts';
import { hasExpired, refuseUnexpired } from './expiry.rules.ts';
import type { MarkExpiredInput } from './mark-expired.command.ts';
import {
  lineOut,
  lockTakings,
  makeRoom,
  perishable,
  resolveItems,
  type Taking,
  type Takings,
} from './take-items.command.ts';

/** Stock that is taken to where it is destroyed. */
export interface TransferForDestructionInput extends MarkExpiredInput {
  /** Id or code of a location of type DESTRUCTION; default: the only active one. */
  destinationLocationId?: string | null;
}

/**
 * Takes stock of one location to where it is destroyed, in one go: a transfer of kind DESTRUCTION that has arrived, and
 * the act that moved the stock, at its cost, into the condition DESTRUCTION.
 * @returns the transfer's id.
 * @throws NOT_EXPIRED, INSUFFICIENT_STOCK, STOCK_ON_HOLD, NOT_FOUND, each naming the item; VALIDATION_FAILED when the
 * items are not at one location, or the destination is not one for them
 */
export async function transferForDestruction(
  command: Command,
  input: TransferForDestructionInput,
): Promise<{ transferId: string; released: LetGo[] }> {
  const rows = await resolveItems(command, input);
  const place = await findDestructionPlace(command.tx, input.destinationLocationId ?? null);
  const from = oneLocation(rows);
  if (from === place.id)
    throw refusedField('VALIDATION_FAILED', 'destinationLocationId', 'is where the stock is already');
  const targets = await resolveTargets(command, rows, place);
  const takings = await lockTakings(command, input, rows, targets);
  await refuseFit(command, input, takings);
  const released = await makeRoom(command, input, takings, 'its stock is to be destroyed');
  const transferId = newId('trf');
  const lineIds = rows.map(() => newId('trl'));
  const posted = await move(command, input, { transferId, lineIds, takings: takings.all, targets });
  await recordDoneTransfer(command, {
    id: transferId,
    number: await command.number('TR'),
    kind: 'DESTRUCTION',
    fromLocationId: from,
    toLocationId: place.id,
    notes: input.notes ?? null,
    lines: takings.all.map(({ item, quantity }, index) => ({
      id: lineIds[index] ?? '',
      productId: item.productId,
      lotId: item.lotId,
      fromItemId: item.id,
      toItemId: posted.lines[2 * index + 1]?.item.id ?? '',
      condition: item.condition,
      unitCost: item.unitCost,
      quantity,
    })),
  });
  return { transferId, released };
}

/** Where all of it is. */
function oneLocation(rows: readonly ResolvedRow[]): string {
  const refusals = new Refusals();
  const first = rows[0]?.location;
  for (const { at, location } of rows)
    refusals.check(
      location.id === first?.id,
      'VALIDATION_FAILED',
      `${at}inventoryItemId`,
      `is at ${location.code}, not at ${first?.code}: a transfer begins at one location`,
    );
  refusals.throwIfAny();
  return first?.id ?? '';
}

/** Where each item goes: the same product and lot, in no bin. */
function resolveTargets(
  { tx }: Command,
  rows: readonly ResolvedRow[],
  { id: locationId }: DestructionPlace,
): Promise<ResolvedRow[]> {
  return resolveRows(
    tx,
    rows.map(({ at, product, lot }) => ({
      at,
      productMasterId: product.id,
      lotId: lot?.id ?? null,
      locationId,
      condition: 'DESTRUCTION',
    })),
    { inactive: true },
  );
}

/** Stock that is fit for use is not destroyed, unless somebody insists. */
async function refuseFit(
  { tx, now }: Command,
  { force, includeHeld }: TransferForDestructionInput,
  { all, refusals }: Takings,
): Promise<void> {
  if (force) return;
  const { lotGoodOnExpiryDate } = await readSettings(tx);
  for (const taking of all) {
    const { promisable, holdCount, condition } = taking.item;
    // not promisable though available: its lot is recalled
    const unfit = condition !== 'AVAILABLE' || !promisable || (includeHeld && holdCount > 0);
    const stock = perishable(taking);
    if (!unfit && !hasExpired(stock, now, lotGoodOnExpiryDate)) refuseUnexpired(refusals, stock);
  }
}

interface Move {
  transferId: string;
  lineIds: readonly string[];
  takings: readonly Taking[];
  targets: readonly ResolvedRow[];
}

/** Posts the movements: out of each item, and into that of the destination. */
async function move(
  command: Command,
  input: TransferForDestructionInput,
  { transferId, lineIds, takings, targets }: Move,
): Promise<PostedAct> {
  const act: Act = {
    type: 'TRANSFER',
    reasonCode: null,
    notes: input.notes ?? null,
    cause: { type: 'TRANSFER', id: transferId },
  };
  const lines = takings.flatMap((taking, index): ActLine[] => {
    const row = targets[index];
    if (!row) throw new Error('A resolved row is missing');
    const { quantity, item } = taking;
    const causeLineId = lineIds[index] ?? null;
    return [
      { ...lineOut(taking, input), causeLineId },
      { row, change: { delta: quantity, unitCost: item.unitCost }, field: 'quantity', causeLineId },
    ];
  });
  const posted = await post(command, act, lines);
  recordAct(command, act, posted);
  return posted;
}
