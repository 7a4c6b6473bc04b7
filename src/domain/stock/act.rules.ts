import type { Decimal } from '../quantity.rules.ts';
import type { Change, Posted } from './ledger.rules.ts';
import type { LockedItem } from './locked-stock.rules.ts';
import type { ResolvedRow } from './stock-row.rules.ts';

/** Kinds of acts on the ledger. */
export type ActType =
  | 'ADJUSTMENT'
  | 'LOT_CORRECTION'
  | 'CONDITION_CHANGE'
  | 'RECORD_STOCK'
  | 'CYCLE_COUNT'
  | 'RECEIPT'
  | 'ISSUE'
  | 'PUT_AWAY'
  | 'TRANSFER'
  | 'REVERSAL';

/** One business act: all of its lines, or none. */
export interface Act {
  type: ActType;
  reasonCode: string | null;
  reference?: string | null;
  notes?: string | null;
  /** The day a person says it happened, not in the future; default: today at the location. */
  effectiveDate?: string | null;
  /** The document that this act carries out. */
  cause?: { type: string; id: string };
  reversesId?: string;
  /** Which cost centre bears an issue. */
  costCentre?: string | null;
}

/** One line of an act. */
export interface ActLine {
  row: ResolvedRow;
  change: Change;
  /** The quantity was seen by somebody: the item's last count is now. */
  counted?: boolean;
  /** Of a reversal: the movement that is undone. */
  reversesMovementId?: string;
  /** The kind of movement; default: the act's type. A reversal keeps that of what it undoes. */
  movementType?: string;
  /** Why this line moved, where it differs from the act's reason. */
  reasonCode?: string | null;
  /** The line of the document that caused this one. */
  causeLineId?: string | null;
  /** So much of what is reserved goes along with the stock; see `carryAllocations`. */
  carried?: Decimal;
  /** Held stock may be taken, too: it is physically gone, and the holds follow. */
  overHolds?: boolean;
  /** The request's field with the quantity, for errors; default: as an adjustment names it. */
  field?: string;
}

/** A line as it was posted. */
export interface PostedLine extends Posted {
  movementId: string;
  lineNo: number;
  item: LockedItem;
  row: ResolvedRow;
  reasonCode: string | null;
  causeLineId: string | null;
}

/** An act as it was posted. */
export interface PostedAct extends Act {
  id: string;
  number: string;
  effectiveDate: string;
  postedAt: string;
  lines: PostedLine[];
}
