import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal, text } from '../quantity.rules.ts';
import { isWithinTolerance } from './count-tolerance.rules.ts';
import {
  type BatchLine,
  type BatchReference,
  type CountedItem,
  changeBatch,
  lockBatch,
  lockStockOf,
  readLines,
} from './lock-batch.command.ts';

/** What was counted of one line. */
export interface CountInput {
  lineId: string;
  countedQuantity: string;
  notes?: string | null;
}

/** Counts of lines of a batch. */
export interface EnterCountsInput extends BatchReference {
  counts: CountInput[];
}

/** Most counts of one request. */
const MOST_COUNTS = 1_000;

/**
 * Enters counts. What the system has of each item is read here, with its stock locked: a movement is either before the
 * count, and in that figure, or after it, and stays on top of what the count corrects. A line that was counted already
 * takes the new count.
 * @throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT
 */
export async function enterCounts(command: Command, input: EnterCountsInput): Promise<void> {
  checkCounts(input);
  const ids = input.counts.map(({ lineId }) => lineId);
  // not locked yet: the stock comes first, and a line never changes its item
  const known = await readLines(command, input.id, { ids });
  const items = await lockStockOf(command, known);
  const batch = await lockBatch(command, input, 'count');
  const lines = new Map(
    (await readLines(command, batch.id, { ids }, true)).map((line) => [line.id, line] as const),
  );
  checkLines(input, lines);
  const counted = input.counts.flatMap((count) => {
    const line = lines.get(count.lineId);
    const item = line && items.get(line.itemId);
    return line && item ? [{ ...count, line, item }] : [];
  });
  await writeCounts(command, counted);
  await changeBatch(command, batch, {});
  recordCounts(command, batch, counted);
}

function checkCounts({ counts }: EnterCountsInput): void {
  const refusals = new Refusals();
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(counts.length >= 1 && counts.length <= MOST_COUNTS, 'counts', 'must be 1 to 1,000');
  const seen = new Set<string>();
  for (const [index, { lineId, countedQuantity, notes }] of counts.entries()) {
    check(!seen.has(lineId), `counts[${index}].lineId`, 'the line is given twice');
    seen.add(lineId);
    check(decimal(countedQuantity).gte(0), `counts[${index}].countedQuantity`, 'must not be negative');
    check((notes ?? '').length <= 2_000, `counts[${index}].notes`, 'must have at most 2000 characters');
  }
  refusals.throwIfAny();
}

function checkLines({ counts }: EnterCountsInput, lines: ReadonlyMap<string, BatchLine>): void {
  const refusals = new Refusals();
  for (const [index, { lineId }] of counts.entries()) {
    const path = `counts[${index}].lineId`;
    const line = lines.get(lineId);
    if (!refusals.check(line !== undefined, 'NOT_FOUND', path, 'there is no such line in this cycle count'))
      continue;
    refusals.check(line?.status !== 'RESOLVED', 'INVALID_TRANSITION', path, 'the line is resolved already', {
      status: 'RESOLVED',
      allowed: [],
      lineId,
    });
  }
  refusals.throwIfAny();
}

/** A count with the line that it is of, and the stock item as it is in this transaction. */
export interface EnteredCount extends Omit<CountInput, 'lineId'> {
  line: Pick<BatchLine, 'id' | 'class' | 'countNo' | 'countedQuantity'>;
  item: CountedItem;
}

/** Writes counts onto locked lines, with what the system has and whether it is near enough. */
export async function writeCounts(command: Command, counts: readonly EnteredCount[]): Promise<void> {
  const { tx, now, doer } = command;
  const { countTolerances } = await readSettings(tx);
  const rows = counts.map(({ line, item, countedQuantity, notes }) => ({
    id: line.id,
    counted: countedQuantity,
    system: text(item.onHand),
    cost: text(item.unitCost),
    within: isWithinTolerance(
      { counted: decimal(countedQuantity), system: item.onHand, unitCost: item.unitCost },
      countTolerances[line.class],
    ),
    notes: notes ?? null,
  }));
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    update cycle_count_line n set status = 'COUNTED', count_no = n.count_no + 1, counted_quantity = c.counted, counted_by = ${doer.id},
      counted_at = ${moment}, system_quantity = c.system, unit_cost = c.cost, within_tolerance = c.within,
      notes = coalesce(c.notes, n.notes), updated_at = ${moment}, version = n.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id text, counted numeric, system numeric, cost numeric, within boolean, notes text)
    where n.org_id = ${tx.orgId} and n.id = c.id`.execute(tx.db);
}

/** The audit and the event say what was counted, and nothing of what the system had. */
function recordCounts(
  command: Command,
  batch: { id: string; number: string },
  counts: readonly EnteredCount[],
): void {
  command.record({
    action: 'cycle-count.count',
    documentType: 'CycleCount',
    documentId: batch.id,
    event: 'cycle-count.counted',
    before: {
      lines: counts.map(({ line: { id, countedQuantity } }) => ({
        lineId: id,
        countedQuantity: countedQuantity === null ? null : text(decimal(countedQuantity)),
      })),
    },
    after: {
      number: batch.number,
      lines: counts.map(({ line, countedQuantity }) => ({
        lineId: line.id,
        countNo: line.countNo + 1,
        countedQuantity,
      })),
    },
  });
}
