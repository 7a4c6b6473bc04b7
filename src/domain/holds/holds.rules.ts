/** States of a hold. */
export const holdStatuses = ['ACTIVE', 'RELEASED', 'EXPIRED'] as const;
export type HoldStatus = (typeof holdStatuses)[number];

/** Why stock is set aside. */
export const holdTypes = ['QUALITY', 'DAMAGE', 'RECALL', 'LEGAL', 'CUSTOMER', 'OTHER'] as const;
export type HoldType = (typeof holdTypes)[number];

/** What a hold is on: a stock item (all of it, or a quantity), or a lot wherever it lies. */
export type HoldScope = 'ITEM' | 'LOT';

/** What can be done with a hold, by its state; everything else is INVALID_TRANSITION. */
export const holdActions: Record<HoldStatus, readonly string[]> = {
  ACTIVE: ['RELEASE'],
  RELEASED: [],
  EXPIRED: [],
};
