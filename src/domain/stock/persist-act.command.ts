import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { type Decimal, decimal, text, ZERO } from '../quantity.rules.ts';
import { mostRows } from '../row-count.query.ts';
import type { Act, ActLine, PostedLine } from './act.rules.ts';
import { dailySums, entries, stockOuts } from './daily-sums.command.ts';
import { type Pair, pairKey } from './locked-stock.rules.ts';

interface ItemUpdate {
  id: string;
  onHand: string;
  carried: string;
  unitCost: string;
  received: boolean;
  counted: boolean;
}

interface Sums extends Pair {
  onHand: Decimal;
  unpromisable: Decimal;
  value: Decimal;
}

/**
 * Writes an act in one statement: document, movements, balances and sums become visible together and cost one round
 * trip.
 */
export async function persistAct(
  command: Command,
  act: Act,
  document: { id: string; number: string; effectiveDate: string },
  lines: readonly ActLine[],
  posted: readonly PostedLine[],
  records: ReadonlyMap<string, { id: string }>,
): Promise<void> {
  const { tx, now, doer } = command;
  const { orgId } = tx;
  const moment = sql`${now.toISOString()}::timestamptz`;
  const worths = valueChanges(posted);
  const movements = posted.map((line, index) => ({
    no: line.lineNo,
    id: line.movementId,
    item: line.item.id,
    product: line.item.productId,
    location: line.item.locationId,
    delta: text(line.delta),
    after: text(line.after),
    cost: text(line.unitCost),
    costAfter: text(line.costAfter),
    worth: text(worths[index] ?? ZERO),
    timezone: line.row.location.timezone,
    type: lines[index]?.movementType ?? act.type,
    reason: line.reasonCode,
    causeLine: line.causeLineId,
    undoes: lines[index]?.reversesMovementId ?? null,
  }));
  const sums = [...sumsByRecord(posted, worths)].map(([key, sum]) => ({
    id: records.get(key)?.id,
    product: sum.productId,
    location: sum.locationId,
    onHand: text(sum.onHand),
    unpromisable: text(sum.unpromisable),
    value: text(sum.value),
  }));
  await sql`
    with line as (
      select * from jsonb_to_recordset(${JSON.stringify(movements)}::jsonb) as l(no int, id text, item text, product text, location text,
        delta numeric, after numeric, cost numeric, "costAfter" numeric, worth numeric, timezone text, type text, reason text,
        undoes text, "causeLine" text) limit ${mostRows(movements)}
    ), item as (
      select * from jsonb_to_recordset(${JSON.stringify(itemUpdates(lines, posted))}::jsonb) as i(id text, "onHand" numeric, carried numeric, "unitCost" numeric,
        received boolean, counted boolean) limit ${mostRows(movements)}
    ), sums as (
      select * from jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) as r(id text, product text, location text, "onHand" numeric,
        unpromisable numeric, value numeric) limit ${mostRows(sums)}
    ), ${entries(orgId, moment)}, document as (
      insert into stock_document (org_id, id, number, type, status, reason_code, reference, notes, effective_date, cause_type, cause_id,
        reverses_id, cost_centre, line_count, created_by, created_at, updated_at, version)
      values (${orgId}, ${document.id}, ${document.number}, ${act.type}, 'POSTED', ${act.reasonCode}, ${act.reference ?? null},
        ${act.notes ?? null}, ${document.effectiveDate}::date, ${act.cause?.type ?? null}, ${act.cause?.id ?? null},
        ${act.reversesId ?? null}, ${act.costCentre ?? null}, ${posted.length}, ${doer.id}, ${moment}, ${moment}, 1)
    ), moved as (
      insert into movement (org_id, id, document_id, line_no, item_id, product_id, location_id, quantity_delta, balance_after, unit_cost,
        type, reason_code, cause_line_id, effective_date, posted_at, posted_by, day, cost_after)
      select ${orgId}, id, ${document.id}, no, item, product, location, delta, after, cost, type, reason, "causeLine",
        ${document.effectiveDate}::date, at, ${doer.id}, day, "costAfter" from entry order by no
    ), undone as (
      insert into movement_reversal (org_id, id, reversed_by_id) select ${orgId}, undoes, id from entry where undoes is not null
    ), balanced as (
      update stock_item s set on_hand = i."onHand", reserved = s.reserved + i.carried, unit_cost = i."unitCost",
        first_received_at = case when i.received then ${moment} else s.first_received_at end,
        last_counted_at = case when i.counted then ${moment} else s.last_counted_at end,
        updated_at = ${moment}, version = s.version + 1
      from item i where s.org_id = ${orgId} and s.id = i.id
    ), ${dailySums(orgId)}, summed as (
      update availability v set on_hand = v.on_hand + r."onHand", unpromisable_on_hand = v.unpromisable_on_hand + r.unpromisable,
        value = v.value + r.value, stocked_from = coalesce(v.stocked_from, d.day), updated_at = ${moment}, version = v.version + 1
      from sums r join (select distinct product, location, day from moved_on) d on d.product = r.product and d.location = r.location
      where v.org_id = ${orgId} and v.id = r.id
      returning v.product_id, v.location_id, v.on_hand, d.day
    ), ${stockOuts(orgId)}
    select`.execute(tx.db);
}

