import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { invalid } from '../errors.rules.ts';
import { afterCursor, encodeCursor, type Keyed, type Page, type PageRequest } from '../lists.query.ts';
import type { AbcClass } from '../organizations/settings.rules.ts';
import type { Condition } from '../stock/conditions.rules.ts';
import type { CountLineStatus, CountResolution } from './cycle-counts.rules.ts';
import { areFiguresHidden } from './figures.query.ts';

/** A line of a batch as it is read: what the system has is null before a count, and while it is kept back. */
export interface CountLineRow {
  id: string;
  batchId: string;
  lineNo: number;
  inventoryItemId: string;
  productMasterId: string;
  productName: string;
  globalSku: string;
  binId: string | null;
  binName: string | null;
  lotId: string | null;
  lotNumber: string | null;
  expiryDate: string | null;
  condition: Condition;
  class: AbcClass;
  status: CountLineStatus;
  added: boolean;
  countNo: number;
  countedQuantity: string | null;
  countedBy: string | null;
  countedAt: string | null;
  notes: string | null;
  /** Whether what the system has is kept back. */
  figuresHidden: boolean;
  systemQuantity: string | null;
  unitCost: string | null;
  variance: string | null;
  varianceValue: string | null;
  withinTolerance: boolean | null;
  resolution: Exclude<CountResolution, 'RECOUNT'> | null;
  reasonCode: string | null;
  resolutionNotes: string | null;
  resolvedBy: string | null;
  resolvedAt: string | null;
  adjustmentId: string | null;
  version: number;
}

/** Filters of the lines of a batch; all that are given must hold. */
export interface CountLineFilter {
  status?: CountLineStatus | null;
}

/** The lines of batches, in the order of their numbers: the only one, for others could tell how much there is. */
const order = {
  name: 'lineNo',
  expression: sql.ref('n.line_no'),
  type: 'integer',
  descending: false,
} as const;

/**
 * Lines with everything that they refer to.
 * @param lines the lines that are wanted, found first: the rest is joined to each of them by key, however many lines the
 * planner believes there are.
 */
function dressed(tx: Tx, lines: RawBuilder<unknown>, seesStock: boolean): RawBuilder<CountLineRow & Keyed> {
  return sql<CountLineRow & Keyed>`
    select n.line_no::text as sort_key, n.id as sort_id, n.id, n.batch_id as "batchId", n.line_no as "lineNo", n.item_id as "inventoryItemId", n.product_id as "productMasterId",
    p.name as "productName", p.global_sku as "globalSku", i.bin_id as "binId", s.name as "binName", i.lot_id as "lotId",
    t.number as "lotNumber", i.expiry_date as "expiryDate", i.condition, n.class, n.status, n.added, n.count_no as "countNo",
    n.counted_quantity as "countedQuantity", n.counted_by as "countedBy", n.counted_at as "countedAt", n.notes,
    f.hidden as "figuresHidden", f.system as "systemQuantity", f.cost as "unitCost", n.counted_quantity - f.system as variance,
    round((n.counted_quantity - f.system) * f.cost, 4) as "varianceValue", f.within as "withinTolerance",
    n.resolution, n.reason_code as "reasonCode", n.resolution_notes as "resolutionNotes", n.resolved_by as "resolvedBy",
    n.resolved_at as "resolvedAt", n.adjustment_id as "adjustmentId", n.version
    from (${lines}) n
    join cycle_count_batch b on b.org_id = ${tx.orgId} and b.id = n.batch_id
    join stock_item i on i.org_id = ${tx.orgId} and i.id = n.item_id
    join product p on p.org_id = ${tx.orgId} and p.id = n.product_id
    left join bin s on s.org_id = ${tx.orgId} and s.id = i.bin_id
    left join lot t on t.org_id = ${tx.orgId} and t.id = i.lot_id
    cross join lateral (
      select h.hidden, case when not h.hidden then n.system_quantity end as system, case when not h.hidden then n.unit_cost end as cost,
        case when not h.hidden then n.within_tolerance end as within
      from (select ${areFiguresHidden(tx, seesStock)} as hidden) h
    ) f order by n.batch_id, n.line_no`;
}

/** Most lines that are read for several batches together. */
const MOST_AT_ONCE = 10_000;

/**
 * A page of the lines of each of some batches: two statements for all of them, with their totals.
 * @throws VALIDATION_FAILED when the pages are too long for so many batches.
 */
export async function linesOfCounts(
  tx: Tx,
  batchIds: readonly string[],
  { filter, page, seesStock }: { filter: CountLineFilter; page: PageRequest; seesStock: boolean },
): Promise<Page<CountLineRow>[]> {
  if (batchIds.length > 1 && batchIds.length * page.first > MOST_AT_ONCE) {
    const most = Math.floor(MOST_AT_ONCE / batchIds.length);
    throw invalid([
      { path: 'first', message: `must be at most ${most} for ${batchIds.length} cycle counts at once` },
    ]);
  }
  const wanted = filter.status ? sql`and n.status = ${filter.status}` : sql``;
  const beyond = page.after ? sql`and ${afterCursor(page.after, order, sql.ref('n.id'))}` : sql``;
  const lines = sql`
    select k.* from unnest(${batchIds}::text[]) as w(id) cross join lateral (
      select n.* from cycle_count_line n
      where n.org_id = ${tx.orgId} and n.batch_id = w.id ${wanted} ${beyond}
      order by n.line_no, n.id limit ${sql.lit(page.first + 1)} offset ${page.offset ?? 0}) k`;
  const { rows } = await dressed(tx, lines, seesStock).execute(tx.db);
  const byBatch = Map.groupBy(rows, ({ batchId }) => batchId);
  let totals: Promise<Map<string, number>> | undefined;
  const total = async (id: string) => {
    totals ??= countLines(tx, batchIds, wanted);
    return (await totals).get(id) ?? 0;
  };
  return batchIds.map((id) => {
    const found = byBatch.get(id) ?? [];
    const shown = found.slice(0, page.first);
    return {
      rows: shown,
      cursors: shown.map((line) => encodeCursor(order, line)),
      hasNextPage: found.length > page.first,
      hasPreviousPage: Boolean(page.after || page.offset),
      count: () => total(id),
    };
  });
}

async function countLines(
  tx: Tx,
  batchIds: readonly string[],
  wanted: RawBuilder<unknown>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; lines: number }>`
    select n.batch_id as id, count(*)::int as lines from cycle_count_line n
    where n.org_id = ${tx.orgId} and n.batch_id = any(${batchIds}::text[]) ${wanted} group by n.batch_id`.execute(
    tx.db,
  );
  return new Map(rows.map(({ id, lines }) => [id, lines]));
}

/** Most lines that the answer of a write shows. */
const MOST_SHOWN = 1_000;

/** Lines of a batch that a write touched, or its first ones; at most 1,000, in their order. */
export async function linesOfCount(
  tx: Tx,
  batchId: string,
  { ids, seesStock }: { ids?: readonly string[] | undefined; seesStock: boolean },
): Promise<CountLineRow[]> {
  const touched = ids ? sql`and n.id = any(${ids}::text[])` : sql``;
  const lines = sql`
    select n.* from cycle_count_line n
    where n.org_id = ${tx.orgId} and n.batch_id = ${batchId} ${touched} order by n.line_no limit ${sql.lit(MOST_SHOWN)}`;
  return (await dressed(tx, lines, seesStock).execute(tx.db)).rows;
}
