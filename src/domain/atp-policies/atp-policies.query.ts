import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import { contains } from '../text.rules.ts';
import type { PolicyTerms } from './atp-policies.rules.ts';

/** An ATP policy as it is read. */
export interface AtpPolicyRow extends PolicyTerms {
  id: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** Filters of the list; all that are given must hold. References are ids, or codes, SKUs and paths. */
export interface AtpPolicyFilter {
  search?: string | null;
  productMasterId?: string | null;
  categoryId?: string | null;
  channelId?: string | null;
  locationId?: string | null;
  active?: boolean | null;
}

const orders = {
  name: { expression: sql.ref('p.name'), type: 'text' },
  updatedAt: { expression: sql.ref('p.updated_at'), type: 'timestamptz' },
} as const;

export type AtpPolicySortField = keyof typeof orders;

const columns = [
  'p.id',
  'p.name',
  'p.product_id as productId',
  'p.category_id as categoryId',
  'p.channel_id as channelId',
  'p.location_id as locationId',
  'p.safety_stock as safetyStock',
  'p.safety_stock_days as safetyStockDays',
  'p.low_atp_threshold as lowAtpThreshold',
  'p.critical_atp_threshold as criticalAtpThreshold',
  'p.allocation_type as allocationType',
  'p.allocation_quantity as allocationQuantity',
  'p.allocation_percent as allocationPercent',
  'p.min_remaining_shelf_life_days as minRemainingShelfLifeDays',
  'p.active',
  'p.created_at as createdAt',
  'p.updated_at as updatedAt',
  'p.version',
] as const;

const scopes = [
  ['productMasterId', 'product', 'p.product_id'],
  ['categoryId', 'category', 'p.category_id'],
  ['channelId', 'channel', 'p.channel_id'],
  ['locationId', 'location', 'p.location_id'],
] as const;

/** A page of ATP policies. */
export function listAtpPolicies(
  tx: Tx,
  filter: AtpPolicyFilter,
  sort: Sort<AtpPolicySortField>,
  page: PageRequest,
): Promise<Page<AtpPolicyRow>> {
  let query = tx.db.selectFrom('atp_policy as p').where('p.org_id', '=', tx.orgId);
  if (filter.search) query = query.where('p.name', 'ilike', contains(filter.search));
  if (filter.active != null) query = query.where('p.active', '=', filter.active);
  for (const [field, kind, column] of scopes) {
    const reference = filter[field];
    if (reference === null) query = query.where(column, 'is', null);
    if (reference != null) query = query.where(column, '=', referredId(tx, kind, reference));
  }
  return readPage<AtpPolicyRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('p.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The policies of some ids, in any order. */
export async function atpPoliciesByIds(tx: Tx, ids: readonly string[]): Promise<AtpPolicyRow[]> {
  const rows = await tx.db
    .selectFrom('atp_policy as p')
    .select(columns)
    .where('p.org_id', '=', tx.orgId)
    .where('p.id', 'in', ids)
    .execute();
  return rows as AtpPolicyRow[];
}
