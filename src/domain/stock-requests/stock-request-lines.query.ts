import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** What a line has allocated of a stock item. */
export interface StockRequestAllocationRow {
  inventoryItemId: string;
  binId: string | null;
  binCode: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  quantity: string;
}

/** A line of a stock request. */
export interface StockRequestLineRow {
  id: string;
  requestId: string;
  lineNo: number;
  productMasterId: string;
  globalSku: string;
  productName: string;
  unit: string;
  requested: string;
  approved: string | null;
  allocated: string;
  letGo: string;
  issued: string;
  notes: string | null;
  reason: string | null;
  allocations: StockRequestAllocationRow[];
}

/** The lines of some requests, in their order, with what is allocated to them. */
export async function linesByStockRequests(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<StockRequestLineRow[]> {
  const { rows } = await sql<StockRequestLineRow>`
    select n.id, n.request_id as "requestId", n.line_no as "lineNo", n.product_id as "productMasterId", p.global_sku as "globalSku",
      p.name as "productName", p.unit, n.requested, n.approved, coalesce(x.total, 0) as allocated, n.let_go as "letGo", n.issued,
      n.notes, n.reason, coalesce(x.parts, '[]') as allocations
    from stock_request_line n
    join product p on p.org_id = ${orgId} and p.id = n.product_id
    left join (
      select a.document_line_id as line_id, sum(a.quantity) as total,
        jsonb_agg(jsonb_build_object('inventoryItemId', a.item_id, 'binId', i.bin_id, 'binCode', b.code, 'lotNumber', t.number,
          'expiryDate', t.expiry_date, 'quantity', a.quantity::text) order by t.expiry_date nulls last, a.id) as parts
      from allocation a
      join stock_item i on i.org_id = ${orgId} and i.id = a.item_id
      left join bin b on b.org_id = ${orgId} and b.id = i.bin_id
      left join lot t on t.org_id = ${orgId} and t.id = i.lot_id
      where a.org_id = ${orgId} and a.document_id = any(${ids}::text[]) and a.status = 'OPEN' group by 1
    ) x on x.line_id = n.id
    where n.org_id = ${orgId} and n.request_id = any(${ids}::text[]) order by n.request_id, n.line_no`.execute(
    db,
  );
  return rows;
}
