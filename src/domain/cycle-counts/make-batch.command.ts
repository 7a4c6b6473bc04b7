import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { DomainError, invalid } from '../errors.rules.ts';
import type { AbcClass } from '../organizations/settings.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import type { CountType } from './cycle-counts.rules.ts';

/** Most lines of a batch. */
export const MAX_BATCH_LINES = 50_000;
/** Lines that one statement writes: more would take longer than a statement may. */
const LINES_AT_ONCE = 10_000;

/** What a batch begins with. */
export interface BatchHead {
  /** Id, not code. */
  locationId: string;
  type: CountType;
  /** Default: true. */
  blind?: boolean | null;
  /** Whether items with nothing on hand were taken, too. */
  includeZero?: boolean | null;
  assignedTo?: string | null;
  dueDate?: string | null;
  notes?: string | null;
}

/** A stock item to be counted, with the class of its product at the location. */
export interface BatchItem {
  itemId: string;
  class: AbcClass;
}

/**
 * Makes a batch of stock items that were chosen already; each item once. What they are expected to hold is not read:
 * that is done when a count is entered.
 * @returns the id of the batch.
 * @throws NOTHING_TO_COUNT without items, VALIDATION_FAILED for more than 50,000.
 */
export async function makeBatch(
  command: Command,
  head: BatchHead,
  items: readonly BatchItem[],
): Promise<string> {
  checkLineCount(head.locationId, items.length);
  const id = newId('ccb');
  const number = await command.number('CC');
  const made = { type: head.type, blind: head.blind ?? true, includeZero: head.includeZero ?? false };
  await insertBatch(command, { ...head, ...made, id, number });
  for (let from = 1; from <= items.length; from += LINES_AT_ONCE)
    await insertLines(command, { id, locationId: head.locationId }, items, from);
  await recordTransitions(command, [
    { documentType: 'CYCLE_COUNT', documentId: id, from: null, to: 'OPEN', note: head.notes ?? null },
  ]);
  command.record({
    action: 'cycle-count.create',
    documentType: 'CycleCount',
    documentId: id,
    event: 'cycle-count.created',
    after: {
      number,
      ...made,
      locationId: head.locationId,
      assignedTo: head.assignedTo ?? null,
      dueDate: head.dueDate ?? null,
      lines: items.length,
    },
  });
  return id;
}

/** @throws NOTHING_TO_COUNT, VALIDATION_FAILED when a batch cannot have so many lines. */
export function checkLineCount(locationId: string, lines: number): void {
  if (lines === 0)
    throw new DomainError('NOTHING_TO_COUNT', 'There is no stock to count there', { locationId });
  if (lines > MAX_BATCH_LINES)
    throw invalid([{ path: 'type', message: 'would count more than 50,000 stock items: count in parts' }]);
}

async function insertBatch(
  { tx, now, doer }: Command,
  batch: BatchHead & { id: string; number: string },
): Promise<void> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    insert into cycle_count_batch (org_id, id, number, location_id, type, status, blind, include_zero, assigned_to, due_date, notes,
      created_by, created_at, updated_at)
    values (${tx.orgId}, ${batch.id}, ${batch.number}, ${batch.locationId}, ${batch.type}, 'OPEN', ${batch.blind},
      ${batch.includeZero}, ${batch.assignedTo ?? null}, ${batch.dueDate ?? null}::date, ${batch.notes ?? null}, ${doer.id},
      ${moment}, ${moment})`.execute(tx.db);
}

/** Writes the lines from a number on. In the order of a walk through the bins; never by quantity, which would tell what a blind count must not know. */
async function insertLines(
  { tx, now }: Command,
  batch: { id: string; locationId: string },
  items: readonly BatchItem[],
  from: number,
): Promise<void> {
  const lines = Math.min(LINES_AT_ONCE, items.length - from + 1);
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    insert into cycle_count_line (org_id, id, batch_id, line_no, item_id, product_id, location_id, class, status, created_at, updated_at)
    select ${tx.orgId}, ids.id, ${batch.id}, w.no, w.item, w.product, ${batch.locationId}, w.class, 'PENDING', ${moment}, ${moment}
    from (
      select i.id as item, i.product_id as product, c.class, row_number() over (
        order by b.code nulls last, p.global_sku, t.number nulls first, i.condition, i.id) as no
      from unnest(${items.map(({ itemId }) => itemId)}::text[], ${items.map((item) => item.class)}::text[]) as c(item, class)
      join stock_item i on i.org_id = ${tx.orgId} and i.id = c.item and i.location_id = ${batch.locationId}
      join product p on p.org_id = ${tx.orgId} and p.id = i.product_id
      left join bin b on b.org_id = ${tx.orgId} and b.id = i.bin_id
      left join lot t on t.org_id = ${tx.orgId} and t.id = i.lot_id
    ) w
    join unnest(${Array.from({ length: lines }, () => newId('ccl'))}::text[]) with ordinality as ids(id, no)
      on ids.no + ${from - 1}::int = w.no`.execute(tx.db);
}
