import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
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
import { referredId } from '../references.query.ts';
import { contains } from '../text.rules.ts';
import { readPolicies } from './policies.query.ts';
import type { Policy } from './policies.rules.ts';
import { demandFor, readPromises } from './promise.query.ts';
import {
  type AvailabilityStatus,
  longestShelfLife,
  poolOf,
  promiseOf,
  reservedNow,
  statusOf,
} from './promise.rules.ts';
import { readRecords, readRecordsWithPolicies } from './records.query.ts';
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
    unavailable: text(decimal(record.onHand).minus(pool.onHand).minus(pool.held)),
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
  if (locationId) parts.push(sql`v.location_id = ${referredId({ orgId }, 'location', locationId)}`);
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
interface Asked {
  tx: Tx;
  now: Date;
  condition: RawBuilder<unknown>;
  order: SortOrder;
}

/** Reading through records to judge each by a status that cannot be asked of the database. */
interface Reading extends Asked {
  policies: readonly Policy[];
  status: AvailabilityStatus;
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
  const order = sortOrder(orders, sort);
  const status = filter.status != null && filter.status !== 'BLOCKED' ? filter.status : null;
  const asked = { tx, now, condition: conditionsOf(tx.orgId, filter), order };
  const reading: Reading | null = status && { ...asked, status, policies: await readPolicies(tx) };
  const [after, limit, offset] = [page.after ?? null, page.first + 1, page.offset ?? 0];
  const found = reading
    ? await readJudged(reading, after, limit, offset)
    : await readUnjudged(asked, after, limit, offset);
  const rows = found.slice(0, page.first);
  return {
    rows,
    cursors: rows.map((row) => encodeCursor(order, row)),
    hasNextPage: found.length > page.first,
    hasPreviousPage: Boolean(page.after || page.offset),
    count: () => (reading ? countJudged(reading) : countAll(tx, asked.condition)),
  };
}

/** A page straight from the database: records and policies in one statement. */
async function readUnjudged(
  asked: Asked,
  after: string | null,
  limit: number,
  offset: number,
): Promise<Listed[]> {
  const { tx, now, condition, order } = asked;
  const tail = tailOf(order, after, limit, offset);
  const { records, policies } = await readRecordsWithPolicies(
    tx,
    { now, condition, tail, sortKey: order.expression },
    {},
  );
  return listed(asked, records, policies);
}

async function readJudged(
  reading: Reading,
  after: string | null,
  limit: number,
  offset: number,
): Promise<Listed[]> {
  const found: Listed[] = [];
  let skip = offset;
  for (let cursor = after; ; ) {
    const chunk = await readChunk(reading, cursor);
    for (const row of chunk) {
      if (row.status !== reading.status) continue;
      if (skip > 0) skip--;
      else found.push(row);
      if (found.length === limit) return found;
    }
    const last = chunk.at(-1);
    if (chunk.length < CHUNK || !last) return found;
    cursor = encodeCursor(reading.order, last);
  }
}

async function readChunk(reading: Reading, after: string | null): Promise<Listed[]> {
  const { tx, now, policies, condition, order } = reading;
  const request = { now, condition, tail: tailOf(order, after, CHUNK, 0), sortKey: order.expression };
  return listed(reading, await readRecords(tx, request, longestShelfLife(policies)), policies);
}

function tailOf(order: SortOrder, after: string | null, limit: number, offset: number): RawBuilder<unknown> {
  const id = sql.ref('v.id');
  const beyond = after === null ? sql`` : sql`and ${afterCursor(after, order, id)}`;
  const direction = sql.raw(order.descending ? 'desc' : 'asc');
  return sql`${beyond} order by ${order.expression} ${direction}, ${id} ${direction} limit ${sql.lit(limit)} offset ${offset}`;
}

async function listed(
  { tx, now }: Asked,
  records: readonly (StoredRecord & Keyed)[],
  policies: readonly Policy[],
): Promise<Listed[]> {
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
    const chunk: Listed[] = await readChunk(reading, after);
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
  const { records, policies, demand } = await readPromises(tx, {
    now,
    condition,
    tail: sql`order by l.name, v.id`,
  });
  return records.map((record) => asAvailability(record, policies, demand, now));
}
