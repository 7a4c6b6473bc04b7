import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Line } from './table.rules.ts';
import type { StockLine } from './tables.rules.ts';

/** A line of stock whose product and location are known. */
export type PlacedStock = StockLine & { productId: string; locationId: string };

/** The lines whose stock item has their quantity already, and whose lot expires as they say. */
export async function unchangedStock(
  { db, orgId }: Tx,
  lines: readonly Line<PlacedStock>[],
): Promise<Set<number>> {
  const rows = lines.map(({ line, row }) => ({
    line,
    product: row.productId,
    location: row.locationId,
    bin: row.binCode,
    lot: row.lotNumber,
    expiry: row.expiryDate,
    quantity: row.quantity,
  }));
  const found = await sql<{ line: number }>`
    select r.line
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, product text, location text, bin text, lot text, expiry date,
      quantity numeric)
    left join bin b on b.org_id = ${orgId} and b.location_id = r.location and b.code = r.bin
    left join lot t on t.org_id = ${orgId} and t.product_id = r.product and t.number = r.lot
    join stock_item i on i.org_id = ${orgId} and i.product_id = r.product and i.location_id = r.location
      and i.bin_id is not distinct from b.id and i.lot_id is not distinct from t.id and i.condition = 'AVAILABLE'
    where (r.lot is null or t.id is not null) and (r.expiry is null or r.expiry is not distinct from t.expiry_date)
      and i.on_hand = r.quantity`.execute(db);
  return new Set(found.rows.map(({ line }) => line));
}
