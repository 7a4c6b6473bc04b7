import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { DomainError, refusedField } from '../errors.rules.ts';
import type { AbcClass } from '../organizations/settings.rules.ts';
import { type Decimal, decimal } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import { lockRecords } from '../stock/lock-stock.command.ts';
import {
  type CountAction,
  type CountLineStatus,
  type CountStatus,
  countActions,
} from './cycle-counts.rules.ts';

/** Which batch, and what the caller believes of it. */
export interface BatchReference {
  id: string;
  expectedVersion?: number | null;
}

/** A batch, locked. */
export interface LockedBatch {
  id: string;
  number: string;
  locationId: string;
  status: CountStatus;
  blind: boolean;
  assignedTo: string | null;
  version: number;
}

/** A line of a batch as commands need it. */
export interface BatchLine {
  id: string;
  itemId: string;
  productId: string;
  locationId: string;
  class: AbcClass;
  status: CountLineStatus;
  countNo: number;
  countedQuantity: string | null;
  countedBy: string | null;
  countedAt: string | null;
  systemQuantity: string | null;
  unitCost: string | null;
  withinTolerance: boolean | null;
}

/** A stock item whose count is entered or decided on, locked. */
export interface CountedItem {
  id: string;
  onHand: Decimal;
  unitCost: Decimal;
  lastCountedAt: string | null;
}

/** Locks a batch for an action. Its stock must be locked before. @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT */
export async function lockBatch(
  { tx }: Command,
  { id, expectedVersion }: BatchReference,
  action: CountAction,
): Promise<LockedBatch> {
  const { rows } = await sql<LockedBatch>`
    select id, number, location_id as "locationId", status, blind, assigned_to as "assignedTo", version
    from cycle_count_batch where org_id = ${tx.orgId} and id = ${id} for update`.execute(tx.db);
  const [batch] = rows;
  if (!batch) throw noSuchBatch();
  const allowed = countActions[batch.status];
  if (!allowed.includes(action)) {
    throw new DomainError('INVALID_TRANSITION', `The cycle count is ${batch.status}`, {
      status: batch.status,
      allowed: [...allowed],
    });
  }
  if (expectedVersion != null && expectedVersion !== batch.version) {
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the cycle count has version ${batch.version} by now`,
      { currentVersion: batch.version },
    );
  }
  return batch;
}

/** The refusal of an id that no batch has. */
export const noSuchBatch = (): DomainError => refusedField('NOT_FOUND', 'id', 'there is no such cycle count');

/** Lines that one request accepts as within tolerance: more would take longer than a statement may. */
const MOST_WITHIN_TOLERANCE = 10_000;

/** Which lines of a batch are wanted: some by id, the first that can be accepted as within tolerance, or both. */
export interface LineChoice {
  ids: readonly string[];
  withinTolerance?: boolean;
}

/** Lines of a batch, in the order of their ids. */
export async function readLines(
  { tx }: Command,
  batchId: string,
  { ids, withinTolerance = false }: LineChoice,
  lock = false,
): Promise<BatchLine[]> {
  const fit = withinTolerance
    ? sql`or n.id in (
        select f.id from cycle_count_line f
        where f.org_id = ${tx.orgId} and f.batch_id = ${batchId} and f.status = 'COUNTED' and f.within_tolerance
        order by f.line_no limit ${sql.lit(MOST_WITHIN_TOLERANCE)})`
    : sql``;
  const { rows } = await sql<BatchLine>`
    select n.id, n.item_id as "itemId", n.product_id as "productId", n.location_id as "locationId", n.class, n.status,
      n.count_no as "countNo", n.counted_quantity as "countedQuantity", n.counted_by as "countedBy", n.counted_at as "countedAt",
      n.system_quantity as "systemQuantity", n.unit_cost as "unitCost", n.within_tolerance as "withinTolerance"
    from cycle_count_line n
    where n.org_id = ${tx.orgId} and n.batch_id = ${batchId} and (n.id = any(${ids}::text[]) ${fit})
    order by n.id ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return rows;
}

/** Locks the stock of lines, availability records first as everywhere, so that nothing moves while it is read. */
export async function lockStockOf(
  command: Command,
  lines: readonly Pick<BatchLine, 'itemId' | 'productId' | 'locationId'>[],
): Promise<Map<string, CountedItem>> {
  if (lines.length === 0) return new Map();
  await lockRecords(command, lines);
  const { tx } = command;
  const { rows } = await sql<{ id: string; onHand: string; unitCost: string; lastCountedAt: string | null }>`
    select i.id, i.on_hand as "onHand", i.unit_cost as "unitCost", i.last_counted_at as "lastCountedAt" from stock_item i
    where i.org_id = ${tx.orgId} and i.id = any(${lines.map(({ itemId }) => itemId)}::text[])
    order by i.id for update`.execute(tx.db);
  return new Map(
    rows.map((row) => [row.id, { ...row, onHand: decimal(row.onHand), unitCost: decimal(row.unitCost) }]),
  );
}

/** What changes about a batch; its version goes up with each change. */
export interface BatchChange {
  status?: CountStatus;
  /** Null: nobody. */
  assignedTo?: string | null;
  note?: string | null;
}

/** Writes a change of a locked batch, with a step of its history where its state changes. */
export async function changeBatch(
  command: Command,
  batch: LockedBatch,
  { status = batch.status, assignedTo = batch.assignedTo, note = null }: BatchChange,
): Promise<void> {
  const { tx, now } = command;
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    update cycle_count_batch b set status = ${status}, assigned_to = ${assignedTo}, updated_at = ${moment}, version = b.version + 1,
      submitted_at = ${status === 'REVIEW' && batch.status !== 'REVIEW' ? moment : sql`b.submitted_at`},
      resolved_at = ${status === 'RESOLVED' ? moment : sql`b.resolved_at`}
    where b.org_id = ${tx.orgId} and b.id = ${batch.id}`.execute(tx.db);
  if (status === batch.status) return;
  await recordTransitions(command, [
    { documentType: 'CYCLE_COUNT', documentId: batch.id, from: batch.status, to: status, note },
  ]);
}
