import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { findReason } from '../reason-codes/check-reason.command.ts';
import type { LetGo } from '../reservations/let-go.command.ts';
import type { Act, ActLine, PostedAct } from '../stock/act.rules.ts';
import { post } from '../stock/post.command.ts';
import { hasExpired, refuseMarked, refuseUnexpired } from './expiry.rules.ts';
import {
  lineOut,
  lockTakings,
  makeRoom,
  perishable,
  resolveItems,
  type TakeItemsInput,
  type Taking,
} from './take-items.command.ts';

/** Stock that is marked expired. */
export interface MarkExpiredInput extends TakeItemsInput {
  /** Stock that has not expired by its date is marked all the same; the notes say why. */
  force?: boolean | null;
}

/**
 * Marks stock as expired: it moves to the item of the same product, location, bin and lot in the condition EXPIRED, at
 * the same cost.
 * @throws NOT_EXPIRED, INVALID_TRANSITION, INSUFFICIENT_STOCK, STOCK_ON_HOLD, NOT_FOUND, each naming the item
 */
export async function markExpired(
  command: Command,
  input: MarkExpiredInput,
): Promise<{ posted: PostedAct; released: LetGo[] }> {
  const rows = await resolveItems(command, input);
  const reason = await findReason(command, 'EXPIRED', input.notes);
  const { lotGoodOnExpiryDate } = await readSettings(command.tx);
  const takings = await lockTakings(command, input, rows);
  for (const stock of takings.all.map(perishable)) {
    if (!refuseMarked(takings.refusals, stock)) continue;
    if (!input.force && !hasExpired(stock, command.now, lotGoodOnExpiryDate))
      refuseUnexpired(takings.refusals, stock);
  }
  const released = await makeRoom(command, input, takings, 'its stock was marked expired');
  const act: Act = { type: 'CONDITION_CHANGE', reasonCode: reason.code, notes: input.notes ?? null };
  const posted = await post(
    command,
    act,
    takings.all.flatMap((taking) => [lineOut(taking, input), lineIn(taking)]),
  );
  recordAct(command, act, posted);
  return { posted, released };
}

function lineIn({ row, item, quantity }: Taking): ActLine {
  return {
    row: { ...row, itemId: null, condition: 'EXPIRED' },
    change: { delta: quantity, unitCost: item.unitCost },
    field: 'quantity',
  };
}
