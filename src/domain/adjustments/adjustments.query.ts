import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, sortOrder } from '../lists.query.ts';
import { text } from '../quantity.rules.ts';
import { referredId } from '../references.query.ts';
import type { ActType, PostedAct } from '../stock/post.command.ts';

/** An act on the ledger as it is read: an adjustment, a receipt, an issue or a reversal. */
export interface StockDocumentRow {
  id: string;
  number: string;
  type: ActType;
  status: 'POSTED' | 'REVERSED';
  reasonCode: string | null;
  reference: string | null;
  notes: string | null;
  effectiveDate: string;
  reversesId: string | null;
  reversedById: string | null;
  causeType: string | null;
  causeId: string | null;
  costCentre: string | null;
  lineCount: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
  /** The lines, where they are known already. */
  lines?: StockDocumentLineRow[];
}

/** A line of an act: one movement. */
export interface StockDocumentLineRow {
  documentId: string;
  movementId: string;
  lineNo: number;
  inventoryItemId: string;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  binId: string | null;
  lotId: string | null;
  lotNumber: string | null;
  condition: string;
  quantityBefore: string;
  quantityDelta: string;
  quantityAfter: string;
  unitCost: string;
  reasonCode: string | null;
  /** The line of the document that caused it. */
  causeLineId: string | null;
}

/** Filters of the list of acts. Dates are days of posting, in UTC. */
export interface StockDocumentFilter {
  types: readonly ActType[];
  locationId?: string | null;
  productMasterId?: string | null;
  reasonCode?: string | null;
  createdBy?: string | null;
  status?: 'POSTED' | 'REVERSED' | null;
  fromDate?: string | null;
  toDate?: string | null;
}

const orders = {
  createdAt: { expression: sql.ref('d.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('d.number'), type: 'text' },
  effectiveDate: { expression: sql.ref('d.effective_date'), type: 'date' },
} as const;

export type StockDocumentSortField = keyof typeof orders;

const columns = [
  'd.id',
  'd.number',
  'd.type',
  'd.status',
  'd.reason_code as reasonCode',
  'd.reference',
  'd.notes',
  'd.effective_date as effectiveDate',
  'd.reverses_id as reversesId',
  'd.reversed_by_id as reversedById',
  'd.cause_type as causeType',
  'd.cause_id as causeId',
  'd.cost_centre as costCentre',
  'd.line_count as lineCount',
  'd.created_by as createdBy',
  'd.created_at as createdAt',
  'd.updated_at as updatedAt',
  'd.version',
] as const;

/** A page of acts. */
export function listStockDocuments(
  tx: Tx,
  filter: StockDocumentFilter,
  sort: { field: StockDocumentSortField; direction: 'ASC' | 'DESC' },
  page: PageRequest,
): Promise<Page<StockDocumentRow>> {
  const { orgId } = tx;
  let query = tx.db
    .selectFrom('stock_document as d')
    .where('d.org_id', '=', orgId)
    .where('d.type', 'in', filter.types);
  if (filter.reasonCode) query = query.where('d.reason_code', '=', filter.reasonCode);
  if (filter.createdBy) query = query.where('d.created_by', '=', filter.createdBy);
  if (filter.status) query = query.where('d.status', '=', filter.status);
  if (filter.fromDate)
    query = query.where(sql<boolean>`d.created_at >= ${filter.fromDate}::date at time zone 'UTC'`);
  if (filter.toDate)
    query = query.where(sql<boolean>`d.created_at < (${filter.toDate}::date + 1) at time zone 'UTC'`);
  if (filter.locationId || filter.productMasterId) {
    const location = filter.locationId
      ? sql`and m.location_id = ${referredId({ orgId }, 'location', filter.locationId)}`
      : sql``;
    const product = filter.productMasterId ? sql`and m.product_id = ${filter.productMasterId}` : sql``;
    query = query.where(
      sql<boolean>`exists (select 1 from movement m where m.org_id = ${orgId} and m.document_id = d.id ${location} ${product})`,
    );
  }
  return readPage<StockDocumentRow>(
    {
      rows: query.select(columns) as never,
      countable: query as never,
      id: sql.ref('d.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The acts of some ids, in any order. */
export async function stockDocumentsByIds(tx: Tx, ids: readonly string[]): Promise<StockDocumentRow[]> {
  const rows = await tx.db
    .selectFrom('stock_document as d')
    .select(columns)
    .where('d.org_id', '=', tx.orgId)
    .where('d.id', 'in', ids)
    .execute();
  return rows as StockDocumentRow[];
}

/** The lines of some acts, in their order. */
export async function linesByDocuments(
  { db, orgId }: Tx,
  documentIds: readonly string[],
): Promise<StockDocumentLineRow[]> {
  const { rows } = await sql<StockDocumentLineRow>`
    select m.document_id as "documentId", m.id as "movementId", m.line_no as "lineNo", m.item_id as "inventoryItemId",
      m.product_id as "productMasterId", p.global_sku as "globalSku", p.name as "productName", m.location_id as "locationId",
      i.bin_id as "binId", i.lot_id as "lotId", t.number as "lotNumber", i.condition,
      m.balance_after - m.quantity_delta as "quantityBefore", m.quantity_delta as "quantityDelta", m.balance_after as "quantityAfter",
      m.unit_cost as "unitCost", m.reason_code as "reasonCode", m.cause_line_id as "causeLineId"
    from movement m
    join stock_item i on i.org_id = m.org_id and i.id = m.item_id
    join product p on p.org_id = m.org_id and p.id = m.product_id
    left join lot t on t.org_id = i.org_id and t.id = i.lot_id
    where m.org_id = ${orgId} and m.document_id = any(${documentIds}::text[])
    order by m.document_id, m.line_no`.execute(db);
  return rows;
}

/** An act just posted, as it will be read: nothing needs to be asked of the database. */
export function asStockDocument(act: PostedAct, createdBy: string): StockDocumentRow {
  return {
    id: act.id,
    number: act.number,
    type: act.type,
    status: 'POSTED',
    reasonCode: act.reasonCode,
    reference: act.reference ?? null,
    notes: act.notes ?? null,
    reversesId: act.reversesId ?? null,
    causeType: act.cause?.type ?? null,
    causeId: act.cause?.id ?? null,
    costCentre: act.costCentre ?? null,
    effectiveDate: act.effectiveDate,
    reversedById: null,
    lineCount: act.lines.length,
    createdBy,
    createdAt: act.postedAt,
    updatedAt: act.postedAt,
    version: 1,
    lines: act.lines.map((line) => ({
      documentId: act.id,
      movementId: line.movementId,
      lineNo: line.lineNo,
      inventoryItemId: line.item.id,
      productMasterId: line.row.product.id,
      globalSku: line.row.product.globalSku,
      productName: line.row.product.name,
      locationId: line.row.location.id,
      binId: line.row.bin?.id ?? null,
      lotId: line.row.lot?.id ?? null,
      lotNumber: line.row.lot?.number ?? null,
      condition: line.row.condition,
      quantityBefore: text(line.before),
      quantityDelta: text(line.delta),
      quantityAfter: text(line.after),
      unitCost: text(line.unitCost),
      reasonCode: line.reasonCode,
      causeLineId: line.causeLineId,
    })),
  };
}
