import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { idOf } from '../id-of.query.ts';
import {
  afterCursor,
  encodeCursor,
  type Keyed,
  type Page,
  type PageRequest,
  type Sort,
  type SortOrder,
  sortOrder,
} from '../lists.query.ts';
import { type Decimal, decimal, text } from '../quantity.rules.ts';
import { contains } from '../text.rules.ts';
import { readPolicies } from './policies.query.ts';
import type { Policy } from './policies.rules.ts';
import { demandFor } from './promise.query.ts';
import {
  type AvailabilityStatus,
  longestShelfLife,
  poolOf,
  promiseOf,
  reservedNow,
  statusOf,
} from './promise.rules.ts';
import { readRecords } from './records.query.ts';
import type { StoredRecord } from './records.rules.ts';

/** An availability record as it is read. */
export interface AvailabilityRow {
  id: string;
  productMasterId: string;
  productName: string;
  globalSku: string;
  locationId: string;
  locationName: string;
  onHand: string;
  reserved: string;
  unavailable: string;
  available: string;
  incoming: string;
  nextIncomingDate: string | null;
  safetyStock: string;
  atp: string;
  status: AvailabilityStatus;
  backorderLimit: string;
  blocked: boolean;
  availableFrom: string | null;
  notes: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the availability list; all that are given must hold. */
export interface AvailabilityFilter {
  productMasterId?: string | null;
  locationId?: string | null;
  status?: AvailabilityStatus | null;
  search?: string | null;
}

/** A stored record in the terms of the answer: what may be promised to no channel in particular. */
export function asAvailability(
  record: StoredRecord,
  policies: readonly Policy[],
  demand: ReadonlyMap<string, Decimal>,
  now: Date,
): AvailabilityRow {
  const { cell } = promiseOf(record, null, policies, demand, now);
  const pool = poolOf(record, now, 0);
  return {
    id: record.id,
    productMasterId: record.productId,
    productName: record.productName,
    globalSku: record.globalSku,
    locationId: record.locationId,
    locationName: record.locationName,
    onHand: record.onHand,
    reserved: text(reservedNow(record, now)),
    unavailable: text(decimal(record.onHand).minus(pool.onHand)),
    available: text(cell.available),
    incoming: record.incoming,
    nextIncomingDate: record.nextIncomingDate,
    safetyStock: text(cell.safetyStock),
    atp: text(cell.atp),
    status: statusOf(record, cell),
    backorderLimit: record.backorderLimit,
    blocked: record.blocked,
    availableFrom: record.availableFrom,
    notes: record.notes,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    version: record.version,
  };
}

function conditionsOf(orgId: number, filter: AvailabilityFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  const { productMasterId, locationId, search, status } = filter;
  if (productMasterId) parts.push(sql`v.product_id = ${productMasterId}`);
  if (locationId) parts.push(sql`v.location_id = ${idOf('location', orgId, locationId)}`);
  if (search)
    parts.push(
      sql`v.product_id in (select y.id from product y where y.org_id = ${orgId} and (y.name ilike ${contains(search)} or y.global_sku ilike ${contains(search)}))`,
    );
  if (status) parts.push(status === 'BLOCKED' ? sql`v.blocked` : sql`not v.blocked`);
  return sql.join(parts, sql` and `);
}

const orders = {
  id: { expression: sql.ref('v.id'), type: 'text' },
  globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
  productName: { expression: sql.ref('p.name'), type: 'text' },
  locationName: { expression: sql.ref('l.name'), type: 'text' },
  onHand: { expression: sql.ref('v.on_hand'), type: 'numeric' },
  updatedAt: { expression: sql.ref('v.updated_at'), type: 'timestamptz' },
} as const;

export type AvailabilitySortField = keyof typeof orders;

/** How many records are judged at a time. */
const CHUNK = 1_000;

type Listed = AvailabilityRow & Keyed;

/** What a list of availability records is read by. */
interface Reading {
  tx: Tx;
  now: Date;
  policies: readonly Policy[];
  condition: RawBuilder<unknown>;
  order: SortOrder;
  /** The status that each record is judged by, where it cannot be asked of the database. */
  status: AvailabilityStatus | null;
}

/**
 * A page of availability records. A status follows from policies, reservations and the calendar and is not stored: a
 * filter by status reads through the records and judges each.
 */
export async function listAvailability(
  tx: Tx,
  now: Date,
  filter: AvailabilityFilter,
  sort: Sort<AvailabilitySortField>,
  page: PageRequest,
): Promise<Page<AvailabilityRow>> {
  const reading: Reading = {
    tx,
    now,
    policies: await readPolicies(tx),
    condition: conditionsOf(tx.orgId, filter),
    order: sortOrder(orders, sort),
    status: filter.status != null && filter.status !== 'BLOCKED' ? filter.status : null,
  };
  const found = await readJudged(reading, page.after ?? null, page.first + 1, page.offset ?? 0);
  const rows = found.slice(0, page.first);
  return {
    rows,
    cursors: rows.map((row) => encodeCursor(reading.order, row)),
    hasNextPage: found.length > page.first,
    hasPreviousPage: Boolean(page.after || page.offset),
    count: () => (reading.status ? countJudged(reading) : countAll(tx, reading.condition)),
  };
}

async function readJudged(
  reading: Reading,
  after: string | null,
  limit: number,
  offset: number,
): Promise<Listed[]> {
  const { status, order } = reading;
  if (!status) return readChunk(reading, after, limit, offset);
  const found: Listed[] = [];
  let skip = offset;
  for (let cursor = after; ; ) {
    const chunk = await readChunk(reading, cursor, CHUNK, 0);
    for (const row of chunk) {
      if (row.status !== status) continue;
      if (skip > 0) skip--;
      else found.push(row);
      if (found.length === limit) return found;
    }
    const last = chunk.at(-1);
    if (chunk.length < CHUNK || !last) return found;
    cursor = encodeCursor(order, last);
  }
}

async function readChunk(
  reading: Reading,
  after: string | null,
  limit: number,
  offset: number,
): Promise<Listed[]> {
  const { tx, now, policies, condition, order } = reading;
  const id = sql.ref('v.id');
  const beyond = after === null ? sql`` : sql`and ${afterCursor(after, order, id)}`;
  const direction = sql.raw(order.descending ? 'desc' : 'asc');
  const tail = sql`${beyond} order by ${order.expression} ${direction}, ${id} ${direction} limit ${limit} offset ${offset}`;
  const records = await readRecords(tx, now, longestShelfLife(policies), condition, tail, order.expression);
  const demand = await demandFor(tx, records, policies, now);
  return records.map((record) => ({
    ...asAvailability(record, policies, demand, now),
    sort_key: record.sort_key,
    sort_id: record.sort_id,
  }));
}

async function countJudged(reading: Reading): Promise<number> {
  let total = 0;
  for (let after: string | null = null; ; ) {
    const chunk: Listed[] = await readChunk(reading, after, CHUNK, 0);
    total += chunk.filter(({ status }) => status === reading.status).length;
    const last = chunk.at(-1);
    if (chunk.length < CHUNK || !last) return total;
    after = encodeCursor(reading.order, last);
  }
}

async function countAll({ db, orgId }: Tx, condition: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{
    total: string;
  }>`select count(*) as total from availability v where v.org_id = ${orgId} and ${condition}`.execute(db);
  return Number(rows[0]?.total ?? 0);
}

/** One availability record, or null. */
export async function availabilityById(tx: Tx, now: Date, id: string): Promise<AvailabilityRow | null> {
  return (await availabilityWhere(tx, now, sql`v.id = ${id}`))[0] ?? null;
}

/** Availability records under a condition over `availability as v`, by location name. */
export async function availabilityWhere(
  tx: Tx,
  now: Date,
  condition: RawBuilder<unknown>,
): Promise<AvailabilityRow[]> {
  const policies = await readPolicies(tx);
  const records = await readRecords(
    tx,
    now,
    longestShelfLife(policies),
    condition,
    sql`order by l.name, v.id`,
  );
  const demand = await demandFor(tx, records, policies, now);
  return records.map((record) => asAvailability(record, policies, demand, now));
}
