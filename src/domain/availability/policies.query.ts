import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { bySpecificity, type Policy } from './policies.rules.ts';

/** The active policies that could apply to some products, the most specific first. */
export async function readPolicies(
  { db, orgId }: Tx,
  scope: { productIds?: readonly string[]; locationIds?: readonly string[] } = {},
): Promise<Policy[]> {
  const products = scope.productIds
    ? sql`and (y.product_id is null or y.product_id = any(${scope.productIds}::text[]))`
    : sql``;
  const locations = scope.locationIds
    ? sql`and (y.location_id is null or y.location_id = any(${scope.locationIds}::text[]))`
    : sql``;
  const { rows } = await sql<Policy>`
    select y.id, y.name, y.product_id as "productId", y.category_id as "categoryId", c.path as "categoryPath", y.channel_id as "channelId",
      y.location_id as "locationId", y.safety_stock as "safetyStock", y.safety_stock_days as "safetyStockDays",
      y.low_atp_threshold as "lowAtpThreshold", y.critical_atp_threshold as "criticalAtpThreshold", y.allocation_type as "allocationType",
      y.allocation_quantity as "allocationQuantity", y.allocation_percent as "allocationPercent",
      y.min_remaining_shelf_life_days as "minRemainingShelfLifeDays", y.updated_at as "updatedAt"
    from atp_policy y left join category c on c.org_id = y.org_id and c.id = y.category_id
    where y.org_id = ${orgId} and y.active ${products} ${locations}`.execute(db);
  return rows.sort(bySpecificity);
}
