import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { HoldScope, HoldStatus, HoldType } from './holds.rules.ts';

/** A hold as it is read; one whose time has run out is EXPIRED, swept or not. */
export interface HoldRow {
  id: string;
  number: string;
  scope: HoldScope;
  type: HoldType;
  reason: string;
  status: HoldStatus;
  inventoryItemId: string | null;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string | null;
  lotId: string | null;
  lotNumber: string | null;
  quantity: string | null;
  released: string;
  expiresAt: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** A stock item that a hold covers. */
export interface HoldLineRow {
  holdId: string;
  inventoryItemId: string;
  locationId: string;
  binId: string | null;
  lotId: string | null;
  toHold: string;
  held: string;
  shortfall: string;
}

/** A document that has promised what a hold is to keep. */
export interface CutIntoRow {
  holdId: string;
  documentType: string;
  documentId: string;
  number: string | null;
  reference: string | null;
  channelId: string | null;
  inventoryItemId: string;
  quantity: string;
}

/** Filters of the list; all that are given must hold. */
export interface HoldFilter {
  status?: HoldStatus | null;
  type?: HoldType | null;
  /** Id or SKU. */
  productMasterId?: string | null;
  /** Id or code. */
  locationId?: string | null;
  lotId?: string | null;
  inventoryItemId?: string | null;
}

const orders = {
  createdAt: { expression: sql.ref('h.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('h.number'), type: 'text' },
  expiresAt: { expression: sql`coalesce(h.expires_at, 'infinity'::timestamptz)`, type: 'timestamptz' },
} as const;

export type HoldSortField = keyof typeof orders;

const statusNow = (now: Date) =>
  sql<HoldStatus>`case when h.status = 'ACTIVE' and h.expires_at <= ${now.toISOString()}::timestamptz then 'EXPIRED' else h.status end`;

function select({ db, orgId }: Tx, now: Date) {
  return db
    .selectFrom('hold as h')
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'h.org_id').onRef('p.id', '=', 'h.product_id'),
    )
    .leftJoin('lot as t', (join) => join.onRef('t.org_id', '=', 'h.org_id').onRef('t.id', '=', 'h.lot_id'))
    .where('h.org_id', '=', orgId)
    .select([
      'h.id',
      'h.number',
      'h.scope',
      'h.type',
      'h.reason',
      statusNow(now).as('status'),
      'h.item_id as inventoryItemId',
      'h.product_id as productMasterId',
      'p.global_sku as globalSku',
      'p.name as productName',
      'h.location_id as locationId',
      'h.lot_id as lotId',
      't.number as lotNumber',
      'h.quantity',
      'h.released',
      'h.expires_at as expiresAt',
      'h.created_by as createdBy',
      'h.created_at as createdAt',
      'h.updated_at as updatedAt',
      'h.version',
    ]);
}

/** A page of holds. */
export function listHolds(
  tx: Tx,
  now: Date,
  filter: HoldFilter,
  sort: Sort<HoldSortField>,
  page: PageRequest,
): Promise<Page<HoldRow>> {
  const { orgId } = tx;
  let keys = tx.db.selectFrom('hold as h').where('h.org_id', '=', orgId);
  if (filter.status) keys = keys.where(sql<boolean>`${statusNow(now)} = ${filter.status}`);
  if (filter.type) keys = keys.where('h.type', '=', filter.type);
  if (filter.productMasterId)
    keys = keys.where('h.product_id', '=', referredId(tx, 'product', filter.productMasterId));
  if (filter.lotId) keys = keys.where('h.lot_id', '=', filter.lotId);
  const covering = (which: ReturnType<typeof sql<boolean>>) => sql<boolean>`exists (
    select 1 from hold_line n join stock_item i on i.org_id = n.org_id and i.id = n.item_id
    where n.org_id = ${orgId} and n.hold_id = h.id and ${which})`;
  if (filter.locationId) {
    const location = referredId(tx, 'location', filter.locationId);
    keys = keys.where(covering(sql<boolean>`i.location_id = ${location}`));
  }
  if (filter.inventoryItemId) keys = keys.where(covering(sql<boolean>`i.id = ${filter.inventoryItemId}`));
  return readPage<HoldRow>(
    {
      rows: select(tx, now) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('h.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The holds of some ids, in any order. */
export async function holdsByIds(tx: Tx, now: Date, ids: readonly string[]): Promise<HoldRow[]> {
  return (await select(tx, now).where('h.id', 'in', ids).execute()) as HoldRow[];
}

/** The stock that some holds cover: what they are to keep, and what they do. */
export async function linesByHolds(
  { db, orgId }: Tx,
  now: Date,
  ids: readonly string[],
): Promise<HoldLineRow[]> {
  const { rows } = await sql<HoldLineRow>`
    select x.*, x."toHold" - x.held as shortfall from (
      select n.hold_id as "holdId", n.item_id as "inventoryItemId", i.location_id as "locationId", i.bin_id as "binId",
        i.lot_id as "lotId", case when ${statusNow(now)} = 'ACTIVE' then n.quantity else 0 end as "toHold",
        case when ${statusNow(now)} = 'ACTIVE' then coalesce(a.quantity, 0) else 0 end as held
      from hold_line n
      join hold h on h.org_id = n.org_id and h.id = n.hold_id
      join stock_item i on i.org_id = n.org_id and i.id = n.item_id
      left join allocation a on a.org_id = n.org_id and a.document_line_id = n.id and a.document_id = n.hold_id and a.status = 'OPEN'
      where n.org_id = ${orgId} and n.hold_id = any(${ids}::text[])
    ) x order by "holdId", "inventoryItemId"`.execute(db);
  return rows;
}

/** What is promised, and keeps some holds from all that they are to keep. */
export async function cutsIntoByHolds(
  { db, orgId }: Tx,
  now: Date,
  ids: readonly string[],
): Promise<CutIntoRow[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<CutIntoRow>`
    select n.hold_id as "holdId", c.document_type as "documentType", c.document_id as "documentId", coalesce(r.number, f.number) as number, r.reference,
      c.channel_id as "channelId", c.item_id as "inventoryItemId", c.quantity
    from hold_line n
    join hold h on h.org_id = n.org_id and h.id = n.hold_id and ${statusNow(now)} = 'ACTIVE'
    left join allocation a on a.org_id = n.org_id and a.document_line_id = n.id and a.document_id = n.hold_id and a.status = 'OPEN'
    join allocation c on c.org_id = n.org_id and c.item_id = n.item_id and c.status = 'OPEN' and c.document_type <> 'HOLD'
      and (c.expires_at is null or c.expires_at > ${moment})
    left join reservation r on r.org_id = c.org_id and r.id = c.document_id
    left join transfer f on f.org_id = c.org_id and f.id = c.document_id
    where n.org_id = ${orgId} and n.hold_id = any(${ids}::text[]) and n.quantity > coalesce(a.quantity, 0)
    order by n.hold_id, c.created_at desc, c.id`.execute(db);
  return rows;
}
