import { type Decimal, decimal, max, min, sum, ZERO } from '../quantity.rules.ts';

/** How much of a location's stock a channel may use. */
export type AllocationType = 'SHARED' | 'FIXED' | 'PERCENTAGE';

/** The terms of a promise, as a policy sets them. */
export interface PromiseTerms {
  policyId: string | null;
  safetyStock: Decimal;
  lowAtpThreshold: Decimal;
  criticalAtpThreshold: Decimal;
  allocationType: AllocationType;
  allocationQuantity: Decimal | null;
  allocationPercent: Decimal | null;
}

/** How near a cell is to running out. */
export type Severity = 'OK' | 'LOW' | 'CRITICAL';

/** What may be promised to a channel at a location, with every term. */
export interface Cell {
  /** On hand that may be promised at all: right condition, lot good and long-lived enough. */
  promisableOnHand: Decimal;
  /** The channel's share, or `null` when it sees the whole pool. */
  allocationLimit: Decimal | null;
  /** Reserved by other channels: not this channel's to use. */
  reservedForOthers: Decimal;
  reservedForChannel: Decimal;
  /** Reserved by documents of no channel. */
  reservedShared: Decimal;
  safetyStock: Decimal;
  onHand: Decimal;
  reserved: Decimal;
  available: Decimal;
  atp: Decimal;
  severity: Severity;
}

/** Key of reservations that belong to no channel. */
export const NO_CHANNEL = '';

/** Key of what holds keep: it is not promised to anybody, it is out of the pool. */
export const HELD = '#hold';

/**
 * The promise of one product at one location to one channel (or to none):
 *
 * - `onHand = min(promisable - reserved for other channels, allocation limit)`: what this channel may use. What
 *   another channel has reserved is gone for this one, else two channels would be promised the same piece.
 * - `reserved = reserved for this channel + reserved for no channel`
 * - `available = onHand - reserved`; `atp = available - safety stock`, negative when over-committed.
 */
export function cellOf(
  promisableOnHand: Decimal,
  reservedByChannel: ReadonlyMap<string, Decimal>,
  channelId: string | null,
  terms: PromiseTerms,
): Cell {
  const reservedShared = reservedByChannel.get(NO_CHANNEL) ?? ZERO;
  const reservedForChannel = channelId === null ? ZERO : (reservedByChannel.get(channelId) ?? ZERO);
  const reservedForOthers = sum(reservedByChannel.values()).minus(reservedShared).minus(reservedForChannel);
  const allocationLimit = limitOf(promisableOnHand, terms);
  const usable = promisableOnHand.minus(reservedForOthers);
  const onHand = allocationLimit === null ? usable : min(usable, allocationLimit);
  const reserved = reservedForChannel.plus(reservedShared);
  const available = onHand.minus(reserved);
  const atp = available.minus(terms.safetyStock);
  return {
    promisableOnHand,
    allocationLimit,
    reservedForOthers,
    reservedForChannel,
    reservedShared,
    safetyStock: terms.safetyStock,
    onHand,
    reserved,
    available,
    atp,
    severity: severityOf(atp, terms),
  };
}

function limitOf(promisable: Decimal, terms: PromiseTerms): Decimal | null {
  if (terms.allocationType === 'FIXED') return terms.allocationQuantity ?? ZERO;
  if (terms.allocationType === 'SHARED') return null;
  // rounded down: a share is never more than its percentage
  return max(promisable, ZERO)
    .times(terms.allocationPercent ?? ZERO)
    .div(100)
    .round(4, 0);
}

/** `CRITICAL` at or below the critical threshold, `LOW` at or below the low one, else `OK`. */
export function severityOf(
  atp: Decimal,
  terms: Pick<PromiseTerms, 'lowAtpThreshold' | 'criticalAtpThreshold'>,
): Severity {
  if (atp.lte(terms.criticalAtpThreshold)) return 'CRITICAL';
  return atp.lte(terms.lowAtpThreshold) ? 'LOW' : 'OK';
}

/** A dated change of what is there: supply positive, demand negative. */
export interface DatedQuantity {
  date: string;
  quantity: Decimal;
}

/**
 * Time-phased promise: with `P(t) = usable now + supply until t - demand until t`,
 * `ATP(d) = max(0, min over t >= d of P(t))`: what can be promised for day `d` without breaking a later promise.
 * @param usableNow what is free today, before the dated changes.
 * @returns a point for today and for each day on which something changes.
 */
export function projectAtp(
  today: string,
  usableNow: Decimal,
  changes: readonly DatedQuantity[],
): { date: string; atp: Decimal }[] {
  const byDay = new Map<string, Decimal>([[today, usableNow]]);
  for (const { date, quantity } of changes) {
    const day = date < today ? today : date; // what is overdue is expected from now on
    byDay.set(day, (byDay.get(day) ?? ZERO).plus(quantity));
  }
  const days = [...byDay.keys()].sort();
  let position = ZERO;
  const positions = days.map((day) => {
    position = position.plus(byDay.get(day) ?? ZERO);
    return position;
  });
  let lowest = decimal('1e30');
  const points: { date: string; atp: Decimal }[] = [];
  for (let index = days.length - 1; index >= 0; index--) {
    lowest = min(lowest, positions[index] ?? ZERO);
    points.unshift({ date: days[index] ?? today, atp: max(ZERO, lowest) });
  }
  return points;
}

/**
 * The time-phased promise of a record that may have a first day: before it nothing may be had, so that what is there,
 * and what comes in until then, counts as arriving on that day.
 */
export function projectPromise(
  today: string,
  usableNow: Decimal,
  supply: readonly DatedQuantity[],
  availableFrom: string | null,
): { date: string; atp: Decimal }[] {
  if (availableFrom === null || availableFrom <= today) return projectAtp(today, usableNow, supply);
  const later = supply.map(({ date, quantity }) => ({
    date: date < availableFrom ? availableFrom : date,
    quantity,
  }));
  return projectAtp(today, ZERO, [...later, { date: availableFrom, quantity: usableNow }]);
}
