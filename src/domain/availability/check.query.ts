import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { together } from '../../platform/together.ts';
import { dayIn } from '../dates.rules.ts';
import { invalid, Refusals } from '../errors.rules.ts';
import { findChannels, findLocations, findProducts } from '../lookups.query.ts';
import { completeSettings } from '../organizations/settings.rules.ts';
import { decimal, max, min, ZERO } from '../quantity.rules.ts';
import { firstGoodExpiry } from '../stock/conditions.rules.ts';
import { owedToHolds } from '../stock/owed-to-holds.query.ts';
import type { DatedQuantity } from './atp.rules.ts';
import {
  type CheckLine,
  type CheckLineAnswer,
  checkLines,
  type Source,
  type SourceItem,
} from './check.rules.ts';
import { readPromises } from './promise.query.ts';
import { isLapsed, promiseOf } from './promise.rules.ts';

/** One product asked for. */
export interface CheckLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  quantity: string;
  /** Id or code; left out: any location. */
  locationId?: string | null;
}

/** What is asked: can these be had, for a channel, by a day? */
export interface CheckAvailabilityInput {
  /** Id or code. */
  channelId?: string | null;
  neededBy?: string | null;
  /** A line may come from several locations. */
  allowSplit?: boolean | null;
  lines: CheckLineInput[];
}

/** The answer: each line, and whether all of them can be had. */
export interface CheckAnswer {
  available: boolean;
  lines: CheckLineAnswer[];
}

/**
 * Checks availability without reserving anything. Lines that ask for one product share what there is, in their order.
 */
export async function checkAvailability(
  tx: Tx,
  now: Date,
  input: CheckAvailabilityInput,
): Promise<CheckAnswer> {
  const refusals = new Refusals();
  checkShape(refusals, input);
  refusals.throwIfAny();
  const wanted = wantedOf(tx.orgId, input.lines);
  // none waits for another: all of them leave in one packet
  const [{ lines, channelId }, promises, items, supply] = await together(
    resolveInput(tx, input, refusals),
    readPromises(tx, { now, condition: wanted.records }, { productIds: wanted.products }),
    readFreeItems(tx, now, wanted),
    readSupply(tx, sql`s.product_id = any(${wanted.products})`),
  );
  const asked = promises.records.filter((record) =>
    lines.some(
      (line) =>
        line.productId === record.productId && (line.locationId ?? record.locationId) === record.locationId,
    ),
  );
  const sources: Source[] = asked.map((record) => {
    const { cell, minRemainingDays } = promiseOf(record, channelId, promises.policies, promises.demand, now);
    const today = dayIn(record.timezone, now);
    const firstGood = firstGoodExpiry(
      today,
      completeSettings(record.settings).lotGoodOnExpiryDate,
      minRemainingDays,
    );
    const mine = (row: { productId: string; locationId: string }) =>
      row.productId === record.productId && row.locationId === record.locationId;
    return {
      productId: record.productId,
      locationId: record.locationId,
      today,
      atp: cell.atp,
      blocked: record.blocked,
      availableFrom: record.availableFrom,
      // what is over-committed has used up that much of the limit
      backorderLeft: max(ZERO, min(cell.atp, ZERO).plus(record.backorderLimit)),
      items: items.filter((item) => mine(item) && (item.expiryDate === null || item.expiryDate >= firstGood)),
      supply: supply.filter(mine),
    };
  });
  refusePast(input.neededBy, sources, now);
  const answers = checkLines(lines, sources, {
    neededBy: input.neededBy ?? null,
    allowSplit: input.allowSplit ?? false,
  });
  return { available: answers.every(({ status }) => status === 'AVAILABLE'), lines: answers };
}

/** What is read for a check, said by what its lines name, so that nothing has to be looked up before. */
interface Wanted {
  /** An array of the ids of products. */
  products: RawBuilder<unknown>;
  /** Which records, over `availability as v`, `location as l`. */
  records: RawBuilder<unknown>;
  /** Which locations, over `location as l`. */
  locations: RawBuilder<unknown>;
}

function wantedOf(orgId: number, lines: readonly CheckLineInput[]): Wanted {
  const ids = given(lines.map((line) => line.productMasterId));
  const skus = given(lines.map((line) => line.globalSku));
  const places = given(lines.map((line) => line.locationId));
  const products = sql`array(
    select p.id from product p where p.org_id = ${orgId} and p.id = any(${ids}::text[])
    union all select p.id from product p where p.org_id = ${orgId} and p.global_sku = any(${skus}::text[]))`;
  // one line that may come from anywhere looks everywhere
  const named =
    places.length < lines.length
      ? sql``
      : sql`and (l.id = any(${places}::text[]) or l.code = any(${places}::text[]))`;
  const locations = sql`l.status = 'ACTIVE' ${named}`;
  return { products, records: sql`v.product_id = any(${products}) and ${locations}`, locations };
}

const given = <T>(values: readonly (T | null | undefined)[]): T[] => values.filter((value) => value != null);

/** A day that is over everywhere cannot be met. */
function refusePast(neededBy: string | null | undefined, sources: readonly Source[], now: Date): void {
  const earliest = sources.map(({ today }) => today).sort()[0] ?? dayIn('UTC', now);
  if (neededBy != null && neededBy < earliest) {
    throw invalid([{ path: 'neededBy', message: `must not be in the past (today is ${earliest})` }]);
  }
}

