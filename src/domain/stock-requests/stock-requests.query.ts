import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { dayIn } from '../dates.rules.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { RequestDelivery } from './deliveries.rules.ts';
import { preparedSearch, requestIdsMatching } from './search.query.ts';
import type { StockRequestPriority, StockRequestStatus } from './stock-requests.rules.ts';

/** A location as a request names it. */
export interface StockRequestPlaceRow {
  id: string;
  code: string;
  name: string;
}

/** A document elsewhere that belongs to a request: only its address is kept. */
export interface Attachment {
  name: string;
  url: string;
}

/** An approval that counts. */
export interface StockRequestApprovalRow {
  level: number;
  approvedBy: string;
  approvedAt: string;
  notes: string | null;
}

/** A stock request as it is read. */
export interface StockRequestRow {
  id: string;
  number: string;
  status: StockRequestStatus;
  fromLocationId: string;
  fromLocation: StockRequestPlaceRow;
  destinationId: string;
  destination: StockRequestPlaceRow;
  requesterId: string;
  requestedFor: string | null;
  category: string | null;
  priority: StockRequestPriority;
  neededBy: string | null;
  overdue: boolean;
  notes: string | null;
  attachments: Attachment[];
  rejectionReason: string | null;
  approvals: StockRequestApprovalRow[];
  submittedAt: string | null;
  approvedAt: string | null;
  issuedAt: string | null;
  delivery: RequestDelivery | null;
  transferId: string | null;
  issueId: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface StockRequestFilter {
  status?: StockRequestStatus | null;
  requesterId?: string | null;
  /** Id or code of the supplying location. */
  locationId?: string | null;
  /** Id or code. */
  destinationId?: string | null;
  priority?: StockRequestPriority | null;
  category?: string | null;
  search?: string | null;
  /** Needed on a day before this one. */
  neededBefore?: string | null;
  /** Somebody waits for it past its day, by the calendar of the destination; false: those that are not. */
  overdue?: boolean | null;
}

const orders = {
  createdAt: { expression: sql.ref('r.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('r.number'), type: 'text' },
  neededBy: { expression: sql`coalesce(r.needed_by, 'infinity'::date)`, type: 'date' },
  priority: {
    expression: sql`array_position(array['LOW', 'NORMAL', 'HIGH', 'URGENT'], r.priority)`,
    type: 'integer',
  },
  updatedAt: { expression: sql.ref('r.updated_at'), type: 'timestamptz' },
} as const;

export type StockRequestSortField = keyof typeof orders;

const HOUR = 3_600_000;
/** The day somewhere, so many hours ahead of UTC. */
const dayAhead = (now: Date, hours: number) => dayIn('UTC', new Date(now.getTime() + hours * HOUR));

/**
 * Whether somebody waits for `stock_request as r` past its day; `zone`: the time zone of its destination. The zone is looked
 * at only where the day is over somewhere on earth and not everywhere.
 */
export const isOverdue = (now: Date, zone: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(r.status in ('SUBMITTED', 'APPROVED', 'PICKING') and r.needed_by is not null and r.needed_by < ${dayAhead(now, 14)}::date
    and (r.needed_by < ${dayAhead(now, -12)}::date or r.needed_by < (${now.toISOString()}::timestamptz at time zone ${zone})::date))`;

/** The requests with all that is read of them, over `stock_request as r`, from `location as a` to `location as b`. */
export function selectStockRequests({ db, orgId }: Tx, now: Date) {
  const place = (alias: 'a' | 'b') =>
    sql<StockRequestPlaceRow>`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'name', ${sql.ref(`${alias}.name`)})`;
  return db
    .selectFrom('stock_request as r')
    .innerJoin('location as a', (join) =>
      join.onRef('a.org_id', '=', 'r.org_id').onRef('a.id', '=', 'r.from_location_id'),
    )
    .innerJoin('location as b', (join) =>
      join.onRef('b.org_id', '=', 'r.org_id').onRef('b.id', '=', 'r.destination_id'),
    )
    .where('r.org_id', '=', orgId)
    .select([
      'r.id',
      'r.number',
      'r.status',
      'r.from_location_id as fromLocationId',
      place('a').as('fromLocation'),
      'r.destination_id as destinationId',
      place('b').as('destination'),
      'r.requester_id as requesterId',
      'r.requested_for as requestedFor',
      'r.category',
      'r.priority',
      'r.needed_by as neededBy',
      isOverdue(now, sql.ref('b.timezone')).as('overdue'),
      'r.notes',
      'r.attachments',
      'r.rejection_reason as rejectionReason',
      sql<StockRequestApprovalRow[]>`coalesce((
        select jsonb_agg(jsonb_build_object('level', v.level, 'approvedBy', v.approved_by,
          'approvedAt', to_char(v.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'notes', v.notes) order by v.level)
        from stock_request_approval v where v.org_id = r.org_id and v.request_id = r.id and v.voided_at is null), '[]')`.as(
        'approvals',
      ),
      'r.submitted_at as submittedAt',
      'r.approved_at as approvedAt',
      'r.issued_at as issuedAt',
      'r.delivery',
      'r.transfer_id as transferId',
      'r.issue_id as issueId',
      'r.created_by as createdBy',
      'r.created_at as createdAt',
      'r.updated_at as updatedAt',
      'r.version',
    ]);
}

/** A page of stock requests. */
export async function listStockRequests(
  tx: Tx,
  now: Date,
  filter: StockRequestFilter,
  sort: Sort<StockRequestSortField>,
  page: PageRequest,
): Promise<Page<StockRequestRow>> {
  let keys = tx.db.selectFrom('stock_request as r').where('r.org_id', '=', tx.orgId);
  for (const condition of conditions(tx, now, { ...filter, search: null })) keys = keys.where(condition);
  if (filter.search) keys = keys.where(await preparedSearch(tx, filter.search));
  return readPage<StockRequestRow>(
    {
      rows: selectStockRequests(tx, now) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('r.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The conditions of a filter, over `stock_request as r`. */
export function conditions(tx: Tx, now: Date, filter: StockRequestFilter): RawBuilder<boolean>[] {
  const { status, requesterId, locationId, destinationId, priority, category, search } = filter;
  const { neededBefore, overdue } = filter;
  const given: RawBuilder<boolean>[] = [];
  if (status) given.push(sql`r.status = ${status}`);
  if (requesterId) given.push(sql`r.requester_id = ${requesterId}`);
  if (locationId) given.push(sql`r.from_location_id = ${referredId(tx, 'location', locationId)}`);
  if (destinationId) given.push(sql`r.destination_id = ${referredId(tx, 'location', destinationId)}`);
  if (priority) given.push(sql`r.priority = ${priority}`);
  if (category) given.push(sql`r.category = ${category}`);
  if (neededBefore) given.push(sql`r.needed_by < ${neededBefore}::date`);
  if (search) given.push(requestIdsMatching(tx, search));
  const zone = sql`(select l.timezone from location l where l.org_id = ${tx.orgId} and l.id = r.destination_id)`;
  if (overdue === true) given.push(isOverdue(now, zone));
  if (overdue === false) given.push(sql`not coalesce(${isOverdue(now, zone)}, false)`);
  return given;
}

/** The stock requests of some ids, in any order. */
export async function stockRequestsByIds(
  tx: Tx,
  now: Date,
  ids: readonly string[],
): Promise<StockRequestRow[]> {
  return (await selectStockRequests(tx, now).where('r.id', 'in', ids).execute()) as StockRequestRow[];
}
