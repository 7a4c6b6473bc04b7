import { dayIn } from '../dates.rules.ts';
import type { Refusals } from '../errors.rules.ts';
import { firstGoodExpiry } from './conditions.rules.ts';
import type { ResolvedRow, RowLot } from './stock-row.rules.ts';

/**
 * What is being done with a lot. Goods that come in are judged more strictly than a correction of what is there; goods
 * that are to leave for somebody must be of a lot that is still good, but need not name it.
 */
export type LotUse = 'RECEIVE' | 'CORRECT' | 'RESERVE';

/** What a request says of a row's lot, beside the row. */
export interface LotClaim {
  expiryDate?: string | null;
  /** How the request names the lot; default: by its number. */
  field?: 'lotId' | 'lotNumber';
}

/** A row as far as its lot is judged. */
type LotRow = Pick<ResolvedRow, 'at' | 'product' | 'location' | 'lot' | 'newLotNumber' | 'condition'>;

/**
 * Whether stock of a row may be posted, or promised, as far as its lot goes; every reason is noted. The same rules decide the
 * answers of lot validation and the refusals of writes.
 */
export function checkLotUse(
  refusals: Refusals,
  row: LotRow,
  claim: LotClaim,
  use: LotUse,
  now: Date,
  goodOnExpiryDate: boolean,
): void {
  const { at, product, lot } = row;
  const lotField = `${at}${claim.field ?? 'lotNumber'}`;
  const named = lot !== null || row.newLotNumber !== null;
  if (product.lotControlled && use !== 'RESERVE')
    refusals.check(named, 'LOT_REQUIRED', lotField, `${product.globalSku} is lot-controlled: name the lot`);
  else if (claim.expiryDate != null)
    refusals.check(named, 'LOT_REQUIRED', lotField, 'an expiry date is kept with a lot: name the lot');
  const expiry = lot ? lot.expiryDate : (claim.expiryDate ?? null);
  if (product.expiryControlled && use !== 'RESERVE' && !(lot && claim.expiryDate)) {
    refusals.check(
      expiry !== null,
      'EXPIRY_REQUIRED',
      `${at}expiryDate`,
      `${product.globalSku} is expiry-controlled: give the expiry date`,
    );
  }
  if (lot) checkExpiryOfLot(refusals, at, lot, claim.expiryDate ?? null);
  if (use === 'CORRECT' || row.condition !== 'AVAILABLE') return;
  checkLotGood(refusals, row, { expiry, lotField, use }, now, goodOnExpiryDate);
}

/** An expiry date that a request gives must be the lot's. */
export function checkExpiryOfLot(
  refusals: Refusals,
  at: string,
  lot: Pick<RowLot, 'number' | 'expiryDate'>,
  given: string | null,
): void {
  refusals.check(
    given === null || lot.expiryDate === given,
    'LOT_EXPIRY_MISMATCH',
    `${at}expiryDate`,
    lot.expiryDate
      ? `the lot ${lot.number} expires on ${lot.expiryDate}`
      : `the lot ${lot.number} has no expiry date; give it one first`,
    { expiryDate: lot.expiryDate },
  );
}

/** Neither what has expired nor what is recalled is taken in as good, or promised to anybody. */
function checkLotGood(
  refusals: Refusals,
  { at, lot, location }: LotRow,
  { expiry, lotField, use }: { expiry: string | null; lotField: string; use: 'RECEIVE' | 'RESERVE' },
  now: Date,
  goodOnExpiryDate: boolean,
): void {
  // a lot that is not named is none that could have expired
  if (use === 'RESERVE' && !lot) return;
  const firstGood = firstGoodExpiry(dayIn(location.timezone, now), goodOnExpiryDate);
  refusals.check(
    expiry === null || expiry >= firstGood,
    'LOT_EXPIRED',
    lot ? lotField : `${at}expiryDate`,
    `expired on ${expiry}${use === 'RECEIVE' ? ': receive it into another condition' : ''}`,
    { expiryDate: expiry },
  );
  refusals.check(lot?.status !== 'RECALLED', 'LOT_RECALLED', lotField, `the lot ${lot?.number} is recalled`);
}

/** A row whose lot may have to be made, with the expiry date that the request gives. */
export interface LotToMake {
  row: Pick<ResolvedRow, 'product' | 'newLotNumber'>;
  expiryDate: string | null;
}

/** What names a lot that is new. */
export const newLotKey = ({ product, newLotNumber }: LotToMake['row']): string =>
  `${product.id} ${newLotNumber}`;

/** The expiry dates that new lots get, by their keys: any of their rows may give it, the first one counts. */
export function expiriesOfNewLots(rows: readonly LotToMake[]): Map<string, string | null> {
  const expiries = new Map<string, string | null>();
  for (const { row, expiryDate } of rows) {
    if (row.newLotNumber === null) continue;
    const key = newLotKey(row);
    expiries.set(key, expiries.get(key) ?? expiryDate);
  }
  return expiries;
}
