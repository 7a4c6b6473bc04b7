import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { NamedChannel, NamedLocation } from '../lookups.query.ts';
import { type Decimal, decimal, max, min, text, ZERO } from '../quantity.rules.ts';
import { contains } from '../text.rules.ts';
import type { Severity } from './atp.rules.ts';
import { readFrame } from './frame.query.ts';
import { type Policy, termsOf, winningPolicy } from './policies.rules.ts';
import { type Promises, readPromises } from './promise.query.ts';
import { promiseOf, reservedNow } from './promise.rules.ts';
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
}

/** The promise of a location's products to each channel. @throws NOT_FOUND for an unknown location or channel. */
export async function readMatrix(tx: Tx, now: Date, request: MatrixRequest): Promise<ChannelLocationMatrix> {
  const { location, channels } = await readFrame(tx, request.locationId, request.channels);
  const condition = conditionOf(location.id, request.search);
  const tail = sql`order by v.global_sku, v.id limit ${sql.lit(request.first)} offset ${request.offset}`;
  const promises = await readPromises(
    tx,
    { now, condition, tail, alone: !request.search },
    { locationIds: [location.id] },
  );
  return {
    location,
    channels: channels.map((channel) => asChannel(channel, location.id, promises.policies)),
    products: promises.records.map((record) => asProduct(record, channels, promises, now)),
    count: () => countProducts(tx, location.id, request.search),
  };
}

function conditionOf(locationId: string, search: string | null | undefined) {
  const matches = search
    ? sql`and (p.name ilike ${contains(search)} or p.global_sku ilike ${contains(search)})`
    : sql``;
  return sql`v.location_id = ${locationId} ${matches}`;
}

async function countProducts(
  { db, orgId }: Tx,
  locationId: string,
  search: string | null | undefined,
): Promise<number> {
  const products = search ? sql`join product p on p.org_id = v.org_id and p.id = v.product_id` : sql``;
  const { rows } = await sql<{ total: string }>`
    select count(*) as total from availability v ${products} where v.org_id = ${orgId} and ${conditionOf(locationId, search)}`.execute(
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
): MatrixCell & { exact: Decimal } {
  const { cell, policy } = promiseOf(record, channel.id, promises.policies, promises.demand, now);
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
  const cells = channels.map((channel) => asCell(record, channel, promises, now));
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
