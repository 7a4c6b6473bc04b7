import { DomainError, type ErrorDetails } from '../errors.rules.ts';
import { type Decimal, max, min, round4, text, ZERO } from '../quantity.rules.ts';

/** A stock item's balance as the ledger changes it. */
export interface Balance {
  readonly itemId: string;
  onHand: Decimal;
  reserved: Decimal;
  /** The part of what is reserved that holds keep. */
  readonly held: Decimal;
  /** What its holds are to keep: more than `held` where reservations were there before them. */
  readonly toHold: Decimal;
  unitCost: Decimal;
  readonly allowNegative: boolean;
}

/** A change asked of one item: by a difference, or to a level. */
export interface Change {
  delta?: Decimal;
  target?: Decimal;
  /** Compare-and-set: what the caller believes is on hand. */
  expected?: Decimal;
  /** Cost of a unit that comes in. */
  unitCost?: Decimal;
  /** Undoes an earlier change: takes out at the cost it came in with. */
  atCost?: Decimal;
  /** So much of what is reserved goes along: out of the item, or into it. */
  carried?: Decimal;
  /** Held stock may be taken, too: the holds follow what is left. */
  overHolds?: boolean;
}

/** What a change did. */
export interface Posted {
  before: Decimal;
  delta: Decimal;
  after: Decimal;
  /** Cost of a unit that moved. */
  unitCost: Decimal;
  /** The item's average cost afterwards. */
  costAfter: Decimal;
}

/**
 * Applies one change to a balance.
 *
 * Moving average: what comes in at a cost gives `(on hand x average + in x cost) / (on hand + in)`, rounded half up
 * to 4 places; what goes out leaves at the average and does not change it. Stock that comes in on nothing (or on a
 * negative balance) begins the average anew.
 * @throws QUANTITY_CHANGED, INSUFFICIENT_STOCK, STOCK_ON_HOLD
 */
export function applyChange(balance: Balance, change: Change): Posted {
  const before = balance.onHand;
  if (change.expected && !change.expected.eq(before)) {
    throw refusal('QUANTITY_CHANGED', `on hand is ${text(before)}, not ${text(change.expected)}`, {
      expectedQuantity: Number(change.expected),
      onHand: Number(before),
    });
  }
  const delta = change.target ? change.target.minus(before) : (change.delta ?? ZERO);
  const after = before.plus(delta);
  const carried = change.carried ?? ZERO;
  balance.reserved = delta.lt(0) ? balance.reserved.minus(carried) : balance.reserved.plus(carried);
  if (delta.lt(0)) checkDecrease(balance, after, delta.neg(), change.overHolds ?? false);
  const unitCost = delta.gt(0)
    ? (change.unitCost ?? change.atCost ?? balance.unitCost)
    : (change.atCost ?? balance.unitCost);
  balance.unitCost = averageAfter(balance, delta, unitCost);
  balance.onHand = after;
  return { before, delta, after, unitCost, costAfter: balance.unitCost };
}

/** What is promised stays, and so does what is on hold, unless the change may take it. */
function checkDecrease(balance: Balance, after: Decimal, taken: Decimal, overHolds: boolean): void {
  const { onHand, reserved, held, toHold, allowNegative } = balance;
  const promised = reserved.minus(held);
  if (!allowNegative && after.lt(promised)) throw insufficient(balance, taken);
  if (overHolds) return;
  // a hold may be owed more than it keeps so far: what reservations before it give back
  const kept = max(promised.plus(held), min(onHand, toHold));
  if (toHold.gt(0) && after.lt(kept)) throw onHold(balance, taken);
  if (!allowNegative && after.lt(reserved)) throw insufficient(balance, taken);
}

function averageAfter({ onHand, unitCost: average }: Balance, delta: Decimal, cost: Decimal): Decimal {
  if (delta.eq(0) || cost.eq(average)) return average;
  if (delta.gt(0) && onHand.lte(0)) return cost;
  const after = onHand.plus(delta);
  if (after.lte(0)) return average;
  const value = onHand.times(average).plus(delta.times(cost));
  return value.lt(0) ? ZERO : round4(value.div(after));
}

function insufficient({ onHand, reserved }: Balance, requested: Decimal): DomainError {
  const available = onHand.minus(reserved);
  return refusal('INSUFFICIENT_STOCK', `${text(requested)} requested, ${text(available)} available`, {
    available: Number(available),
    requested: Number(requested),
    onHand: Number(onHand),
    reserved: Number(reserved),
  });
}

function onHold({ onHand, reserved, held, toHold }: Balance, requested: Decimal): DomainError {
  const available = max(ZERO, onHand.minus(reserved));
  return refusal('STOCK_ON_HOLD', `${text(requested)} requested, ${text(held)} on hold`, {
    available: Number(available),
    requested: Number(requested),
    onHand: Number(onHand),
    reserved: Number(reserved),
    held: Number(held),
    toHold: Number(toHold),
  });
}

function refusal(
  code: 'QUANTITY_CHANGED' | 'INSUFFICIENT_STOCK' | 'STOCK_ON_HOLD',
  message: string,
  details: ErrorDetails,
): DomainError {
  return new DomainError(code, message, details);
}
