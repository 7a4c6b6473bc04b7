import { type Decimal, max, min, round4, ZERO } from '../quantity.rules.ts';

/** How it is told that a product has to be replenished, and up to where. */
export const methods = ['MIN_MAX', 'REORDER_POINT', 'DAYS_OF_COVER'] as const;
export type ReplenishmentMethod = (typeof methods)[number];

/** The settings that levels follow from. */
export interface LevelSettings {
  method: ReplenishmentMethod;
  min: Decimal;
  reorderPoint: Decimal;
  /** Null: nothing is suggested. */
  max: Decimal | null;
  safetyStock: Decimal;
  leadTimeDays: number;
  coverDays: number | null;
  orderMultiple: Decimal | null;
}

/** What a position is made of. */
export interface PositionTerms {
  /** Good stock that nobody has reserved and no hold keeps. */
  available: Decimal;
  /** Supply on its way, but for what replenishments bring. */
  incoming: Decimal;
  /** What open replenishments bring: drafts count, so that nothing is ordered twice. */
  onOrder: Decimal;
  /** What is asked of the location and not reserved yet. */
  unallocatedDemand: Decimal;
}

/** Position = available + incoming + on order - demand not allocated. */
export const positionOf = ({ available, incoming, onOrder, unallocatedDemand }: PositionTerms): Decimal =>
  available.plus(incoming).plus(onOrder).minus(unallocatedDemand);

/** At or below which position an order is suggested, and up to where. */
export interface Levels {
  reorderPoint: Decimal;
  /** Null: there is no maximum. */
  target: Decimal | null;
}

/**
 * - `MIN_MAX`: at or below min, up to max
 * - `REORDER_POINT`: at or below the reorder point, up to max
 * - `DAYS_OF_COVER`: at or below `demand x lead time + safety stock`, up to `demand x (lead time + cover days) + safety
 *   stock`; never below the reorder point that is set, never above max
 * @param dailyDemand average daily demand; for days of cover only
 */
export function levelsOf(settings: LevelSettings, dailyDemand: Decimal): Levels {
  const { method, min: lowest, reorderPoint, max: highest, safetyStock, leadTimeDays, coverDays } = settings;
  if (method === 'MIN_MAX') return { reorderPoint: lowest, target: highest };
  if (method === 'REORDER_POINT') return { reorderPoint, target: highest };
  const within = (level: Decimal, floor: Decimal) => {
    const raised = max(floor, round4(level));
    return highest === null ? raised : min(highest, raised);
  };
  const point = within(dailyDemand.times(leadTimeDays).plus(safetyStock), reorderPoint);
  const covered = dailyDemand.times(leadTimeDays + (coverDays ?? 0)).plus(safetyStock);
  return { reorderPoint: point, target: highest === null ? null : within(covered, point) };
}

/** What is missing up to the target, rounded up to the multiple: above the target by less than one multiple. */
export function quantityUpTo(target: Decimal, position: Decimal, multiple: Decimal | null): Decimal {
  const missing = target.minus(position);
  if (missing.lte(0)) return ZERO;
  return roundUp(missing, multiple);
}

export function roundUp(quantity: Decimal, multiple: Decimal | null): Decimal {
  if (multiple === null) return quantity;
  const over = quantity.mod(multiple);
  return over.eq(0) ? quantity : quantity.minus(over).plus(multiple);
}

export function roundDown(quantity: Decimal, multiple: Decimal | null): Decimal {
  return multiple === null ? quantity : quantity.minus(quantity.mod(multiple));
}

/** How pressing a suggestion is. */
export const urgencies = ['CRITICAL', 'HIGH', 'NORMAL'] as const;
export type Urgency = (typeof urgencies)[number];

/** `CRITICAL` at or below the safety stock (nothing at all where there is none), `HIGH` at or below min. */
export function urgencyOf(
  position: Decimal,
  { safetyStock, min: lowest }: Pick<LevelSettings, 'safetyStock' | 'min'>,
): Urgency {
  if (position.lte(safetyStock)) return 'CRITICAL';
  return position.lte(lowest) ? 'HIGH' : 'NORMAL';
}
