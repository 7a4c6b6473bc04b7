/** The physical state of stock. */
export const conditions = ['AVAILABLE', 'QUARANTINE', 'DAMAGED', 'EXPIRED', 'DESTRUCTION'] as const;
export type Condition = (typeof conditions)[number];

/** Whether a lot may be used. */
export type LotStatus = 'ACTIVE' | 'RECALLED';

/**
 * The first expiry date that still counts on a day: a lot whose expiry is earlier is expired, or too short for a
 * channel that asks for some days of remaining shelf life.
 * @param goodOnExpiryDate the organization's setting: good through the end of the expiry date, or only before it.
 */
export function firstGoodExpiry(today: string, goodOnExpiryDate: boolean, minRemainingDays = 0): string {
  const moment = new Date(`${today}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + minRemainingDays + (goodOnExpiryDate ? 0 : 1));
  return moment.toISOString().slice(0, 10);
}
