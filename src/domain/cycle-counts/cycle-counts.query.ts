import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, type Sort, sortOrder } from '../lists.query.ts';
import { referredId } from '../references.query.ts';
import type { CountStatus, CountType } from './cycle-counts.rules.ts';
import { areFiguresHidden } from './figures.query.ts';

/** A batch as it is read. */
export interface CycleCountRow {
  id: string;
  number: string;
  type: CountType;
  status: CountStatus;
  blind: boolean;
  includeZero: boolean;
  location: { id: string; code: string; name: string };
  assignedTo: string | null;
  dueDate: string | null;
  notes: string | null;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  submittedAt: string | null;
  resolvedAt: string | null;
  version: number;
}

/** Filters of the list; all that are given must hold. */
export interface CycleCountFilter {
  status?: CountStatus | null;
  type?: CountType | null;
  /** Id or code. */
  locationId?: string | null;
  assignedTo?: string | null;
  /** Made on this day of the location's calendar, or later. */
  fromDate?: string | null;
  /** Made on this day of the location's calendar, or earlier. */
  toDate?: string | null;
}

const orders = {
  createdAt: { expression: sql.ref('b.created_at'), type: 'timestamptz' },
  number: { expression: sql.ref('b.number'), type: 'text' },
  dueDate: { expression: sql`coalesce(b.due_date, 'infinity'::date)`, type: 'date' },
  updatedAt: { expression: sql.ref('b.updated_at'), type: 'timestamptz' },
} as const;

export type CycleCountSortField = keyof typeof orders;

function select({ db, orgId }: Tx) {
  return db
    .selectFrom('cycle_count_batch as b')
    .innerJoin('location as l', (join) =>
      join.onRef('l.org_id', '=', 'b.org_id').onRef('l.id', '=', 'b.location_id'),
    )
    .where('b.org_id', '=', orgId)
    .select([
      'b.id',
      'b.number',
      'b.type',
      'b.status',
      'b.blind',
      'b.include_zero as includeZero',
      sql`jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name)`.as('location'),
      'b.assigned_to as assignedTo',
      'b.due_date as dueDate',
      'b.notes',
      'b.created_by as createdBy',
      'b.created_at as createdAt',
      'b.updated_at as updatedAt',
      'b.submitted_at as submittedAt',
      'b.resolved_at as resolvedAt',
      'b.version',
    ]);
}

/** A page of batches. */
export function listCycleCounts(
  tx: Tx,
  filter: CycleCountFilter,
  sort: Sort<CycleCountSortField>,
  page: PageRequest,
): Promise<Page<CycleCountRow>> {
  let query = select(tx);
  if (filter.status) query = query.where('b.status', '=', filter.status);
  if (filter.type) query = query.where('b.type', '=', filter.type);
  if (filter.locationId)
    query = query.where(sql<boolean>`b.location_id = ${referredId(tx, 'location', filter.locationId)}`);
  if (filter.assignedTo) query = query.where('b.assigned_to', '=', filter.assignedTo);
  if (filter.fromDate)
    query = query.where(
      sql<boolean>`b.created_at >= ${filter.fromDate}::date::timestamp at time zone l.timezone`,
    );
  if (filter.toDate)
    query = query.where(
      sql<boolean>`b.created_at < (${filter.toDate}::date + 1)::timestamp at time zone l.timezone`,
    );
  return readPage<CycleCountRow>(
    { rows: query as never, id: sql.ref('b.id'), order: sortOrder(orders, sort) },
    page,
  );
}

/** The batches of some ids, in any order. */
export async function cycleCountsByIds(tx: Tx, ids: readonly string[]): Promise<CycleCountRow[]> {
  return (await select(tx).where('b.id', 'in', ids).execute()) as CycleCountRow[];
}

/** How far a batch has come. */
export interface CountProgress {
  lines: number;
  /** Lines with a count. */
  counted: number;
  /** Counted lines that are off; null while that is kept back. */
  variances: number | null;
}

/** The progress of some batches, in any order. */
export async function progressOfCounts(
  tx: Tx,
  ids: readonly string[],
  seesStock: boolean,
): Promise<(CountProgress & { id: string })[]> {
  const { rows } = await sql<CountProgress & { id: string }>`
    select b.id, count(*)::int as lines, count(n.counted_quantity)::int as counted,
      case when not bool_or(${areFiguresHidden(tx, seesStock)})
        then (count(*) filter (where n.counted_quantity <> n.system_quantity))::int end as variances
    from cycle_count_batch b
    join cycle_count_line n on n.org_id = ${tx.orgId} and n.batch_id = b.id
    where b.org_id = ${tx.orgId} and b.id = any(${ids}::text[]) group by b.id`.execute(tx.db);
  return rows;
}
