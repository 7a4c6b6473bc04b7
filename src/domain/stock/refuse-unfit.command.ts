import type { Command } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { Refusals } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { firstGoodExpiry } from './conditions.rules.ts';
import type { ResolvedRow } from './stock-row.rules.ts';

/** Stock that is to leave, as far as its lot decides on it. */
interface Leaving extends Pick<ResolvedRow, 'at' | 'lot'> {
  product: Pick<ResolvedRow['product'], 'id' | 'globalSku'>;
  location: Pick<ResolvedRow['location'], 'timezone'>;
}

/**
 * What was fit when it was promised may not be so any more: a recalled or expired lot does not leave.
 * @param field the request's field that is named, after where the row stands (`at`)
 * @param advice what can be done instead
 * @throws LOT_RECALLED, LOT_EXPIRED
 */
export async function refuseUnfit(
  { tx, now }: Command,
  rows: readonly Leaving[],
  { field, advice }: { field: string; advice: string },
): Promise<void> {
  if (rows.every(({ lot }) => lot === null)) return;
  const { lotGoodOnExpiryDate } = await readSettings(tx);
  const refusals = new Refusals();
  for (const { at, product, location, lot } of rows) {
    if (!lot) continue;
    const details = { productMasterId: product.id, lotId: lot.id };
    const firstGood = firstGoodExpiry(dayIn(location.timezone, now), lotGoodOnExpiryDate);
    const path = `${at}${field}`;
    const named = `the lot ${lot.number} of ${product.globalSku}`;
    refusals.check(
      lot.status !== 'RECALLED',
      'LOT_RECALLED',
      path,
      `${named} is recalled: ${advice}`,
      details,
    );
    refusals.check(
      !lot.expiryDate || lot.expiryDate >= firstGood,
      'LOT_EXPIRED',
      path,
      `${named} expired on ${lot.expiryDate}: ${advice}`,
      details,
    );
  }
  refusals.throwIfAny();
}
