import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import type { PutAwayStatus } from './put-away.rules.ts';

/** A put-away task as it is read, with the names that a list shows. */
export interface PutAwayTaskRow {
  id: string;
  number: string;
  status: PutAwayStatus;
  inventoryItemId: string;
  productMasterId: string;
  globalSku: string;
  productName: string;
  locationId: string;
  fromBinId: string;
  fromBinName: string;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  quantity: string;
  assignedTo: string | null;
  notes: string | null;
  documentId: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
}

/** A bin that some of a task's goods go to, or went to. */
export interface PutAwaySplitRow {
  taskId: string;
  binId: string;
  binName: string;
  quantity: string;
}

/** Filters of the list; all that are given must hold. */
export interface PutAwayTaskFilter {
  status?: PutAwayStatus | null;
  /** Id or code. */
  locationId?: string | null;
  productMasterId?: string | null;
  assignedTo?: string | null;
}

const orders = {
  createdAt: { expression: sql.ref('t.created_at'), type: 'timestamptz' },
  updatedAt: { expression: sql.ref('t.updated_at'), type: 'timestamptz' },
  number: { expression: sql.ref('t.number'), type: 'text' },
} as const;

export type PutAwayTaskSortField = keyof typeof orders;

function select({ db, orgId }: Tx) {
  return db
    .selectFrom('put_away_task as t')
    .innerJoin('stock_item as i', (join) =>
      join.onRef('i.org_id', '=', 't.org_id').onRef('i.id', '=', 't.item_id'),
    )
    .innerJoin('product as p', (join) =>
      join.onRef('p.org_id', '=', 't.org_id').onRef('p.id', '=', 't.product_id'),
    )
    .innerJoin('bin as b', (join) =>
      join.onRef('b.org_id', '=', 't.org_id').onRef('b.id', '=', 't.from_bin_id'),
    )
    .leftJoin('lot as n', (join) => join.onRef('n.org_id', '=', 'i.org_id').onRef('n.id', '=', 'i.lot_id'))
    .where('t.org_id', '=', orgId)
    .select([
      't.id',
      't.number',
      't.status',
      't.item_id as inventoryItemId',
      't.product_id as productMasterId',
      'p.global_sku as globalSku',
      'p.name as productName',
      't.location_id as locationId',
      't.from_bin_id as fromBinId',
      'b.name as fromBinName',
      'i.lot_id as lotId',
      'n.number as lotNumber',
      'i.expiry_date as expiryDate',
      'i.condition',
      't.quantity',
      't.assigned_to as assignedTo',
      't.notes',
      't.document_id as documentId',
      't.created_by as createdBy',
      't.created_at as createdAt',
      't.updated_at as updatedAt',
      't.version',
    ]);
}

/** A page of put-away tasks. */
export function listPutAwayTasks(
  tx: Tx,
  filter: PutAwayTaskFilter,
  sort: Sort<PutAwayTaskSortField>,
  page: PageRequest,
): Promise<Page<PutAwayTaskRow>> {
  const { status, locationId, productMasterId, assignedTo } = filter;
  let keys = tx.db.selectFrom('put_away_task as t').where('t.org_id', '=', tx.orgId);
  if (status) keys = keys.where('t.status', '=', status);
  if (locationId) keys = keys.where('t.location_id', '=', referredId(tx, 'location', locationId));
  if (productMasterId) keys = keys.where('t.product_id', '=', productMasterId);
  if (assignedTo) keys = keys.where('t.assigned_to', '=', assignedTo);
  return readPage<PutAwayTaskRow>(
    {
      rows: select(tx) as never,
      countable: keys as never,
      keys: keys as never,
      id: sql.ref('t.id'),
      order: sortOrder(orders, sort),
    },
    page,
  );
}

/** The put-away tasks of some ids, in any order. */
export async function putAwayTasksByIds(tx: Tx, ids: readonly string[]): Promise<PutAwayTaskRow[]> {
  return (await select(tx).where('t.id', 'in', ids).execute()) as PutAwayTaskRow[];
}

/** Where the goods of some tasks go, in the order of the plans. */
export async function splitsByTasks({ db, orgId }: Tx, ids: readonly string[]): Promise<PutAwaySplitRow[]> {
  const { rows } = await sql<PutAwaySplitRow>`
    select s.task_id as "taskId", s.bin_id as "binId", b.name as "binName", s.quantity
    from put_away_split s join bin b on b.org_id = s.org_id and b.id = s.bin_id
    where s.org_id = ${orgId} and s.task_id = any(${ids}::text[]) order by s.task_id, s.line_no`.execute(db);
  return rows;
}
