import { type Decimal, max, min, ZERO } from '../quantity.rules.ts';
import { levelsOf, positionOf, quantityUpTo, roundDown, urgencies, urgencyOf } from './levels.rules.ts';
import type { LowPlace, NotSuggested, Place, Suggested, Surplus } from './places.rules.ts';
import { whyNothing, whySuggested } from './words.rules.ts';

/** A place as it stands, when it is low. */
export function lowPlace(place: Place): LowPlace | null {
  const position = positionOf(place);
  const levels = levelsOf(place, place.dailyDemand);
  if (position.gt(levels.reorderPoint)) return null;
  return { place, position, levels, urgency: urgencyOf(position, place) };
}

/**
 * What is there above a location's own maximum: only what can be sent now, so without what is on its way, and without
 * what others have asked for.
 */
export function surplusOf({ max: highest, available, unallocatedDemand }: Place): Decimal {
  return highest === null ? ZERO : max(ZERO, available.minus(unallocatedDemand).minus(highest));
}

/**
 * Says what should be ordered for the places that are low, the most pressing first: from the locations with the largest
 * surplus, in whole multiples, and what they do not have from a supplier. A surplus is given away once.
 * @param only the location that is replenished; null: all of them
 */
export function suggestAll(
  places: readonly Place[],
  only: string | null = null,
): { suggestions: Suggested[]; notSuggested: NotSuggested[] } {
  const pool = new SurplusPool(places);
  const low = places
    .filter(({ locationId }) => only === null || locationId === only)
    .flatMap((place) => lowPlace(place) ?? [])
    .sort(byUrgency);
  const suggestions: Suggested[] = [];
  const notSuggested: NotSuggested[] = [];
  for (const each of low) {
    const { place, position, levels } = each;
    if (levels.target === null) {
      notSuggested.push({ ...each, reason: whyNothing(each) });
      continue;
    }
    const needed = quantityUpTo(levels.target, position, place.orderMultiple);
    if (needed.lte(0)) notSuggested.push({ ...each, reason: whyNothing(each) });
    else suggestions.push(...partsOf(each, needed, pool));
  }
  return { suggestions, notSuggested };
}

function partsOf(low: LowPlace, needed: Decimal, pool: SurplusPool): Suggested[] {
  const { place } = low;
  const parts: Omit<Suggested, 'reason'>[] = [];
  let left = needed;
  for (const from of place.preferredType === 'PURCHASE' ? [] : pool.sourcesFor(place)) {
    const quantity = roundDown(min(left, pool.left(place.productId, from.locationId)), place.orderMultiple);
    if (quantity.lte(0)) continue;
    pool.take(place.productId, from.locationId, quantity);
    parts.push({ ...low, quantity, needed, from, supplier: null });
    left = left.minus(quantity);
    if (left.lte(0)) break;
  }
  if (left.gt(0)) parts.push({ ...low, quantity: left, needed, from: null, supplier: place.supplier });
  return parts.map((part) => ({ ...part, reason: whySuggested(part) }));
}

/** The most pressing first, then what is furthest below its reorder point; ties in a fixed order. */
function byUrgency(a: LowPlace, b: LowPlace): number {
  return (
    urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
    below(b).cmp(below(a)) ||
    compare(a.place.productId, b.place.productId) ||
    compare(a.place.locationId, b.place.locationId)
  );
}

const below = ({ levels, position }: LowPlace): Decimal => levels.reorderPoint.minus(position);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What locations have above their own maxima, and have not given away in this run. */
class SurplusPool {
  readonly #sources = new Map<string, Surplus[]>();
  readonly #left = new Map<string, Decimal>();

  constructor(places: readonly Place[]) {
    for (const place of places) {
      const surplus = surplusOf(place);
      if (surplus.lte(0) || place.max === null) continue;
      const { productId, locationId, locationCode } = place;
      const sources = this.#sources.get(productId) ?? [];
      sources.push({ locationId, locationCode, surplus, max: place.max });
      this.#sources.set(productId, sources);
      this.#left.set(`${productId} ${locationId}`, surplus);
    }
  }
  left(productId: string, locationId: string): Decimal {
    return this.#left.get(`${productId} ${locationId}`) ?? ZERO;
  }
  /** The other locations with a surplus: the preferred one, then the one that has most left. */
  sourcesFor({ productId, locationId, preferredLocationId }: Place): Surplus[] {
    const left = (source: Surplus) => this.left(productId, source.locationId);
    const rank = (source: Surplus) => (source.locationId === preferredLocationId ? 0 : 1);
    return (this.#sources.get(productId) ?? [])
      .filter((source) => source.locationId !== locationId)
      .sort((a, b) => rank(a) - rank(b) || left(b).cmp(left(a)) || compare(a.locationId, b.locationId));
  }
  take(productId: string, locationId: string, quantity: Decimal): void {
    this.#left.set(`${productId} ${locationId}`, this.left(productId, locationId).minus(quantity));
  }
}
