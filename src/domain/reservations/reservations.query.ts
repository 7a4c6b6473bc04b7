import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { ReservationStatus } from './reservations.rules.ts';

/** A reservation as it is read; one whose time has run out is EXPIRED, swept or not. */
export interface ReservationRow {
  id: string;
  number: string;
  channelId: string;
  reference: string;
  status: ReservationStatus;
  expiresAt: string | null;
  notes: string | null;
  issueId: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** A line of a reservation. */
export interface ReservationLineRow {
  id: string;
  reservationId: string;
  lineNo: number;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  quantity: string;
  /** How much of it was let go while the reservation was active. */
  released: string;
  allocations: { inventoryItemId: string; quantity: string; status: string }[];
}

/** A step in the life of a document. */
export interface StatusChangeRow {
  documentId: string;
  from: string | null;
  to: string;
  at: string;
  actor: string;
  note: string | null;
}

/** Filters of the list; all that are given must hold. */
export interface ReservationFilter {
  status?: ReservationStatus | null;
  /** Id or code. */
  channelId?: string | null;
  reference?: string | null;
  productMasterId?: string | null;
}

const orders = {
  createdAt: { expression: sql.ref('r.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('r.number'), type: 'text' },
  expiresAt: { expression: sql`coalesce(r.expires_at, 'infinity'::timestamptz)`, type: 'timestamptz' },
} as const;

export type ReservationSortField = keyof typeof orders;

const statusNow = (now: Date) =>
  sql<ReservationStatus>`case when r.status = 'ACTIVE' and r.expires_at <= ${now.toISOString()}::timestamptz then 'EXPIRED' else r.status end`;

function select(tx: Tx, now: Date) {
  return tx.db
    .selectFrom('reservation as r')
    .where('r.org_id', '=', tx.orgId)
    .select([
      'r.id',
      'r.number',
      'r.channel_id as channelId',
      'r.reference',
      statusNow(now).as('status'),
      'r.expires_at as expiresAt',
      'r.notes',
      'r.issue_id as issueId',
      'r.created_by as createdBy',
      'r.created_at as createdAt',
      'r.updated_at as updatedAt',
      'r.version',
    ]);
}

/** A page of reservations. */
export function listReservations(
  tx: Tx,
  now: Date,
  filter: ReservationFilter,
  sort: { field: ReservationSortField; direction: 'ASC' | 'DESC' },
  page: PageRequest,
): Promise<Page<ReservationRow>> {
  const { orgId } = tx;
  let query = select(tx, now);
  if (filter.status) query = query.where(sql<boolean>`${statusNow(now)} = ${filter.status}`);
  if (filter.channelId)
    query = query.where(sql<boolean>`r.channel_id = ${referredId({ orgId }, 'channel', filter.channelId)}`);
  if (filter.reference) query = query.where('r.reference', '=', filter.reference);
  if (filter.productMasterId) {
    query = query.where(
      sql<boolean>`exists (select 1 from reservation_line n where n.org_id = ${orgId} and n.reservation_id = r.id and n.product_id = ${filter.productMasterId})`,
    );
  }
  return readPage<ReservationRow>(
    { rows: query as never, id: sql.ref('r.id'), order: sortOrder(orders, sort) },
    page,
  );
}

/** The reservations of some ids, in any order. */
export async function reservationsByIds(
  tx: Tx,
  now: Date,
  ids: readonly string[],
): Promise<ReservationRow[]> {
  return (await select(tx, now).where('r.id', 'in', ids).execute()) as ReservationRow[];
}

/** The lines of some reservations, with the items that hold them. */
export async function linesByReservations(
  { db, orgId }: Tx,
  now: Date,
  ids: readonly string[],
): Promise<ReservationLineRow[]> {
  const lapsed = sql`a.status = 'OPEN' and a.expires_at <= ${now.toISOString()}::timestamptz`;
  const { rows } = await sql<ReservationLineRow>`
    select n.id, n.reservation_id as "reservationId", n.line_no as "lineNo", n.product_id as "productMasterId", p.global_sku as "globalSku",
      p.name as "productName", n.location_id as "locationId", n.quantity, n.released,
      coalesce((select jsonb_agg(jsonb_build_object('inventoryItemId', a.item_id, 'quantity', a.quantity::text,
        'status', case when ${lapsed} then 'EXPIRED' else a.status end) order by a.id)
        from allocation a where a.org_id = ${orgId} and a.document_id = n.reservation_id and a.document_line_id = n.id), '[]') as allocations
    from reservation_line n join product p on p.org_id = n.org_id and p.id = n.product_id
    where n.org_id = ${orgId} and n.reservation_id = any(${ids}::text[]) order by n.reservation_id, n.line_no`.execute(
    db,
  );
  return rows;
}

/** The status history of some documents, oldest first. */
export async function historyByDocuments(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<StatusChangeRow[]> {
  const { rows } = await sql<StatusChangeRow>`
    select h.document_id as "documentId", h.from_status as "from", h.to_status as "to", h.at, h.actor, h.note
    from status_change h where h.org_id = ${orgId} and h.document_id = any(${ids}::text[]) order by h.document_id, h.seq`.execute(
    db,
  );
  return rows;
}
