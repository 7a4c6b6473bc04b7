/** Classes of products by the value that is consumed of them. */
export const abcClasses = ['A', 'B', 'C'] as const;
export type AbcClass = (typeof abcClasses)[number];

/** A figure for each class. */
export type PerClass<Value> = Record<AbcClass, Value>;

/**
 * How far a count may be off before somebody has to look at it. Each limit that is given must hold; without any, only a
 * count that agrees is within tolerance.
 */
export interface CountTolerance {
  /** Percent of the system's quantity, up to 4 decimals. */
  percent?: string | null;
  /** Units. */
  quantity?: string | null;
  /** Value of the difference, at the item's cost. */
  value?: string | null;
}

/** What an organization may decide for itself; kept as JSON, completed by {@link defaultSettings}. */
export interface OrganizationSettings {
  /** Whether a lot is still good through its expiry date (in the location's time zone). */
  lotGoodOnExpiryDate?: boolean;
  /** Days of ledger history behind an average daily demand (safety stock in days). */
  demandWindowDays?: number;
  /** Whether whoever counted a line may also accept its difference above tolerance. */
  countSelfApproval?: boolean;
  /** How far a count may be off, by class. */
  countTolerances?: PerClass<CountTolerance>;
  /** Cumulative shares of consumption value, in percent, that end class A and class B. */
  abcCutoffs?: { A: number; B: number };
  /** Days between counts, by class. */
  countFrequencyDays?: PerClass<number>;
  /** Days of ledger history behind the ABC classification. */
  abcPeriodDays?: number;
  /** Whether the suggestion is drafted when a position falls to its reorder point. */
  draftReplenishments?: boolean;
  /** Whether who had a hand in a stock request may also approve it. */
  stockRequestSelfApproval?: boolean;
  /** Above this value a stock request needs two approvals; null: never. */
  stockRequestSecondApprovalAbove?: string | null;
}

/**
 * The settings that hold where an organization has not chosen. Tolerances are the usual ones of cycle counting (APICS:
 * A 0.2 %, B 1 %, C 5 %); ABC classes are cut at 80 % and 95 %.
 */
export const defaultSettings: Required<OrganizationSettings> = {
  lotGoodOnExpiryDate: true,
  demandWindowDays: 28,
  countSelfApproval: false,
  countTolerances: { A: { percent: '0.2' }, B: { percent: '1' }, C: { percent: '5' } },
  abcCutoffs: { A: 80, B: 95 },
  countFrequencyDays: { A: 30, B: 90, C: 365 },
  abcPeriodDays: 365,
  draftReplenishments: false,
  stockRequestSelfApproval: false,
  stockRequestSecondApprovalAbove: null,
};

/** An organization's settings, complete. */
export function completeSettings(
  given: OrganizationSettings | null | undefined,
): Required<OrganizationSettings> {
  return { ...defaultSettings, ...given };
}