/** The last state of each item, whatever number of lines changed it. */
function itemUpdates(lines: readonly ActLine[], posted: readonly PostedLine[]): ItemUpdate[] {
  const updates = new Map<string, ItemUpdate>();
  posted.forEach((line, index) => {
    const earlier = updates.get(line.item.id);
    updates.set(line.item.id, {
      id: line.item.id,
      onHand: text(line.after),
      carried: text(decimal(earlier?.carried).plus(carriedBy(lines[index], line))),
      unitCost: text(line.costAfter),
      // FEFO's second rule: the age of a balance begins when stock comes in on nothing
      received: (earlier?.received ?? false) || (line.delta.gt(0) && line.before.lte(0)),
      counted: (earlier?.counted ?? false) || Boolean(lines[index]?.counted),
    });
  });
  return [...updates.values()];
}

/** What is reserved and goes along with a line, into its item (positive) or out of it. */
function carriedBy(line: ActLine | undefined, { delta }: PostedLine): Decimal {
  const carried = line?.carried ?? ZERO;
  return delta.lt(0) ? carried.neg() : carried;
}

/** By how much each line changed the value on hand: a receipt moves the average of all that is there. */
function valueChanges(posted: readonly PostedLine[]): Decimal[] {
  const costs = new Map<string, Decimal>();
  return posted.map((line) => {
    const costBefore = costs.get(line.item.id) ?? line.item.unitCost;
    costs.set(line.item.id, line.costAfter);
    return line.after.times(line.costAfter).minus(line.before.times(costBefore));
  });
}

function sumsByRecord(posted: readonly PostedLine[], worths: readonly Decimal[]): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  posted.forEach((line, index) => {
    const { productId, locationId, promisable } = line.item;
    const key = pairKey(line.item);
    const sum = sums.get(key) ?? { productId, locationId, onHand: ZERO, unpromisable: ZERO, value: ZERO };
    sums.set(key, {
      ...sum,
      onHand: sum.onHand.plus(line.delta),
      unpromisable: promisable ? sum.unpromisable : sum.unpromisable.plus(line.delta),
      value: sum.value.plus(worths[index] ?? ZERO),
    });
  });
  return sums;
}

/** The earliest expiry of a record's stock, where items with an expiry came or went. */
export async function refreshFirstExpiry({ tx }: Command, posted: readonly PostedLine[]): Promise<void> {
  const touched = posted
    .filter(({ item }) => item.promisable && item.expiryDate !== null)
    .map(({ item }) => item);
  if (touched.length === 0) return;
  await sql`
    update availability v set first_expiry_date = (
      select min(i.expiry_date) from stock_item i where i.org_id = ${tx.orgId} and i.product_id = v.product_id
        and i.location_id = v.location_id and i.promisable and (i.on_hand <> 0 or i.reserved <> 0))
    where v.org_id = ${tx.orgId} and (v.product_id, v.location_id) in (
      select * from unnest(${touched.map(({ productId }) => productId)}::text[], ${touched.map(({ locationId }) => locationId)}::text[]))`.execute(
    tx.db,
  );
}
