/** What an organization may decide for itself; kept as JSON, completed by {@link defaultSettings}. */
export interface OrganizationSettings {
  /** Whether a lot is still good through its expiry date (in the location's time zone). */
  lotGoodOnExpiryDate?: boolean;
  /** Days of ledger history behind an average daily demand (safety stock in days). */
  demandWindowDays?: number;
}

/** The settings that hold where an organization has not chosen. */
export const defaultSettings: Required<OrganizationSettings> = {
  lotGoodOnExpiryDate: true,
  demandWindowDays: 28,
};

/** An organization's settings, complete. */
export function completeSettings(
  given: OrganizationSettings | null | undefined,
): Required<OrganizationSettings> {
  return { ...defaultSettings, ...given };
}
