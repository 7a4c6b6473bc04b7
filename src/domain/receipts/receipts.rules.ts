import type { Refusals } from '../errors.rules.ts';
import { checkLotUse, type LotClaim } from '../stock/lots.rules.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';

/** Whether goods of a row may come in; every reason is noted. */
export function checkReceived(
  refusals: Refusals,
  row: ResolvedRow,
  claim: LotClaim,
  now: Date,
  goodOnExpiryDate: boolean,
): void {
  checkLotUse(refusals, row, claim, 'RECEIVE', now, goodOnExpiryDate);
  refusals.check(!row.bin?.blocked, 'BIN_BLOCKED', `${row.at}binId`, `the bin ${row.bin?.code} is blocked`);
}
