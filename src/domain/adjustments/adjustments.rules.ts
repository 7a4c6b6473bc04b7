/** Kinds of adjustments: acts that nothing came in or went out for. */
export const adjustmentTypes = [
  'ADJUSTMENT',
  'LOT_CORRECTION',
  'CONDITION_CHANGE',
  'RECORD_STOCK',
  'CYCLE_COUNT',
  'REVERSAL',
] as const;
export type AdjustmentType = (typeof adjustmentTypes)[number];
