import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { together } from '../../platform/together.ts';
import type { NamedChannel, NamedLocation } from '../lookups.query.ts';
import { type Decimal, decimal, max, min, text, ZERO } from '../quantity.rules.ts';
import { contains } from '../text.rules.ts';
import type { Severity } from './atp.rules.ts';
import { idOfLocation, readFrame } from './frame.query.ts';
import { type Policy, termsOf, winningPolicy } from './policies.rules.ts';
import { type Promises, readPromises } from './promise.query.ts';
import { poolsOf, promiseOf, reservedNow } from './promise.rules.ts';
import type { StoredRecord } from './records.rules.ts';

/** One cell of the matrix: a product for a channel at the location. */
export interface MatrixCell {
  channelId: string;
  channelName: string;
  atp: string;
  onHand: string;
  reserved: string;
  available: string;
  severity: Severity;
  threshold: string;
  policyId: string | null;
}

/** One product of the matrix. */
export interface MatrixProduct {
  productMasterId: string;
  productName: string;
  globalSku: string;
  channels: MatrixCell[];
  totalOnHand: string;
  totalReserved: string;
  minAtp: string;
  maxAtp: string;
  hasCritical: boolean;
}

/** A channel of the matrix, with the policy that holds for it where no product or category has its own. */
export interface MatrixChannel {
  channelId: string;
  channelName: string;
  channelType: string;
  policyId: string | null;
  lowAtpThreshold: string;
}

/** The matrix of a location: a page of products x channels. */
export interface ChannelLocationMatrix {
  products: MatrixProduct[];
  channels: MatrixChannel[];
  location: NamedLocation;
  count(): Promise<number>;
}

/** What the matrix is asked for. */
export interface MatrixRequest {
  locationId: string;
  search?: string | null;
  channels?: readonly string[] | null;
  first: number;
  offset: number;
  /** The total is wanted: it is counted along with the page, else when it is asked for. */
  counted?: boolean;
}

/** The promise of a location's products to each channel. @throws NOT_FOUND for an unknown location or channel. */
export async function readMatrix(tx: Tx, now: Date, request: MatrixRequest): Promise<ChannelLocationMatrix> {
  const place = idOfLocation(tx.orgId, request.locationId);
  const condition = conditionOf(place, request.search);
  const tail = sql`order by v.global_sku, v.id limit ${sql.lit(request.first)} offset ${request.offset}`;
  const count = () => countProducts(tx, condition, request.search);
  // none waits for another: all of them leave in one packet
  const [{ location, channels }, promises, total] = await together(
    readFrame(tx, request.locationId, request.channels),
    readPromises(tx, { now, condition, tail, alone: !request.search }, { locationIds: sql`array[${place}]` }),
    request.counted ? count() : null,
  );
  return {
    location,
    channels: channels.map((channel) => asChannel(channel, location.id, promises.policies)),
    products: promises.records.map((record) => asProduct(record, channels, promises, now)),
    count: async () => total ?? (await count()),
  };
}

function conditionOf(locationId: RawBuilder<string>, search: string | null | undefined) {
  const matches = search
    ? sql`and (p.name ilike ${contains(search)} or p.global_sku ilike ${contains(search)})`
    : sql``;
  return sql`v.location_id = ${locationId} ${matches}`;
}

async function countProducts(
  { db, orgId }: Tx,
  condition: RawBuilder<unknown>,
  search: string | null | undefined,
): Promise<number> {
  const products = search ? sql`join product p on p.org_id = v.org_id and p.id = v.product_id` : sql``;
  const { rows } = await sql<{ total: string }>`
    select count(*) as total from availability v ${products} where v.org_id = ${orgId} and ${condition}`.execute(
    db,
  );
  return Number(rows[0]?.total ?? 0);
}

function asChannel(channel: NamedChannel, locationId: string, policies: readonly Policy[]): MatrixChannel {
  // no product has an empty id: only policies without product and category apply
  const policy = winningPolicy(policies, {
    productId: '',
    categoryPath: null,
    channelId: channel.id,
    locationId,
  });
  return {
    channelId: channel.id,
    channelName: channel.name,
    channelType: channel.type,
    policyId: policy?.id ?? null,
    lowAtpThreshold: text(termsOf(policy, ZERO).lowAtpThreshold),
  };
}

/** A record as a cell for a channel. */
export function asCell(
  record: StoredRecord,
  channel: NamedChannel,
  promises: Promises,
  now: Date,
  pools = poolsOf(record, now),
): MatrixCell & { exact: Decimal } {
  const { policies, demand } = promises;
  const { cell, policy } = promiseOf(record, channel.id, policies, demand, now, pools);
  return {
    channelId: channel.id,
    channelName: channel.name,
    atp: text(cell.atp),
    onHand: text(cell.onHand),
    reserved: text(cell.reserved),
    available: text(cell.available),
    severity: cell.severity,
    threshold: text(decimal(policy?.lowAtpThreshold)),
    policyId: policy?.id ?? null,
    exact: cell.atp,
  };
}

function asProduct(
  record: StoredRecord,
  channels: readonly NamedChannel[],
  promises: Promises,
  now: Date,
): MatrixProduct {
  const pools = poolsOf(record, now);
  const cells = channels.map((channel) => asCell(record, channel, promises, now, pools));
  const [first, ...others] = cells.map(({ exact }) => exact);
  return {
    productMasterId: record.productId,
    productName: record.productName,
    globalSku: record.globalSku,
    channels: cells,
    totalOnHand: record.onHand,
    totalReserved: text(reservedNow(record, now)),
    minAtp: text(others.reduce(min, first ?? ZERO)),
    maxAtp: text(others.reduce(max, first ?? ZERO)),
    hasCritical: cells.some(({ severity }) => severity === 'CRITICAL'),
  };
}
