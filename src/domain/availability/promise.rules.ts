import { dayIn } from '../dates.rules.ts';
import { completeSettings } from '../organizations/settings.rules.ts';
import { type Decimal, decimal, min, sum, ZERO } from '../quantity.rules.ts';
import { firstGoodExpiry } from '../stock/conditions.rules.ts';
import { type Cell, cellOf, HELD } from './atp.rules.ts';
import { type Policy, termsOf, winningPolicy } from './policies.rules.ts';
import type { ExceptionalItem, StoredRecord } from './records.rules.ts';

/** What may be promised of a record on a day, before channels come into it. */
export interface Pool {
  onHand: Decimal;
  /** On hold: good stock that is set aside, and not part of `onHand`. */
  held: Decimal;
  /** Reserved of the pool, by channel; `NO_CHANNEL` for documents of no channel. */
  reservedByChannel: Map<string, Decimal>;
}

type Stored = Pick<
  StoredRecord,
  'onHand' | 'unpromisableOnHand' | 'channelReserved' | 'exceptions' | 'timezone' | 'settings'
>;

/**
 * The pool that promises are made from: the record's sums, less the items that do not count today (expired, or
 * shorter-lived than asked for) with what is reserved of them, less what is on hold, less reservations that have lapsed
 * and wait for the sweep.
 */
export function poolOf(record: Stored, now: Date, minRemainingDays: number): Pool {
  const exceptions = record.exceptions ?? [];
  // most records have no stock that expires: a day is looked for only where there is something to judge by it
  const firstGood = exceptions.length > 0 ? firstGoodFor(record, now, minRemainingDays) : '';
  const reservedByChannel = new Map(
    Object.entries(record.channelReserved).map(([channel, quantity]) => [channel, decimal(quantity)]),
  );
  let onHand = decimal(record.onHand).minus(record.unpromisableOnHand);
  for (const item of exceptions) {
    if (!item.promisable) continue;
    const bad = item.expiryDate !== null && item.expiryDate < firstGood;
    if (bad) onHand = onHand.minus(item.onHand);
    for (const { key, quantity, expiresAt } of item.allocations ?? []) {
      if (!bad && !isLapsed(expiresAt, now)) continue;
      reservedByChannel.set(key, (reservedByChannel.get(key) ?? ZERO).minus(quantity));
    }
    if (!bad)
      reservedByChannel.set(HELD, (reservedByChannel.get(HELD) ?? ZERO).plus(takenByHolds(item, now)));
  }
  // what is on hold is out of the pool, and belongs to no channel
  const held = reservedByChannel.get(HELD) ?? ZERO;
  reservedByChannel.delete(HELD);
  return { onHand: onHand.minus(held), held, reservedByChannel };
}

/** The pool of a record by the days of shelf life that are asked for: channels mostly ask for the same. */
export function poolsOf(record: Stored, now: Date): (minRemainingDays: number) => Pool {
  const made = new Map<number, Pool>();
  return (minRemainingDays) => {
    const known = made.get(minRemainingDays) ?? poolOf(record, now, minRemainingDays);
    made.set(minRemainingDays, known);
    return known;
  };
}

const firstGoodFor = ({ timezone, settings }: Stored, now: Date, minRemainingDays: number): string =>
  firstGoodExpiry(dayIn(timezone, now), completeSettings(settings).lotGoodOnExpiryDate, minRemainingDays);

/** What holds take of what has lapsed and waits for the sweep. */
function takenByHolds({ allocations, owed }: ExceptionalItem, now: Date): Decimal {
  const lapsed = (allocations ?? []).filter(({ expiresAt }) => isLapsed(expiresAt, now));
  return min(decimal(owed), sum(lapsed.map(({ quantity }) => quantity)));
}

/** Whether a reservation or hold has ended by itself. */
export function isLapsed(expiresAt: string | null, now: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
}

/** What is reserved of a record now: the stored sum less what has lapsed. */
export function reservedNow(record: Pick<StoredRecord, 'reserved' | 'exceptions'>, now: Date): Decimal {
  let reserved = decimal(record.reserved);
  for (const item of record.exceptions ?? []) {
    for (const { quantity, expiresAt } of item.allocations ?? []) {
      if (isLapsed(expiresAt, now)) reserved = reserved.minus(quantity);
    }
    reserved = reserved.plus(takenByHolds(item, now));
  }
  return reserved;
}

/**
 * The cell of a record for a channel (or for none), and the policy that set its terms.
 * @param pools the record's, where it is looked at for several channels.
 */
export function promiseOf(
  record: StoredRecord,
  channelId: string | null,
  policies: readonly Policy[],
  demand: ReadonlyMap<string, Decimal>,
  now: Date,
  pools = poolsOf(record, now),
): { cell: Cell; policy: Policy | null; minRemainingDays: number; held: Decimal } {
  const { productId, categoryPath, locationId } = record;
  const policy = winningPolicy(policies, { productId, categoryPath, channelId, locationId });
  // allocation and shelf life are terms of channels: without one the whole pool is looked at, and the figures add up
  const minRemainingDays = channelId === null ? 0 : (policy?.minRemainingShelfLifeDays ?? 0);
  const pool = pools(minRemainingDays);
  const terms = termsOf(policy, demand.get(`${productId} ${locationId}`) ?? ZERO);
  if (channelId === null) terms.allocationType = 'SHARED';
  const cell = cellOf(pool.onHand, pool.reservedByChannel, channelId, terms);
  return { cell, policy, minRemainingDays, held: pool.held };
}

/** The most days of remaining shelf life that any policy asks for. */
export function longestShelfLife(policies: readonly Policy[]): number {
  return Math.max(0, ...policies.map(({ minRemainingShelfLifeDays }) => minRemainingShelfLifeDays ?? 0));
}

/** Whether a product may be sold, in one word. */
export type AvailabilityStatus = 'IN_STOCK' | 'LOW' | 'OUT_OF_STOCK' | 'BACKORDER' | 'BLOCKED';

/**
 * `BLOCKED` when the record says so; `IN_STOCK` or `LOW` (at or below the policy's low threshold) while something can
 * be promised; else `BACKORDER` as long as the backorder limit is not used up, else `OUT_OF_STOCK`.
 */
export function statusOf(
  record: { blocked: boolean; backorderLimit: string },
  cell: Cell,
): AvailabilityStatus {
  if (record.blocked) return 'BLOCKED';
  if (cell.atp.gt(0)) return cell.severity === 'OK' ? 'IN_STOCK' : 'LOW';
  return cell.atp.plus(record.backorderLimit).gt(0) ? 'BACKORDER' : 'OUT_OF_STOCK';
}
