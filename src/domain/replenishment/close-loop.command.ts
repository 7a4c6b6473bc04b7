import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { text } from '../quantity.rules.ts';
import { type Pair, pairKey } from '../stock/locked-stock.rules.ts';
import type { Place } from './places.rules.ts';
import { lockPlaces, type PlacesRequest } from './positions.query.ts';
import { lowPlace } from './suggest.rules.ts';
import { evaluate } from './suggestions.query.ts';
import { whyLow } from './words.rules.ts';
import { draftOf, writeReplenishments } from './write-replenishments.command.ts';

/** A product at a location that has settings and whose record was locked by the command. */
export interface TouchedPlace extends Pair {
  /** It is not told that the position is low: somebody just decided about its replenishment. */
  quiet: boolean;
}

/**
 * The ending of every command that touched stock of products with settings: where the position has come to the reorder
 * point or below, it is told by an event, once until it recovers, and if the organization wants that, drafted. The
 * availability records are locked since the command began, so that nobody else tells or drafts the same.
 */
export async function closeLoop(command: Command, touched: TouchedPlace[]): Promise<void> {
  const { tx, now } = command;
  const settings = await readSettings(tx);
  const request: PlacesRequest = { now, settings };
  const places = await lockPlaces(tx, touched, request);
  const low = new Map(places.flatMap((place) => (lowPlace(place) ? [[place.configId, place]] : [])));
  const changed = places.filter(({ configId, announced }) => announced !== low.has(configId));
  if (changed.length === 0) return;
  await sql`
    update replenishment_config c set announced = not c.announced
    where c.org_id = ${tx.orgId} and c.id = any(${changed.map(({ configId }) => configId)}::text[])`.execute(
    tx.db,
  );
  const loud = new Set(touched.filter(({ quiet }) => !quiet).map(pairKey));
  const news = changed.filter((place) => low.has(place.configId) && loud.has(pairKey(place)));
  for (const place of news) announce(command, place);
  if (news.length > 0 && settings.draftReplenishments) await draft(command, news, request);
}

function announce(command: Command, place: Place): void {
  const low = lowPlace(place);
  if (!low) return;
  const { position, levels, urgency } = low;
  const { available, incoming, onOrder, unallocatedDemand } = place;
  command.record({
    action: 'replenishment.need',
    event: 'replenishment.needed',
    documentType: 'ReplenishmentConfig',
    documentId: place.configId,
    after: {
      productMasterId: place.productId,
      globalSku: place.globalSku,
      locationId: place.locationId,
      method: place.method,
      position: text(position),
      available: text(available),
      incoming: text(incoming),
      onOrder: text(onOrder),
      unallocatedDemand: text(unallocatedDemand),
      reorderPoint: text(levels.reorderPoint),
      urgency,
      reason: whyLow(low),
    },
  });
}

/**
 * Drafts what is suggested for places. What other locations can spare is looked at without locking them: a draft promises
 * nothing, and its transfer is refused where there is not enough by then.
 */
async function draft(command: Command, places: readonly Place[], request: PlacesRequest): Promise<void> {
  const productIds = [...new Set(places.map(({ productId }) => productId))];
  const wanted = new Set(places.map(({ configId }) => configId));
  const { suggestions } = await evaluate(command.tx, { ...request, productIds });
  const mine = suggestions.filter(({ place }) => wanted.has(place.configId));
  await writeReplenishments(command, mine.map(draftOf));
  await recover(
    command,
    mine.map(({ place }) => place),
    request,
  );
}

/** What was drafted counts as supply: where that brings the position up, it has recovered. */
async function recover({ tx }: Command, places: readonly Place[], request: PlacesRequest): Promise<void> {
  if (places.length === 0) return;
  const after = await lockPlaces(tx, places, request);
  const recovered = after.filter((place) => place.announced && !lowPlace(place));
  await sql`
    update replenishment_config c set announced = false
    where c.org_id = ${tx.orgId} and c.id = any(${recovered.map(({ configId }) => configId)}::text[])`.execute(
    tx.db,
  );
}
