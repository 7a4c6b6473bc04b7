import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { LocationLine, ProductLine, StockLine } from '../imports/tables.rules.ts';
import { exportRows } from './export-rows.query.ts';

/** Every product, as an import takes them, by SKU. */
export function exportProducts(tx: Tx): AsyncGenerator<ProductLine[]> {
  return exportRows<ProductLine>(
    tx,
    sql`
    select p.global_sku as sku, p.name, c.path as category, p.unit, trim_scale(p.unit_cost) as "unitCost", trim_scale(p.safety_stock) as "safetyStock",
      trim_scale(p.reorder_point) as "reorderPoint", p.lot_controlled as "lotControlled", p.expiry_controlled as "expiryControlled", p.barcode, trim_scale(p.pack_size) as "packSize", p.status
    from product p left join category c on c.org_id = ${tx.orgId} and c.id = p.category_id
    where p.org_id = ${tx.orgId} order by p.global_sku`,
  );
}

/** Every location, as an import takes them, by code. */
export function exportLocations(tx: Tx): AsyncGenerator<LocationLine[]> {
  return exportRows<LocationLine>(
    tx,
    sql`
    select l.code, l.name, l.type, u.code as "parentCode", l.timezone, l.request_delivery as "requestDelivery", l.cost_centre as "costCentre"
    from location l left join location u on u.org_id = ${tx.orgId} and u.id = l.parent_id
    where l.org_id = ${tx.orgId} order by l.code`,
  );
}

/** What a stock file can say: available stock that is not below zero. */
const sayable = sql`i.condition = 'AVAILABLE' and i.on_hand >= 0`;

/** Available stock, as an import takes it, by SKU, location, bin and lot. */
export function exportStock(tx: Tx): AsyncGenerator<StockLine[]> {
  return exportRows<StockLine>(
    tx,
    sql`
    select p.global_sku as sku, l.code as "locationCode", b.code as "binCode", t.number as "lotNumber", i.expiry_date as "expiryDate",
      trim_scale(i.on_hand) as quantity, trim_scale(i.unit_cost) as "unitCost"
    from stock_item i
    join product p on p.org_id = ${tx.orgId} and p.id = i.product_id
    join location l on l.org_id = ${tx.orgId} and l.id = i.location_id
    left join bin b on b.org_id = ${tx.orgId} and b.id = i.bin_id
    left join lot t on t.org_id = ${tx.orgId} and t.id = i.lot_id
    where i.org_id = ${tx.orgId} and ${sayable}
    order by p.global_sku, l.code, b.code nulls first, t.number nulls first`,
  );
}

/** How many stock items a stock file cannot say: in other conditions, or below zero. */
export async function countUnsayable({ db, orgId }: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from stock_item i where i.org_id = ${orgId} and i.on_hand <> 0 and not (${sayable})`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
