import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { bySpecificity, type Policy } from './policies.rules.ts';

/** Which policies are read: those that could apply to these products and locations; left out: to any. */
export interface PolicyScope {
  productIds?: Ids;
  locationIds?: Ids;
}

/** Ids, or an expression of an array of them. */
type Ids = readonly string[] | RawBuilder<unknown>;

/** Condition of the active policies of a scope, over `atp_policy as y`. */
function inScope(orgId: number, { productIds, locationIds }: PolicyScope): RawBuilder<unknown> {
  const among = (ids: Ids) => (Array.isArray(ids) ? sql`${ids}::text[]` : ids);
  const products = productIds
    ? sql`and (y.product_id is null or y.product_id = any(${among(productIds)}))`
    : sql``;
  const locations = locationIds
    ? sql`and (y.location_id is null or y.location_id = any(${among(locationIds)}))`
    : sql``;
  return sql`y.org_id = ${orgId} and y.active ${products} ${locations}`;
}

/** The active policies of a scope as one JSON array, so that a statement can bring them along with what it reads. */
export function policiesJson(orgId: number, scope: PolicyScope): RawBuilder<Policy[]> {
  return sql`(
    select coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'name', y.name, 'productId', y.product_id, 'categoryId', y.category_id,
      'categoryPath', c.path, 'channelId', y.channel_id, 'locationId', y.location_id, 'safetyStock', y.safety_stock::text,
      'safetyStockDays', y.safety_stock_days, 'lowAtpThreshold', y.low_atp_threshold::text,
      'criticalAtpThreshold', y.critical_atp_threshold::text, 'allocationType', y.allocation_type,
      'allocationQuantity', y.allocation_quantity::text, 'allocationPercent', y.allocation_percent::text,
      'minRemainingShelfLifeDays', y.min_remaining_shelf_life_days, 'updatedAt', y.updated_at)), '[]')
    from atp_policy y left join category c on c.org_id = y.org_id and c.id = y.category_id
    where ${inScope(orgId, scope)})`;
}

/** The most days of remaining shelf life that any policy of a scope asks for, inside a statement. */
export function longestShelfLifeOf(orgId: number, scope: PolicyScope): RawBuilder<number> {
  return sql`(select coalesce(max(y.min_remaining_shelf_life_days), 0) from atp_policy y where ${inScope(orgId, scope)})`;
}

/** The active policies of a scope, the most specific first. */
export async function readPolicies({ db, orgId }: Tx, scope: PolicyScope = {}): Promise<Policy[]> {
  const { rows } = await sql<{
    policies: Policy[];
  }>`select ${policiesJson(orgId, scope)} as policies`.execute(db);
  return (rows[0]?.policies ?? []).sort(bySpecificity);
}
