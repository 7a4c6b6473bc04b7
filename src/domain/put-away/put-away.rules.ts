import { DomainError, type Refusals, refusedField } from '../errors.rules.ts';
import { type Decimal, decimal, min, sum, text, ZERO } from '../quantity.rules.ts';

/** States of a put-away task. */
export const putAwayStatuses = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const;
export type PutAwayStatus = (typeof putAwayStatuses)[number];

/** What can be done with a task. */
export type PutAwayAction = 'START' | 'COMPLETE' | 'CANCEL';

/** What can be done with a task, by its state; everything else is INVALID_TRANSITION. */
export const putAwayActions: Readonly<Record<PutAwayStatus, readonly PutAwayAction[]>> = {
  PENDING: ['START', 'CANCEL'],
  IN_PROGRESS: ['COMPLETE', 'CANCEL'],
  COMPLETED: [],
  CANCELLED: [],
};

/** How many splits a task may name. */
const MOST_SPLITS = 100;

/** A bin that some of the goods go to, as a request names it. */
export interface PutAwaySplitInput {
  /** Id or code. */
  binId: string;
  quantity: string;
}

/** Where goods go: all to one bin, or split over several; neither: not known yet. */
export interface PutAwayPlanInput {
  /** Id or code. */
  toBinId?: string | null;
  splits?: PutAwaySplitInput[] | null;
}

/** A bin of a plan: where the request names it, and how much goes there. */
export interface PlannedBin {
  /** The request's field with the bin. */
  path: string;
  /** Id or code. */
  reference: string;
  quantity: Decimal;
}

/** So much goes to a bin. */
export interface Split {
  binId: string;
  quantity: Decimal;
}

/** Notes what is malformed about a plan, whatever the quantity of the task. */
export function checkPlan(refusals: Refusals, { toBinId, splits }: PutAwayPlanInput): void {
  const bad = (path: string, message: string) => refusals.check(false, 'VALIDATION_FAILED', path, message);
  if (splits == null) return;
  if (toBinId != null) bad('splits', 'cannot be given together with toBinId');
  if (splits.length < 1 || splits.length > MOST_SPLITS) bad('splits', `must be 1 to ${MOST_SPLITS}`);
  for (const [index, { quantity }] of splits.entries())
    if (decimal(quantity).lte(0)) bad(`splits[${index}].quantity`, 'must be greater than 0');
}

/** The bins of a plan for so much; empty when there is no plan. Splits that do not add up to it are noted. */
export function plannedBins(
  refusals: Refusals,
  { toBinId, splits }: PutAwayPlanInput,
  quantity: Decimal,
): PlannedBin[] {
  if (toBinId != null) return [{ path: 'toBinId', reference: toBinId, quantity }];
  if (splits == null) return [];
  const planned = splits.map((split, index) => ({
    path: `splits[${index}].binId`,
    reference: split.binId,
    quantity: decimal(split.quantity),
  }));
  const total = sum(planned.map((bin) => bin.quantity));
  refusals.check(
    planned.length === 0 || total.eq(quantity),
    'VALIDATION_FAILED',
    'splits',
    `add up to ${text(total)}, not to the task's quantity of ${text(quantity)}`,
  );
  return planned;
}

/** Splits of the same bin added up, in the order in which each bin was first named. */
export function addedUp(splits: readonly Split[]): Split[] {
  const totals = new Map<string, Decimal>();
  for (const { binId, quantity } of splits) totals.set(binId, (totals.get(binId) ?? ZERO).plus(quantity));
  return [...totals].map(([binId, quantity]) => ({ binId, quantity }));
}

/** What of each split goes there with a reservation on it: the first bins get the stock that is free. */
export function shareCarried(splits: readonly Split[], carried: Decimal): Decimal[] {
  let left = carried;
  return splits
    .toReversed()
    .map(({ quantity }) => {
      const part = min(left, quantity);
      left = left.minus(part);
      return part;
    })
    .toReversed();
}

/**
 * Whether a step may be taken, on the version that was meant.
 * @throws INVALID_TRANSITION, VERSION_CONFLICT
 */
export function checkStep(
  task: { status: PutAwayStatus; version: number },
  action: PutAwayAction,
  expectedVersion: number | null | undefined,
): void {
  const { status, version } = task;
  const allowed = putAwayActions[status];
  if (!allowed.includes(action))
    throw new DomainError('INVALID_TRANSITION', `The put-away task is ${status}`, {
      status,
      allowed: [...allowed],
    });
  if (expectedVersion != null && expectedVersion !== version)
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the put-away task has version ${version} by now`,
      { currentVersion: version },
    );
}

/** Notes are free text of limited length. */
export function checkNotes(refusals: Refusals, notes: string | null | undefined): void {
  refusals.check(
    (notes ?? '').length <= 2_000,
    'VALIDATION_FAILED',
    'notes',
    'must have at most 2000 characters',
  );
}
