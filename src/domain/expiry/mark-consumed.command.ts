import { recordAct } from '../adjustments/record-act.command.ts';
import type { Command } from '../command.ts';
import { checkDirection, findReason } from '../reason-codes/check-reason.command.ts';
import type { LetGo } from '../reservations/let-go.command.ts';
import type { Act, PostedAct } from '../stock/act.rules.ts';
import { post } from '../stock/post.command.ts';
import { lineOut, lockTakings, makeRoom, resolveItems, type TakeItemsInput } from './take-items.command.ts';

/**
 * Consumes stock that has expired or is about to: an adjustment whose movements go out.
 * @throws INSUFFICIENT_STOCK, STOCK_ON_HOLD, NOT_FOUND, each naming the item
 */
export async function markConsumed(
  command: Command,
  input: TakeItemsInput,
): Promise<{ posted: PostedAct; released: LetGo[] }> {
  const rows = await resolveItems(command, input);
  const reason = await findReason(command, 'CONSUMED', input.notes);
  const takings = await lockTakings(command, input, rows);
  const released = await makeRoom(command, input, takings, 'its stock was consumed');
  const act: Act = { type: 'ADJUSTMENT', reasonCode: reason.code, notes: input.notes ?? null };
  const posted = await post(
    command,
    act,
    takings.all.map((taking) => lineOut(taking, input)),
  );
  checkDirection(reason, posted.lines);
  recordAct(command, act, posted);
  return { posted, released };
}
