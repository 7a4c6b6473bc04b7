import type { Decimal } from '../quantity.rules.ts';
import type { Condition } from './conditions.rules.ts';

/** A product at a location: what an availability record is kept for. */
export interface Pair {
  productId: string;
  locationId: string;
}

/** An availability record, locked. */
export interface LockedRecord extends Pair {
  id: string;
  blocked: boolean;
  nextReleaseAt: string | null;
  channelReserved: Record<string, string>;
  /** It has settings for its replenishment. */
  replenished: boolean;
}

/** A stock item, locked. */
export interface LockedItem extends Pair {
  id: string;
  binId: string | null;
  lotId: string | null;
  condition: Condition;
  onHand: Decimal;
  reserved: Decimal;
  /** The part of what is reserved that holds keep. */
  held: Decimal;
  /** How many holds cover it. */
  holdCount: number;
  unitCost: Decimal;
  promisable: boolean;
  expiryDate: string | null;
  firstReceivedAt: string | null;
  allowNegative: boolean;
}

export const pairKey = ({ productId, locationId }: Pair): string => `${productId} ${locationId}`;
