import { newId } from '../../platform/ids.ts';
import type { Command, NumberKind } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { DomainError, Refusals } from '../errors.rules.ts';
import { type Decimal, ZERO } from '../quantity.rules.ts';
import type { Act, ActLine, ActType, PostedAct, PostedLine } from './act.rules.ts';
import { type HeldChange, keepHolds, readToHold } from './keep-holds.command.ts';
import { applyChange, type Balance } from './ledger.rules.ts';
import { lockRows } from './lock-stock.command.ts';
import type { LockedItem } from './locked-stock.rules.ts';
import { persistAct, refreshFirstExpiry } from './persist-act.command.ts';
import type { ResolvedRow } from './stock-row.rules.ts';

export type { Act, ActLine, ActType, PostedAct, PostedLine } from './act.rules.ts';

const numberKinds: Record<ActType, NumberKind> = {
  ADJUSTMENT: 'ADJ',
  LOT_CORRECTION: 'ADJ',
  CONDITION_CHANGE: 'ADJ',
  RECORD_STOCK: 'ADJ',
  CYCLE_COUNT: 'ADJ',
  RECEIPT: 'RCP',
  ISSUE: 'ISS',
  PUT_AWAY: 'MOV',
  TRANSFER: 'MOV',
  REVERSAL: 'REV',
};

/**
 * Posts an act: locks its stock, applies its lines in order, and writes the document, the movements, the balances
 * and the availability records. This is the only writer of what is on hand.
 * @throws what {@link applyChange} refuses, naming the line; VALIDATION_FAILED for a day in the future.
 */
export async function post(command: Command, act: Act, lines: readonly ActLine[]): Promise<PostedAct> {
  const rows = lines.map(({ row }) => row);
  const effectiveDate = checkEffectiveDate(command, act, rows);
  const { records, items } = await lockRows(command, rows);
  const covered = items.filter(({ holdCount }) => holdCount > 0).map(({ id }) => id);
  const posted = applyLines(act, lines, items, await readToHold(command, covered));
  const heldChanges = changesOfHeld(posted, lines);
  await keepHolds(command, heldChanges.gone);
  const id = newId('doc');
  const number = await command.number(numberKinds[act.type]);
  // nobody waits for what is written: what comes next follows it on the same connection
  command.alsoWait(persistAct(command, act, { id, number, effectiveDate }, lines, posted, records));
  await keepHolds(command, heldChanges.come);
  command.alsoWait(refreshFirstExpiry(command, posted));
  return { ...act, id, number, effectiveDate, postedAt: command.now.toISOString(), lines: posted };
}

function checkEffectiveDate({ now }: Command, act: Act, rows: readonly ResolvedRow[]): string {
  // where lines are in several time zones, the day must have begun in all of them
  const [today = dayIn('UTC', now)] = rows.map(({ location }) => dayIn(location.timezone, now)).sort();
  if (act.effectiveDate && act.effectiveDate > today) {
    throw new DomainError('VALIDATION_FAILED', 'effectiveDate: must not be in the future', {
      fields: [{ path: 'effectiveDate', message: `must not be in the future (today is ${today})` }],
    });
  }
  return act.effectiveDate ?? today;
}

/** Applies the lines in order; several lines may change one item. Every line that is refused is named. */
function applyLines(
  act: Act,
  lines: readonly ActLine[],
  items: readonly LockedItem[],
  toHold: ReadonlyMap<string, Decimal>,
): PostedLine[] {
  const balances = new Map<string, Balance>();
  const refusals = new Refusals();
  const posted: PostedLine[] = [];
  lines.forEach((line, index) => {
    const item = items[index];
    if (!item) return;
    const balance = balances.get(item.id) ?? {
      ...item,
      itemId: item.id,
      toHold: toHold.get(item.id) ?? ZERO,
    };
    balances.set(item.id, balance);
    try {
      posted.push({
        ...applyChange(balance, { ...line.change, ...withHolds(line) }),
        movementId: newId('mov'),
        lineNo: index + 1,
        item,
        row: line.row,
        reasonCode: line.reasonCode ?? act.reasonCode,
        causeLineId: line.causeLineId ?? null,
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const field = line.field ?? (line.change.target ? 'newQuantity' : 'quantityDelta');
      refusals.check(
        false,
        error.code,
        `${line.row.at}${error.code === 'QUANTITY_CHANGED' ? 'expectedQuantity' : field}`,
        error.message,
        {
          ...error.details,
          line: index + 1,
          productMasterId: line.row.product.id,
          locationId: line.row.location.id,
          inventoryItemId: item.id,
        },
      );
    }
  });
  refusals.throwIfAny();
  return posted;
}

const withHolds = ({ carried, overHolds = false }: ActLine) => ({
  ...(carried ? { carried } : {}),
  overHolds,
});

/** What the holds of covered items have to follow: before the act is written where stock goes, after it where it comes. */
function changesOfHeld(posted: readonly PostedLine[], lines: readonly ActLine[]) {
  const gone = new Map<string, HeldChange>();
  const come = new Map<string, HeldChange>();
  const first = new Map<string, Decimal>();
  posted.forEach(({ item, before, after }, index) => {
    if (item.holdCount === 0) return;
    const start = first.get(item.id) ?? before;
    first.set(item.id, start);
    const net = after.minus(start);
    if (net.gt(0)) come.set(item.id, { arrived: net });
    else come.delete(item.id);
    if (net.lt(0) && lines[index]?.overHolds) gone.set(item.id, { onHand: after, shrink: true });
  });
  return { gone, come };
}
