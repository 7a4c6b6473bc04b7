import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { invalid } from '../errors.rules.ts';
import type { Page, PageRequest } from '../lists.query.ts';
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
  if (locationId)
    parts.push(
      sql`v.location_id in (select y.id from location y where y.org_id = ${orgId} and (y.id = ${locationId} or y.code = ${locationId}))`,
    );
  if (search)
    parts.push(
      sql`v.product_id in (select y.id from product y where y.org_id = ${orgId} and (y.name ilike ${contains(search)} or y.global_sku ilike ${contains(search)}))`,
    );
  if (status) parts.push(status === 'BLOCKED' ? sql`v.blocked` : sql`not v.blocked`);
  return sql.join(parts, sql` and `);
}

const CHUNK = 1_000;

/**
 * A page of availability records, ordered by id. A status follows from policies, reservations and the calendar and is
 * not stored: a filter by status reads through the records and judges each.
 */
export async function listAvailability(
  tx: Tx,
  now: Date,
  filter: AvailabilityFilter,
  page: PageRequest,
): Promise<Page<AvailabilityRow>> {
  const policies = await readPolicies(tx);
  const condition = conditionsOf(tx.orgId, filter);
  const judged = filter.status != null && filter.status !== 'BLOCKED' ? filter.status : null;
  const read = (afterId: string, limit: number, offset = 0) =>
    readJudged(tx, now, policies, condition, judged, afterId, limit, offset);
  const found = await read(afterOf(page.after), page.first + 1, page.offset ?? 0);
  const rows = found.slice(0, page.first);
  return {
    rows,
    cursors: rows.map(({ id }) => Buffer.from(JSON.stringify(['id', id])).toString('base64url')),
    hasNextPage: found.length > page.first,
    hasPreviousPage: Boolean(page.after || page.offset),
    count: () => (judged ? countJudged(read) : countAll(tx, condition)),
  };
}

type Read = (afterId: string, limit: number) => Promise<AvailabilityRow[]>;

async function readJudged(
  tx: Tx,
  now: Date,
  policies: readonly Policy[],
  condition: RawBuilder<unknown>,
  status: AvailabilityStatus | null,
  afterId: string,
  limit: number,
  offset: number,
): Promise<AvailabilityRow[]> {
  const found: AvailabilityRow[] = [];
  let skip = offset;
  let after = afterId;
  for (;;) {
    const size = status ? CHUNK : limit;
    const tail = sql`and v.id > ${after} order by v.id limit ${size} offset ${status ? 0 : skip}`;
    const records = await readRecords(tx, now, longestShelfLife(policies), condition, tail);
    const demand = await demandFor(tx, records, policies, now);
    for (const record of records) {
      const row = asAvailability(record, policies, demand, now);
      if (status && row.status !== status) continue;
      if (status && skip > 0) skip--;
      else found.push(row);
      if (found.length === limit) return found;
    }
    if (records.length < size || !status) return found;
    after = records.at(-1)?.id ?? after;
  }
}

async function countJudged(read: Read): Promise<number> {
  let total = 0;
  for (let after = ''; ; ) {
    const rows = await read(after, CHUNK);
    total += rows.length;
    if (rows.length < CHUNK) return total;
    after = rows.at(-1)?.id ?? after;
  }
}

async function countAll({ db, orgId }: Tx, condition: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{
    total: string;
  }>`select count(*) as total from availability v where v.org_id = ${orgId} and ${condition}`.execute(db);
  return Number(rows[0]?.total ?? 0);
}

function afterOf(cursor: string | null | undefined): string {
  if (!cursor) return '';
  try {
    const [kind, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (kind === 'id' && typeof id === 'string') return id;
  } catch {
    // answered below
  }
  throw invalid([{ path: 'after', message: 'is not a cursor of this list' }]);
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
