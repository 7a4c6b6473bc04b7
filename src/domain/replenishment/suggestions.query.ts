import type { Tx } from '../../platform/database/transaction.ts';
import { dayIn } from '../dates.rules.ts';
import { Refusals } from '../errors.rules.ts';
import { findLocations } from '../lookups.query.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { text } from '../quantity.rules.ts';
import { findReferences } from '../references.query.ts';
import type { ReplenishmentMethod, Urgency } from './levels.rules.ts';
import type { LowPlace, NotSuggested, Suggested } from './places.rules.ts';
import { findLowPlaces, type PlacesRequest } from './positions.query.ts';
import type { ReplenishmentSource } from './replenishment.rules.ts';
import { suggestAll } from './suggest.rules.ts';

/** What is looked at. */
export interface SuggestionsInput {
  /** Id or code; left out: every location. */
  locationId?: string | null;
  /** Ids or SKUs; left out: every product that has settings. */
  productMasterIds?: string[] | null;
  /** Stock that has expired by this day does not count; left out: today. */
  asOf?: string | null;
  /** At most so many suggestions, the most pressing first. */
  limit?: number | null;
}

/** Most suggestions of an answer, and most drafts of a run. */
export const MOST_SUGGESTIONS = 1_000;

/** A place that is low, with the figures that tell so. */
export interface LowPlaceRow {
  configId: string;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  locationCode: string;
  locationName: string;
  method: ReplenishmentMethod;
  position: string;
  available: string;
  incoming: string;
  onOrder: string;
  unallocatedDemand: string;
  averageDailyDemand: string | null;
  reorderPoint: string;
  target: string | null;
  max: string | null;
  urgency: Urgency;
  reason: string;
}

/** What should be ordered. */
export interface SuggestionRow extends LowPlaceRow {
  suggestedQuantity: string;
  neededQuantity: string;
  orderMultiple: string | null;
  source: ReplenishmentSource & { locationCode: string | null };
  sourceSurplus: string | null;
  /** Of a run that makes drafts: the one that was made. */
  replenishmentId: string | null;
}

/** The suggestions of a run. */
export interface SuggestionsAnswer {
  suggestions: SuggestionRow[];
  notSuggested: LowPlaceRow[];
  /** Of all suggestions, also those beyond the limit. */
  total: number;
  /** Places with settings that were looked at. */
  evaluated: number;
}

/** What an evaluation comes to. */
export interface Evaluation {
  suggestions: Suggested[];
  notSuggested: NotSuggested[];
  evaluated: number;
}

/** Says what should be ordered. Nothing is written. */
export async function readSuggestions(
  tx: Tx,
  now: Date,
  input: SuggestionsInput,
): Promise<SuggestionsAnswer> {
  const { request, limit } = await resolveRequest(tx, now, input);
  return answerOf(await evaluate(tx, request), limit);
}

/** Looks at places, and says what should be ordered for those that are low. */
export async function evaluate(tx: Tx, request: PlacesRequest): Promise<Evaluation> {
  const { places, evaluated } = await findLowPlaces(tx, request);
  // of other locations only what they can spare is of interest
  return { ...suggestAll(places, request.locationId), evaluated };
}

/** Finds what a request names. @throws VALIDATION_FAILED, NOT_FOUND */
export async function resolveRequest(
  tx: Tx,
  now: Date,
  { locationId, productMasterIds, asOf, limit }: SuggestionsInput,
): Promise<{ request: PlacesRequest; limit: number }> {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(
    limit == null || (Number.isInteger(limit) && limit >= 1 && limit <= MOST_SUGGESTIONS),
    'limit',
    'must be a whole number from 1 to 1000',
  );
  check(
    productMasterIds == null || (productMasterIds.length >= 1 && productMasterIds.length <= 1_000),
    'productMasterIds',
    'must be 1 to 1,000 (or left out)',
  );
  refusals.throwIfAny();
  const location = locationId == null ? null : (await findLocations(tx, [locationId])).get(locationId);
  refusals.check(location !== undefined, 'NOT_FOUND', 'locationId', 'there is no such location');
  const products = await findReferences(tx, 'product', productMasterIds ?? []);
  for (const [index, reference] of (productMasterIds ?? []).entries())
    products.check(refusals, `productMasterIds[${index}]`, reference);
  // the day that is over everywhere is over
  const today = dayIn(location?.timezone ?? 'Etc/GMT+12', now);
  check(asOf == null || asOf >= today, 'asOf', `must not be in the past (today is ${today})`);
  refusals.throwIfAny();
  const request: PlacesRequest = {
    now,
    settings: await readSettings(tx),
    productIds: productMasterIds?.map((reference) => products.id(reference)) ?? null,
    locationId: location?.id ?? null,
    asOf: asOf ?? null,
  };
  return { request, limit: limit ?? MOST_SUGGESTIONS };
}

/** @param drafts the ids of the drafts that were made, in the order of the suggestions */
export function answerOf(
  { suggestions, notSuggested, evaluated }: Evaluation,
  limit: number,
  drafts: readonly string[] = [],
): SuggestionsAnswer {
  return {
    suggestions: suggestions
      .slice(0, limit)
      .map((suggested, index) => ({ ...suggestionRow(suggested), replenishmentId: drafts[index] ?? null })),
    notSuggested: notSuggested.slice(0, limit).map((low) => ({ ...lowRow(low), reason: low.reason })),
    total: suggestions.length,
    evaluated,
  };
}

function suggestionRow(suggested: Suggested): Omit<SuggestionRow, 'replenishmentId'> {
  const { place, quantity, needed, from, supplier, reason } = suggested;
  return {
    ...lowRow(suggested),
    suggestedQuantity: text(quantity),
    neededQuantity: text(needed),
    orderMultiple: place.orderMultiple && text(place.orderMultiple),
    source: {
      type: from ? 'TRANSFER' : 'PURCHASE',
      locationId: from?.locationId ?? null,
      locationCode: from?.locationCode ?? null,
      supplier,
    },
    sourceSurplus: from ? text(from.surplus) : null,
    reason,
  };
}

function lowRow({ place, position, levels, urgency }: LowPlace): Omit<LowPlaceRow, 'reason'> {
  return {
    configId: place.configId,
    productMasterId: place.productId,
    globalSku: place.globalSku,
    productName: place.productName,
    locationId: place.locationId,
    locationCode: place.locationCode,
    locationName: place.locationName,
    method: place.method,
    position: text(position),
    available: text(place.available),
    incoming: text(place.incoming),
    onOrder: text(place.onOrder),
    unallocatedDemand: text(place.unallocatedDemand),
    averageDailyDemand: place.method === 'DAYS_OF_COVER' ? text(place.dailyDemand.round(4)) : null,
    reorderPoint: text(levels.reorderPoint),
    target: levels.target && text(levels.target),
    max: place.max && text(place.max),
    urgency,
  };
}
