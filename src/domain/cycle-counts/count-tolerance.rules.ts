import type { CountTolerance } from '../organizations/settings.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';

/** What was counted, and what the system had at that moment. */
export interface CountedFigures {
  counted: Decimal;
  system: Decimal;
  unitCost: Decimal;
}

/**
 * Whether a count is near enough to the system's figure. Every limit that is given must hold; without any, only a
 * count that agrees does. A percentage of nothing is nothing.
 */
export function isWithinTolerance(
  { counted, system, unitCost }: CountedFigures,
  { percent, quantity, value }: CountTolerance,
): boolean {
  const off = counted.minus(system).abs();
  if (off.eq(0)) return true;
  if (percent == null && quantity == null && value == null) return false;
  return (
    (percent == null || off.times(100).lte(system.abs().times(decimal(percent)))) &&
    (quantity == null || off.lte(decimal(quantity))) &&
    (value == null || off.times(unitCost).lte(decimal(value)))
  );
}
