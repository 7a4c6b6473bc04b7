import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { Condition } from '../stock/conditions.rules.ts';

/** Stock in a receiving bin that is still to be put away. */
export interface PutAwayCandidateRow {
  inventoryItemId: string;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  locationName: string;
  fromBinId: string;
  fromBinName: string;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  quantity: string;
  quantityOnHand: string;
  receivedAt: string | null;
}

/** Filters of the list; all that are given must hold. */
export interface PutAwayCandidateFilter {
  /** Id or code. */
  locationId?: string | null;
  productMasterId?: string | null;
}

const orders = {
  receivedAt: {
    expression: sql`coalesce(i.first_received_at, '-infinity'::timestamptz)`,
    type: 'timestamptz',
  },
  expiryDate: { expression: sql`coalesce(i.expiry_date, 'infinity'::date)`, type: 'date' },
  globalSku: { expression: sql.ref('p.global_sku'), type: 'text' },
} as const;

export type PutAwayCandidateSortField = keyof typeof orders;

/** What can be put away: on hand, less what holds keep where it is, less what open tasks cover. */
function openQuantity(orgId: number, now: Date) {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const toHold = sql`case when i.hold_count = 0 then 0 else (
    select coalesce(sum(n.quantity), 0) from hold_line n
    join hold h on h.org_id = ${orgId} and h.id = n.hold_id and h.status = 'ACTIVE' and (h.expires_at is null or h.expires_at > ${moment})
    where n.org_id = ${orgId} and n.item_id = i.id) end`;
  const planned = sql`(
    select coalesce(sum(t.quantity), 0) from put_away_task t
    where t.org_id = ${orgId} and t.item_id = i.id and t.status in ('PENDING', 'IN_PROGRESS'))`;
  return sql<string>`greatest(i.on_hand - ${toHold}, 0) - ${planned}`;
}

/** A page of what is to be put away. */
export function listPutAwayCandidates(
  tx: Tx,
  now: Date,
  filter: PutAwayCandidateFilter,
  sort: Sort<PutAwayCandidateSortField>,
  page: PageRequest,
): Promise<Page<PutAwayCandidateRow>> {
  const { db, orgId } = tx;
  const quantity = openQuantity(orgId, now);
  let query = db
    .selectFrom('bin as b')
    .innerJoin('stock_item as i', (join) =>
      join.onRef('i.org_id', '=', 'b.org_id').onRef('i.bin_id', '=', 'b.id'),
    )
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 'i.org_id').onRef('p.id', '=', 'i.product_id'),
    )
    .where('b.org_id', '=', orgId)
    .where('b.type', '=', 'RECEIVING')
    // nothing is taken out of a blocked bin
    .where('b.blocked', '=', false)
    .where('i.on_hand', '>', '0')
    .where(sql<boolean>`${quantity} > 0`);
  if (filter.locationId)
    query = query.where('i.location_id', '=', referredId(tx, 'location', filter.locationId));
  if (filter.productMasterId) query = query.where('i.product_id', '=', filter.productMasterId);
  const rows = query
    .innerJoin('location as l', (join) =>
      join.onRef('l.org_id', '=', 'i.org_id').onRef('l.id', '=', 'i.location_id'),
    )
    .leftJoin('lot as n', (join) => join.onRef('n.org_id', '=', 'i.org_id').onRef('n.id', '=', 'i.lot_id'))
    .select([
      'i.id as inventoryItemId',
      'i.product_id as productMasterId',
      'p.global_sku as globalSku',
      'p.name as productName',
      'i.location_id as locationId',
      'l.name as locationName',
      'b.id as fromBinId',
      'b.name as fromBinName',
      'i.lot_id as lotId',
      'n.number as lotNumber',
      'i.expiry_date as expiryDate',
      'i.condition',
      sql<string>`${quantity}`.as('quantity'),
      'i.on_hand as quantityOnHand',
      'i.first_received_at as receivedAt',
    ]);
  return readPage<PutAwayCandidateRow>(
    {
      rows: rows as never,
      countable: query as never,
      id: sql.ref('i.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}
