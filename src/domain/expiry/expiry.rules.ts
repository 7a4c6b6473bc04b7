import { dayIn } from '../dates.rules.ts';
import type { Refusals } from '../errors.rules.ts';
import { type Condition, firstGoodExpiry } from '../stock/conditions.rules.ts';

/** Stock as far as its end matters. */
export interface Perishable {
  at: string;
  timezone: string;
  expiryDate: string | null;
  condition: Condition;
}

/** Whether stock has expired by the calendar of its location. */
export function hasExpired(
  { timezone, expiryDate }: Perishable,
  now: Date,
  goodOnExpiryDate: boolean,
): boolean {
  return expiryDate !== null && expiryDate < firstGoodExpiry(dayIn(timezone, now), goodOnExpiryDate);
}

/** Refuses stock whose time has not come. */
export function refuseUnexpired(refusals: Refusals, { at, expiryDate, condition }: Perishable): void {
  refusals.check(
    false,
    'NOT_EXPIRED',
    `${at}inventoryItemId`,
    expiryDate
      ? `it expires on ${expiryDate} only: with force and notes it is done all the same`
      : 'it has no expiry date: with force and notes it is done all the same',
    { expiryDate, condition },
  );
}

/** What stock can become from here on, by its condition: nothing comes back from its end. */
const next: Readonly<Record<Condition, readonly Condition[]>> = {
  AVAILABLE: ['EXPIRED', 'DESTRUCTION'],
  QUARANTINE: ['EXPIRED', 'DESTRUCTION'],
  DAMAGED: ['EXPIRED', 'DESTRUCTION'],
  EXPIRED: ['DESTRUCTION'],
  DESTRUCTION: [],
};

/** Refuses to mark as expired what is so already, or past it. */
export function refuseMarked(refusals: Refusals, { at, condition }: Perishable): boolean {
  return refusals.check(
    next[condition].includes('EXPIRED'),
    'INVALID_TRANSITION',
    `${at}inventoryItemId`,
    `it is in the condition ${condition} already`,
    { condition, allowed: [...next[condition]] },
  );
}
