import { dayIn } from '../dates.rules.ts';
import type { Refusals } from '../errors.rules.ts';
import { firstGoodExpiry } from './conditions.rules.ts';
import type { ResolvedRow } from './stock-row.rules.ts';

/** What is being done with a lot: goods that come in are judged more strictly than a correction of what is there. */
export type LotUse = 'RECEIVE' | 'CORRECT';

/** What a request says of a row's lot, beside the row. */
export interface LotClaim {
  expiryDate?: string | null;
}

/**
 * Whether stock of a row may be posted as far as its lot goes; every reason is noted. The same rules decide the
 * answers of lot validation and the refusals of writes.
 */
export function checkLotUse(
  refusals: Refusals,
  row: Pick<ResolvedRow, 'at' | 'product' | 'location' | 'lot' | 'newLotNumber' | 'condition'>,
  claim: LotClaim,
  use: LotUse,
  now: Date,
  goodOnExpiryDate: boolean,
): void {
  const { at, product, lot, location } = row;
  const named = lot !== null || row.newLotNumber !== null;
  if (product.lotControlled)
    refusals.check(
      named,
      'LOT_REQUIRED',
      `${at}lotNumber`,
      `${product.globalSku} is lot-controlled: name the lot`,
    );
  if (!product.lotControlled && claim.expiryDate != null)
    refusals.check(
      named,
      'LOT_REQUIRED',
      `${at}lotNumber`,
      'an expiry date is kept with a lot: name the lot',
    );
  const expiry = lot ? lot.expiryDate : (claim.expiryDate ?? null);
  if (product.expiryControlled && !(lot && claim.expiryDate)) {
    refusals.check(
      expiry !== null,
      'EXPIRY_REQUIRED',
      `${at}expiryDate`,
      `${product.globalSku} is expiry-controlled: give the expiry date`,
    );
  }
  if (lot && claim.expiryDate) {
    refusals.check(
      lot.expiryDate === claim.expiryDate,
      'LOT_EXPIRY_MISMATCH',
      `${at}expiryDate`,
      lot.expiryDate
        ? `the lot ${lot.number} expires on ${lot.expiryDate}`
        : `the lot ${lot.number} has no expiry date; give it one first`,
      { expiryDate: lot.expiryDate },
    );
  }
  if (use !== 'RECEIVE' || row.condition !== 'AVAILABLE') return;
  const firstGood = firstGoodExpiry(dayIn(location.timezone, now), goodOnExpiryDate);
  refusals.check(
    expiry === null || expiry >= firstGood,
    'LOT_EXPIRED',
    `${at}${lot ? 'lotNumber' : 'expiryDate'}`,
    `expired on ${expiry}: receive it into another condition`,
    { expiryDate: expiry },
  );
  refusals.check(
    lot?.status !== 'RECALLED',
    'LOT_RECALLED',
    `${at}lotNumber`,
    `the lot ${lot?.number} is recalled`,
  );
}
