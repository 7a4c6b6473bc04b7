import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { TransferKind, TransferStatus } from './transfers.rules.ts';

/** A location as a transfer names it. */
export interface TransferPlaceRow {
  id: string;
  code: string;
  name: string;
}

/** A transfer as it is read. */
export interface TransferRow {
  id: string;
  number: string;
  kind: TransferKind;
  status: TransferStatus;
  fromLocationId: string;
  fromLocation: TransferPlaceRow;
  toLocationId: string;
  toLocation: TransferPlaceRow;
  expectedDate: string | null;
  notes: string | null;
  includeHeld: boolean;
  shippedAt: string | null;
  receivedAt: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface TransferFilter {
  status?: TransferStatus | null;
  kind?: TransferKind | null;
  /** Id or code. */
  fromLocationId?: string | null;
  /** Id or code. */
  toLocationId?: string | null;
  productMasterId?: string | null;
  /** Made on this day of the calendar of the location that it leaves, or later. */
  fromDate?: string | null;
  /** Made on this day of the calendar of the location that it leaves, or earlier. */
  toDate?: string | null;
}

const orders = {
  createdAt: { expression: sql.ref('f.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('f.number'), type: 'text' },
  expectedDate: { expression: sql`coalesce(f.expected_date, 'infinity'::date)`, type: 'date' },
  updatedAt: { expression: sql.ref('f.updated_at'), type: 'timestamptz' },
} as const;

export type TransferSortField = keyof typeof orders;

function select({ db, orgId }: Tx) {
  const place = (alias: 'a' | 'b') =>
    sql<TransferPlaceRow>`jsonb_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'name', ${sql.ref(`${alias}.name`)})`;
  return db
    .selectFrom('transfer as f')
    .innerJoin('location as a', (join) =>
      join.onRef('a.org_id', '=', 'f.org_id').onRef('a.id', '=', 'f.from_location_id'),
    )
    .innerJoin('location as b', (join) =>
      join.onRef('b.org_id', '=', 'f.org_id').onRef('b.id', '=', 'f.to_location_id'),
    )
    .where('f.org_id', '=', orgId)
    .select([
      'f.id',
      'f.number',
      'f.kind',
      'f.status',
      'f.from_location_id as fromLocationId',
      place('a').as('fromLocation'),
      'f.to_location_id as toLocationId',
      place('b').as('toLocation'),
      'f.expected_date as expectedDate',
      'f.notes',
      'f.include_held as includeHeld',
      'f.shipped_at as shippedAt',
      'f.received_at as receivedAt',
      'f.created_by as createdBy',
      'f.created_at as createdAt',
      'f.updated_at as updatedAt',
      'f.version',
    ]);
}

/** A page of transfers. */
export function listTransfers(
  tx: Tx,
  filter: TransferFilter,
  sort: Sort<TransferSortField>,
  page: PageRequest,
): Promise<Page<TransferRow>> {
  const { status, kind, fromLocationId, toLocationId, productMasterId, fromDate, toDate } = filter;
  const { orgId } = tx;
  let keys = tx.db.selectFrom('transfer as f').where('f.org_id', '=', orgId);
  if (status) keys = keys.where('f.status', '=', status);
  if (kind) keys = keys.where('f.kind', '=', kind);
  if (fromLocationId)
    keys = keys.where('f.from_location_id', '=', referredId(tx, 'location', fromLocationId));
  if (toLocationId) keys = keys.where('f.to_location_id', '=', referredId(tx, 'location', toLocationId));
  if (productMasterId)
    keys = keys.where(
      sql<boolean>`exists (select 1 from transfer_line n where n.org_id = ${orgId} and n.transfer_id = f.id and n.product_id = ${productMasterId})`,
    );
  const zone = sql`(select l.timezone from location l where l.org_id = ${orgId} and l.id = f.from_location_id)`;
  if (fromDate)
    keys = keys.where(sql<boolean>`f.created_at >= ${fromDate}::date::timestamp at time zone ${zone}`);
  if (toDate)
    keys = keys.where(sql<boolean>`f.created_at < (${toDate}::date + 1)::timestamp at time zone ${zone}`);
  return readPage<TransferRow>(
    {
      rows: select(tx) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('f.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The transfers of some ids, in any order. */
export async function transfersByIds(tx: Tx, ids: readonly string[]): Promise<TransferRow[]> {
  return (await select(tx).where('f.id', 'in', ids).execute()) as TransferRow[];
}

/** The acts on the ledger that some transfers caused. */
export async function actsOfTransfers(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<{ id: string; number: string; transferId: string }[]> {
  const { rows } = await sql<{ id: string; number: string; transferId: string }>`
    select d.id, d.number, d.cause_id as "transferId" from stock_document d
    where d.org_id = ${orgId} and d.cause_type = 'TRANSFER' and d.cause_id = any(${ids}::text[]) order by d.created_at, d.id`.execute(
    db,
  );
  return rows;
}
