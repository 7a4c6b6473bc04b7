import type { Refusals } from '../errors.rules.ts';
import type { Decimal } from '../quantity.rules.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';

/** Whether a lot may be used: a recalled one is never promised. */
export const lotStatuses = ['ACTIVE', 'RECALLED'] as const;

/** What a lot could be used for: goods that come in, that are promised to somebody, or that a correction takes out. */
export type LotOperation = 'RECEIVE' | 'RESERVE' | 'ADJUST';

/** A line of a validation while it is judged. */
export interface JudgedLine {
  operation: LotOperation;
  row: ResolvedRow;
  /** Whether it names a location; left out, it is about the stock of all of them. */
  placed: boolean;
  expiryDate: string | null;
  lotField: 'lotId' | 'lotNumber';
  /** Null: any of it. */
  quantity: Decimal | null;
  refusals: Refusals;
}

/** Whether nothing speaks against a line so far. */
export const isSound = ({ refusals }: { refusals: Refusals }): boolean => refusals.all.length === 0;
