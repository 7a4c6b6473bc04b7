import type { Decimal } from '../quantity.rules.ts';
import type { LevelSettings, Levels, PositionTerms, Urgency } from './levels.rules.ts';
import type { SourceType } from './replenishment.rules.ts';

/** A product at a location that has settings, as it stands. */
export interface Place extends LevelSettings, PositionTerms {
  configId: string;
  productId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  locationCode: string;
  locationName: string;
  preferredType: SourceType | null;
  preferredLocationId: string | null;
  supplier: string | null;
  autoApproveLimit: Decimal | null;
  /** Average daily demand; 0 unless the method is days of cover. */
  dailyDemand: Decimal;
  announced: boolean;
}

/** Another location that has more than its own maximum. */
export interface Surplus {
  locationId: string;
  locationCode: string;
  /** What it has above its maximum, before this run. */
  surplus: Decimal;
  max: Decimal;
}

/** A place whose position is at or below its reorder point. */
export interface LowPlace {
  place: Place;
  position: Decimal;
  levels: Levels;
  urgency: Urgency;
}

/** What should be ordered. */
export interface Suggested extends LowPlace {
  quantity: Decimal;
  /** What the place needs in all, where several suggestions bring it. */
  needed: Decimal;
  /** Null: from a supplier. */
  from: Surplus | null;
  supplier: string | null;
  reason: string;
}

/** A place that is low and for which nothing can be suggested. */
export interface NotSuggested extends LowPlace {
  reason: string;
}
