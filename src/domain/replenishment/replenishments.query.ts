import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { SourceRow } from './configs.query.ts';
import type { ReplenishmentStatus, SourceType } from './replenishment.rules.ts';

/** A replenishment as it is read. */
export interface ReplenishmentRow {
  id: string;
  number: string;
  status: ReplenishmentStatus;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  locationCode: string;
  locationName: string;
  quantity: string;
  received: string;
  source: SourceRow;
  expectedDate: string | null;
  reason: string | null;
  notes: string | null;
  transferId: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface ReplenishmentFilter {
  status?: ReplenishmentStatus | null;
  /** Id or code. */
  locationId?: string | null;
  productMasterId?: string | null;
  source?: SourceType | null;
}

const orders = {
  createdAt: { expression: sql.ref('r.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('r.number'), type: 'text' },
  expectedDate: { expression: sql`coalesce(r.expected_date, 'infinity'::date)`, type: 'date' },
  updatedAt: { expression: sql.ref('r.updated_at'), type: 'timestamptz' },
} as const;

export type ReplenishmentSortField = keyof typeof orders;

function select({ db, orgId }: Tx) {
  return db
    .selectFrom('replenishment as r')
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'r.org_id').onRef('p.id', '=', 'r.product_id'),
    )
    .innerJoin('location as l', (join) =>
      join.onRef('l.org_id', '=', 'r.org_id').onRef('l.id', '=', 'r.location_id'),
    )
    .leftJoin('location as s', (join) =>
      join.onRef('s.org_id', '=', 'r.org_id').onRef('s.id', '=', 'r.source_location_id'),
    )
    .leftJoin('transfer as f', (join) =>
      join.onRef('f.org_id', '=', 'r.org_id').onRef('f.replenishment_id', '=', 'r.id'),
    )
    .where('r.org_id', '=', orgId)
    .select([
      'r.id',
      'r.number',
      'r.status',
      'r.product_id as productMasterId',
      'p.global_sku as globalSku',
      'p.name as productName',
      'r.location_id as locationId',
      'l.code as locationCode',
      'l.name as locationName',
      'r.quantity',
      'r.received',
      sql<SourceRow>`jsonb_build_object('type', r.source_type, 'locationId', r.source_location_id, 'locationCode', s.code,
        'supplier', r.supplier)`.as('source'),
      'r.expected_date as expectedDate',
      'r.reason',
      'r.notes',
      'f.id as transferId',
      'r.created_by as createdBy',
      'r.created_at as createdAt',
      'r.updated_at as updatedAt',
      'r.version',
    ]);
}

/** A page of replenishments. */
export function listReplenishments(
  tx: Tx,
  { status, locationId, productMasterId, source }: ReplenishmentFilter,
  sort: Sort<ReplenishmentSortField>,
  page: PageRequest,
): Promise<Page<ReplenishmentRow>> {
  let keys = tx.db.selectFrom('replenishment as r').where('r.org_id', '=', tx.orgId);
  if (status) keys = keys.where('r.status', '=', status);
  if (source) keys = keys.where('r.source_type', '=', source);
  if (locationId) keys = keys.where('r.location_id', '=', referredId(tx, 'location', locationId));
  if (productMasterId) keys = keys.where('r.product_id', '=', referredId(tx, 'product', productMasterId));
  return readPage<ReplenishmentRow>(
    {
      rows: select(tx) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('r.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The replenishments of some ids, in any order. */
export async function replenishmentsByIds(tx: Tx, ids: readonly string[]): Promise<ReplenishmentRow[]> {
  if (ids.length === 0) return [];
  return (await select(tx).where('r.id', 'in', ids).execute()) as ReplenishmentRow[];
}

/** The acts on the ledger by which some replenishments were received. */
export async function receiptsOfReplenishments(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<{ id: string; replenishmentId: string }[]> {
  const { rows } = await sql<{ id: string; replenishmentId: string }>`
    select d.id, d.cause_id as "replenishmentId" from stock_document d
    where d.org_id = ${orgId} and d.cause_type = 'REPLENISHMENT' and d.cause_id = any(${ids}::text[]) order by d.created_at, d.id`.execute(
    db,
  );
  return rows;
}
