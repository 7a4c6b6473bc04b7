import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** What is to be taken out of a bin. */
export interface PickListEntryRow {
  requestId: string;
  lineId: string;
  lineNo: number;
  binId: string | null;
  binCode: string | null;
  zone: string | null;
  inventoryItemId: string;
  productMasterId: string;
  globalSku: string;
  productName: string;
  unit: string;
  lotNumber: string | null;
  expiryDate: string | null;
  quantity: string;
}

/** What is allocated to some requests, as a picker walks: zone by zone, bin by bin, first expired first; last what lies in no bin. */
export async function pickListsByRequests(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<PickListEntryRow[]> {
  const { rows } = await sql<PickListEntryRow>`
    select n.request_id as "requestId", n.id as "lineId", n.line_no as "lineNo", b.id as "binId", b.code as "binCode", b.zone,
      i.id as "inventoryItemId", p.id as "productMasterId", p.global_sku as "globalSku", p.name as "productName", p.unit,
      t.number as "lotNumber", t.expiry_date as "expiryDate", sum(a.quantity) as quantity
    from allocation a
    join stock_request_line n on n.org_id = ${orgId} and n.id = a.document_line_id
    join stock_item i on i.org_id = ${orgId} and i.id = a.item_id
    join product p on p.org_id = ${orgId} and p.id = i.product_id
    left join bin b on b.org_id = ${orgId} and b.id = i.bin_id
    left join lot t on t.org_id = ${orgId} and t.id = i.lot_id
    where a.org_id = ${orgId} and a.document_id = any(${ids}::text[]) and a.status = 'OPEN'
    group by n.request_id, n.id, n.line_no, b.id, b.code, b.zone, i.id, p.id, p.global_sku, p.name, p.unit, t.number, t.expiry_date
    order by b.code is null, b.zone nulls first, b.code, t.expiry_date nulls last, n.line_no, i.id`.execute(
    db,
  );
  return rows;
}