async function resolveInput(
  tx: Tx,
  { channelId, lines: asked }: CheckAvailabilityInput,
  refusals: Refusals,
): Promise<{ lines: CheckLine[]; channelId: string | null }> {
  const [products, locations, channels] = await together(
    findProducts(
      tx,
      given(asked.map((line) => line.productMasterId)),
      given(asked.map((line) => line.globalSku)),
    ),
    findLocations(tx, given(asked.map(({ locationId }) => locationId))),
    findChannels(tx, given([channelId])),
  );
  const channel = channelId == null ? undefined : channels.get(channelId);
  refusals.check(
    channelId == null || channel !== undefined,
    'NOT_FOUND',
    'channelId',
    'there is no such channel',
  );
  const lines = asked.map((line, index) => {
    const at = `lines[${index}].`;
    const field = line.productMasterId != null ? 'productMasterId' : 'globalSku';
    const product =
      line.productMasterId != null
        ? products.byId.get(line.productMasterId)
        : products.bySku.get(line.globalSku ?? '');
    const location = line.locationId == null ? null : locations.get(line.locationId);
    refusals.check(product !== undefined, 'NOT_FOUND', at + field, 'there is no such product');
    refusals.check(
      product?.status !== 'INACTIVE',
      'INACTIVE',
      at + field,
      `the product ${product?.globalSku} is inactive`,
    );
    refusals.check(location !== undefined, 'NOT_FOUND', `${at}locationId`, 'there is no such location');
    return {
      productId: product?.id ?? '',
      globalSku: product?.globalSku ?? '',
      productName: product?.name ?? '',
      locationId: location?.id ?? null,
      quantity: decimal(line.quantity),
    };
  });
  refusals.throwIfAny();
  return { lines, channelId: channel?.id ?? null };
}

function checkShape(refusals: Refusals, { lines }: CheckAvailabilityInput): void {
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(lines.length >= 1 && lines.length <= 200, 'lines', 'must be 1 to 200');
  for (const [index, line] of lines.entries()) {
    const at = `lines[${index}].`;
    check(
      line.productMasterId != null || line.globalSku != null,
      `${at}productMasterId`,
      'is required (or globalSku)',
    );
    check(
      line.productMasterId == null || line.globalSku == null,
      `${at}globalSku`,
      'cannot be given together with productMasterId',
    );
    check(decimal(line.quantity).gt(0), `${at}quantity`, 'must be greater than 0');
  }
}

/** Items of the wanted products at the wanted locations from which something is free, with lapsed reservations not counted. */
async function readFreeItems(
  { db, orgId }: Tx,
  now: Date,
  { products, locations }: Wanted,
): Promise<(SourceItem & { productId: string; locationId: string })[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<
    Omit<SourceItem, 'free'> & {
      productId: string;
      locationId: string;
      onHand: string;
      taken: string;
      open: { quantity: string; expiresAt: string | null }[] | null;
    }
  >`
    select i.id, i.product_id as "productId", i.location_id as "locationId", i.bin_id as "binId", t.number as "lotNumber",
      i.expiry_date as "expiryDate", i.first_received_at as "firstReceivedAt", i.on_hand as "onHand",
      case when i.next_release_at <= ${moment} then (
        select least(coalesce(sum(a.quantity), 0), ${owedToHolds(orgId, now)}) from allocation a
        where a.org_id = ${orgId} and a.item_id = i.id and a.status = 'OPEN' and a.expires_at <= ${moment}) else 0 end as taken,
      case when i.reserved > 0 and i.next_release_at <= ${moment} then (
        select jsonb_agg(jsonb_build_object('quantity', a.quantity::text, 'expiresAt', a.expires_at)) from allocation a
        where a.org_id = ${orgId} and a.item_id = i.id and a.status = 'OPEN')
      else jsonb_build_array(jsonb_build_object('quantity', i.reserved::text, 'expiresAt', null)) end as open
    from stock_item i join location l on l.org_id = i.org_id and l.id = i.location_id
    left join lot t on t.org_id = i.org_id and t.id = i.lot_id
    where i.org_id = ${orgId} and i.promisable and i.on_hand > 0 and i.product_id = any(${products}) and ${locations}`.execute(
    db,
  );
  return rows.map(({ onHand, taken, open, ...item }) => ({
    ...item,
    free: (open ?? [])
      .filter(({ expiresAt }) => !isLapsed(expiresAt, now))
      .reduce((left, { quantity }) => left.minus(quantity), decimal(onHand).minus(taken)),
  }));
}

/**
 * Open supply by its expected date.
 * @param which over `expected_supply as s`.
 */
export async function readSupply(
  { db, orgId }: Tx,
  which: RawBuilder<unknown>,
): Promise<(DatedQuantity & { id: string; reference: string; productId: string; locationId: string })[]> {
  const { rows } = await sql<{
    id: string;
    reference: string;
    productId: string;
    locationId: string;
    date: string;
    quantity: string;
  }>`
    select s.id, s.reference, s.product_id as "productId", s.location_id as "locationId", s.expected_date as date, s.quantity
    from expected_supply s
    where s.org_id = ${orgId} and s.status = 'OPEN' and ${which}
    order by s.expected_date, s.id`.execute(db);
  return rows.map((row) => ({ ...row, quantity: decimal(row.quantity) }));
}
