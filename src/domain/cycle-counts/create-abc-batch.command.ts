import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Command } from '../command.ts';
import { DomainError, Refusals, refusedField } from '../errors.rules.ts';
import { type AbcClass, abcClasses } from '../organizations/settings.rules.ts';
import { abcPeriod } from './abc.rules.ts';
import { type AbcScope, dueDate, isDue, rankingOf, readScope } from './abc-ranking.query.ts';
import { checkHead } from './create-batch.command.ts';
import { type BatchItem, makeBatch } from './make-batch.command.ts';

/** A batch to be made of the products whose count is due. */
export interface CreateAbcBatchInput {
  /** Id or code. */
  locationId: string;
  /** Default: all. */
  classes?: AbcClass[] | null;
  /** Default: true. */
  onlyDue?: boolean | null;
  /** Most stock items, default 100; products are taken whole, and one at least. */
  maxItems?: number | null;
  /** Default: true. */
  blind?: boolean | null;
  assignedTo?: string | null;
  dueDate?: string | null;
  notes?: string | null;
}

const MOST_ITEMS = 10_000;
const USUAL_ITEMS = 100;

/**
 * Makes a batch of the stock of products that are due, the most overdue first, then by class and product. What is being
 * counted already is not due again.
 * @returns the id of the batch.
 * @throws NOTHING_TO_COUNT when nothing is due; NOT_FOUND and INACTIVE for the location.
 */
export async function createAbcBatch(command: Command, input: CreateAbcBatchInput): Promise<string> {
  checkInput(input);
  const { tx, now } = command;
  const scope = await readScope(tx, now, input.locationId, 'locationId');
  const { location } = scope;
  if (location?.status !== 'ACTIVE')
    throw refusedField('INACTIVE', 'locationId', `the location ${location?.code} is inactive`);
  const classes = input.classes ?? [...abcClasses];
  const onlyDue = input.onlyDue ?? true;
  const items = await queue(tx, scope, { classes, onlyDue, most: input.maxItems ?? USUAL_ITEMS });
  if (items.length === 0) {
    const what = onlyDue ? 'stock that is due to be counted' : 'stock to count';
    throw new DomainError('NOTHING_TO_COUNT', `There is no ${what} at ${location.code}`, {
      locationId: location.id,
      classes,
      onlyDue,
    });
  }
  const { blind, assignedTo, dueDate, notes } = input;
  return makeBatch(
    command,
    { type: 'ABC', locationId: location.id, blind, assignedTo, dueDate, notes },
    items,
  );
}

function checkInput(input: CreateAbcBatchInput): void {
  const refusals = new Refusals();
  const { classes, maxItems } = input;
  const check = (ok: boolean, path: string, message: string) =>
    refusals.check(ok, 'VALIDATION_FAILED', path, message);
  check(classes == null || classes.length > 0, 'classes', 'must name at least one class');
  check(
    maxItems == null || (maxItems >= 1 && maxItems <= MOST_ITEMS),
    'maxItems',
    `must be between 1 and ${MOST_ITEMS}`,
  );
  checkHead(refusals, input);
  refusals.throwIfAny();
}

/** The stock items of the products whose turn it is, whole products, as many as fit. */
async function queue(
  { db, orgId }: Tx,
  scope: AbcScope,
  { classes, onlyDue, most }: { classes: readonly AbcClass[]; onlyDue: boolean; most: number },
): Promise<BatchItem[]> {
  const period = abcPeriod({}, scope.today, scope.settings.abcPeriodDays);
  const locationId = scope.location?.id ?? '';
  const underWay = sql`select l.product_id from cycle_count_batch b
    join cycle_count_line l on l.org_id = b.org_id and l.batch_id = b.id and l.status <> 'RESOLVED'
    where b.org_id = ${orgId} and b.location_id = ${locationId} and b.status in ('OPEN', 'IN_PROGRESS', 'REVIEW')`;
  const due = onlyDue ? sql`and ${isDue(scope)} and id not in (${underWay})` : sql``;
  const carried = ['counted_at', 'stocked_at', 'items'] as const;
  const { rows } = await sql<BatchItem>`
    with ${rankingOf(orgId, { scope, period, basis: null }, carried)},
    waiting as (
      select id, class, items, ${dueDate(scope)} as due_date from ranked
      where items > 0 and class = any(${classes}::text[]) ${due}
    ), queued as materialized (
      select id, class, row_number() over places as place, sum(items) over places as items
      from waiting window places as (order by due_date, class, id rows unbounded preceding)
    ), taken as materialized (select * from queued where items <= ${most} or place = 1 order by place limit ${sql.lit(most)})
    select i.id as "itemId", t.class
    from taken t
    join stock_item i on i.org_id = ${orgId} and i.product_id = t.id and i.location_id = ${locationId} and i.on_hand <> 0
    order by t.place, i.id`.execute(db);
  return rows;
}
