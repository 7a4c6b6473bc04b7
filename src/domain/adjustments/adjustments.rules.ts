/** Kinds of adjustments: acts that nothing came in or went out for. */
export const adjustmentTypes = ['ADJUSTMENT', 'LOT_CORRECTION', 'RECORD_STOCK', 'REVERSAL'] as const;
export type AdjustmentType = (typeof adjustmentTypes)[number];
