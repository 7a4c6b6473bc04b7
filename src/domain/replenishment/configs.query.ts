import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { ReplenishmentMethod } from './levels.rules.ts';
import type { ReplenishmentSource } from './replenishment.rules.ts';

/** Where goods come from, with the code of the location. */
export type SourceRow = ReplenishmentSource & { locationCode: string | null };

/** Settings as they are read. */
export interface ReplenishmentConfigRow {
  id: string;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  locationCode: string;
  locationName: string;
  active: boolean;
  method: ReplenishmentMethod;
  min: string;
  reorderPoint: string;
  max: string | null;
  safetyStock: string;
  leadTimeDays: number;
  coverDays: number | null;
  orderMultiple: string | null;
  preferredSource: SourceRow | null;
  autoApproveLimit: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface ReplenishmentConfigFilter {
  /** Id or code. */
  locationId?: string | null;
  productMasterId?: string | null;
  method?: ReplenishmentMethod | null;
  active?: boolean | null;
}

const orders = {
  globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
  updatedAt: { expression: sql.ref('c.updated_at'), type: 'timestamptz' },
} as const;

export type ReplenishmentConfigSortField = keyof typeof orders;

function select({ db, orgId }: Tx) {
  return db
    .selectFrom('replenishment_config as c')
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'c.org_id').onRef('p.id', '=', 'c.product_id'),
    )
    .innerJoin('location as l', (join) =>
      join.onRef('l.org_id', '=', 'c.org_id').onRef('l.id', '=', 'c.location_id'),
    )
    .leftJoin('location as s', (join) =>
      join.onRef('s.org_id', '=', 'c.org_id').onRef('s.id', '=', 'c.source_location_id'),
    )
    .where('c.org_id', '=', orgId)
    .select([
      'c.id',
      'c.product_id as productMasterId',
      'p.global_sku as globalSku',
      'p.name as productName',
      'c.location_id as locationId',
      'l.code as locationCode',
      'l.name as locationName',
      'c.active',
      'c.method',
      'c.min',
      'c.reorder_point as reorderPoint',
      'c.max',
      'c.safety_stock as safetyStock',
      'c.lead_time_days as leadTimeDays',
      'c.cover_days as coverDays',
      'c.order_multiple as orderMultiple',
      sql<SourceRow | null>`case when c.source_type is not null then jsonb_build_object('type', c.source_type,
        'locationId', c.source_location_id, 'locationCode', s.code, 'supplier', c.supplier) end`.as(
        'preferredSource',
      ),
      'c.auto_approve_limit as autoApproveLimit',
      'c.created_at as createdAt',
      'c.updated_at as updatedAt',
      'c.version',
    ]);
}

/** A page of settings. */
export function listReplenishmentConfigs(
  tx: Tx,
  { locationId, productMasterId, method, active }: ReplenishmentConfigFilter,
  sort: Sort<ReplenishmentConfigSortField>,
  page: PageRequest,
): Promise<Page<ReplenishmentConfigRow>> {
  let keys = tx.db
    .selectFrom('replenishment_config as c')
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'c.org_id').onRef('p.id', '=', 'c.product_id'),
    )
    .where('c.org_id', '=', tx.orgId);
  if (locationId) keys = keys.where('c.location_id', '=', referredId(tx, 'location', locationId));
  if (productMasterId) keys = keys.where('c.product_id', '=', referredId(tx, 'product', productMasterId));
  if (method) keys = keys.where('c.method', '=', method);
  if (active != null) keys = keys.where('c.active', '=', active);
  return readPage<ReplenishmentConfigRow>(
    {
      rows: select(tx) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('c.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The settings of some ids, in any order. */
export async function replenishmentConfigsByIds(
  tx: Tx,
  ids: readonly string[],
): Promise<ReplenishmentConfigRow[]> {
  return (await select(tx).where('c.id', 'in', ids).execute()) as ReplenishmentConfigRow[];
}
