import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Condition } from '../stock/conditions.rules.ts';

/** What a line has reserved of a stock item. */
export interface TransferAllocationRow {
  inventoryItemId: string;
  binId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  quantity: string;
}

/** What left of a stock item with a line, and what became of it. */
export interface TransferParcelRow {
  fromInventoryItemId: string;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  unitCost: string;
  shipped: string;
  inTransit: string;
  received: string;
  damaged: string;
  writtenOff: string;
}

/** A line of a transfer. */
export interface TransferLineRow {
  id: string;
  transferId: string;
  lineNo: number;
  productMasterId: string;
  globalSku: string;
  productName: string;
  lotId: string | null;
  lotNumber: string | null;
  fromBinId: string | null;
  toBinId: string | null;
  fromInventoryItemId: string | null;
  toInventoryItemId: string | null;
  requested: string;
  reserved: string;
  shipped: string;
  inTransit: string;
  received: string;
  damaged: string;
  overReceived: string;
  writtenOff: string;
  short: string;
  reason: string | null;
  allocations: TransferAllocationRow[];
  parcels: TransferParcelRow[];
}

/** The lines of some transfers, in their order, with what they have reserved and what left. */
export async function linesByTransfers(
  { db, orgId }: Tx,
  ids: readonly string[],
): Promise<TransferLineRow[]> {
  const left = sql`n.shipped - n.received - n.damaged - n.written_off`;
  const { rows } = await sql<TransferLineRow>`
    select n.id, n.transfer_id as "transferId", n.line_no as "lineNo", n.product_id as "productMasterId", p.global_sku as "globalSku",
      p.name as "productName", n.lot_id as "lotId", t.number as "lotNumber", n.from_bin_id as "fromBinId", n.to_bin_id as "toBinId",
      n.from_item_id as "fromInventoryItemId", n.to_item_id as "toInventoryItemId", n.requested, coalesce(a.total, 0) as reserved,
      n.shipped, ${left} as "inTransit", n.received, n.damaged, n.over_received as "overReceived", n.written_off as "writtenOff",
      ${left} as short, n.reason, coalesce(a.parts, '[]') as allocations, coalesce(x.parts, '[]') as parcels
    from transfer_line n
    join product p on p.org_id = n.org_id and p.id = n.product_id
    left join lot t on t.org_id = n.org_id and t.id = n.lot_id
    left join (
      select a.document_line_id as line_id, sum(a.quantity) as total,
        jsonb_agg(jsonb_build_object('inventoryItemId', a.item_id, 'binId', i.bin_id, 'lotNumber', t.number, 'expiryDate', t.expiry_date,
          'quantity', a.quantity::text) order by t.expiry_date nulls last, a.id) as parts
      from allocation a
      join stock_item i on i.org_id = ${orgId} and i.id = a.item_id
      left join lot t on t.org_id = ${orgId} and t.id = i.lot_id
      where a.org_id = ${orgId} and a.document_id = any(${ids}::text[]) and a.status = 'OPEN' group by 1
    ) a on a.line_id = n.id
    left join (
      select c.line_id,
        jsonb_agg(jsonb_build_object('fromInventoryItemId', c.from_item_id, 'lotId', c.lot_id, 'lotNumber', t.number,
          'expiryDate', t.expiry_date, 'condition', c.condition, 'unitCost', c.unit_cost::text, 'shipped', c.shipped::text,
          'inTransit', (c.shipped - c.received - c.damaged - c.written_off)::text, 'received', c.received::text,
          'damaged', c.damaged::text, 'writtenOff', c.written_off::text) order by t.expiry_date nulls last, c.parcel_no) as parts
      from transfer_parcel c left join lot t on t.org_id = ${orgId} and t.id = c.lot_id
      where c.org_id = ${orgId} and c.transfer_id = any(${ids}::text[]) group by 1
    ) x on x.line_id = n.id
    where n.org_id = ${orgId} and n.transfer_id = any(${ids}::text[]) order by n.transfer_id, n.line_no`.execute(
    db,
  );
  return rows;
}
