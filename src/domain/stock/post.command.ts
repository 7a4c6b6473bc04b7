import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command, NumberKind } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { DomainError, Refusals } from '../errors.rules.ts';
import { type Decimal, text, ZERO } from '../quantity.rules.ts';
import { applyChange, type Balance, type Change, type Posted } from './ledger.rules.ts';
import { lockRecords, lockRowItems } from './lock-stock.command.ts';
import { type LockedItem, pairKey } from './locked-stock.rules.ts';
import type { ResolvedRow } from './stock-row.rules.ts';

/** Kinds of acts on the ledger. */
export type ActType = 'ADJUSTMENT' | 'LOT_CORRECTION' | 'RECORD_STOCK' | 'RECEIPT' | 'ISSUE' | 'REVERSAL';

const numberKinds: Record<ActType, NumberKind> = {
  ADJUSTMENT: 'ADJ',
  LOT_CORRECTION: 'ADJ',
  RECORD_STOCK: 'ADJ',
  RECEIPT: 'RCP',
  ISSUE: 'ISS',
  REVERSAL: 'REV',
};

/** One business act: all of its lines, or none. */
export interface Act {
  type: ActType;
  reasonCode: string | null;
  reference?: string | null;
  notes?: string | null;
  /** The day a person says it happened, not in the future; default: today at the location. */
  effectiveDate?: string | null;
  /** The document that this act carries out. */
  cause?: { type: string; id: string };
  reversesId?: string;
}

/** One line of an act. */
export interface ActLine {
  row: ResolvedRow;
  change: Change;
  /** The quantity was seen by somebody: the item's last count is now. */
  counted?: boolean;
  /** Of a reversal: the movement that is undone. */
  reversesMovementId?: string;
  /** The kind of movement; default: the act's type. A reversal keeps that of what it undoes. */
  movementType?: string;
  /** Why this line moved, where it differs from the act's reason. */
  reasonCode?: string | null;
  /** The request's field with the quantity, for errors; default: as an adjustment names it. */
  field?: string;
}

/** A line as it was posted. */
export interface PostedLine extends Posted {
  movementId: string;
  lineNo: number;
  item: LockedItem;
  row: ResolvedRow;
  reasonCode: string | null;
}

/** An act as it was posted. */
export interface PostedAct extends Act {
  id: string;
  number: string;
  effectiveDate: string;
  postedAt: string;
  lines: PostedLine[];
}

/**
 * Posts an act: locks its stock, applies its lines in order, and writes the document, the movements, the balances
 * and the availability records. This is the only writer of what is on hand.
 * @throws what {@link applyChange} refuses, naming the line; VALIDATION_FAILED for a day in the future.
 */
export async function post(command: Command, act: Act, lines: readonly ActLine[]): Promise<PostedAct> {
  const rows = lines.map(({ row }) => row);
  const effectiveDate = checkEffectiveDate(command, act, rows);
  const records = await lockRecords(
    command,
    rows.map(({ product, location }) => ({ productId: product.id, locationId: location.id })),
  );
  const items = await lockRowItems(command, rows);
  const posted = applyLines(act, lines, items);
  const id = newId('doc');
  const number = await command.number(numberKinds[act.type]);
  await persist(command, act, { id, number, effectiveDate }, lines, posted, records);
  await refreshFirstExpiry(command, posted);
  return { ...act, id, number, effectiveDate, postedAt: command.now.toISOString(), lines: posted };
}

function checkEffectiveDate({ now }: Command, act: Act, rows: readonly ResolvedRow[]): string {
  // where lines are in several time zones, the day must have begun in all of them
  const [today = dayIn('UTC', now)] = rows.map(({ location }) => dayIn(location.timezone, now)).sort();
  if (act.effectiveDate && act.effectiveDate > today) {
    throw new DomainError('VALIDATION_FAILED', 'effectiveDate: must not be in the future', {
      fields: [{ path: 'effectiveDate', message: `must not be in the future (today is ${today})` }],
    });
  }
  return act.effectiveDate ?? today;
}

/** Applies the lines in order; several lines may change one item. Every line that is refused is named. */
function applyLines(act: Act, lines: readonly ActLine[], items: readonly LockedItem[]): PostedLine[] {
  const balances = new Map<string, Balance>();
  const refusals = new Refusals();
  const posted: PostedLine[] = [];
  lines.forEach((line, index) => {
    const item = items[index];
    if (!item) return;
    const balance = balances.get(item.id) ?? { ...item, itemId: item.id };
    balances.set(item.id, balance);
    try {
      posted.push({
        ...applyChange(balance, line.change),
        movementId: newId('mov'),
        lineNo: index + 1,
        item,
        row: line.row,
        reasonCode: line.reasonCode ?? act.reasonCode,
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const field = line.field ?? (line.change.target ? 'newQuantity' : 'quantityDelta');
      refusals.check(
        false,
        error.code,
        `${line.row.at}${error.code === 'QUANTITY_CHANGED' ? 'expectedQuantity' : field}`,
        error.message,
        {
          ...error.details,
          line: index + 1,
          productMasterId: line.row.product.id,
          locationId: line.row.location.id,
          inventoryItemId: item.id,
        },
      );
    }
  });
  refusals.throwIfAny();
  return posted;
}

interface ItemUpdate {
  id: string;
  onHand: string;
  unitCost: string;
  received: boolean;
  counted: boolean;
}

interface Sums {
  onHand: Decimal;
  unpromisable: Decimal;
  value: Decimal;
}

async function persist(
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
  const movements = posted.map((line, index) => ({
    no: line.lineNo,
    id: line.movementId,
    item: line.item.id,
    product: line.item.productId,
    location: line.item.locationId,
    delta: text(line.delta),
    after: text(line.after),
    cost: text(line.unitCost),
    type: lines[index]?.movementType ?? act.type,
    reason: line.reasonCode,
    undoes: lines[index]?.reversesMovementId ?? null,
  }));
  const sums = [...sumsByRecord(posted)].map(([key, sum]) => ({
    id: records.get(key)?.id,
    onHand: text(sum.onHand),
    unpromisable: text(sum.unpromisable),
    value: text(sum.value),
  }));
  // one statement: document, movements, balances and sums become visible together and cost one round trip
  await sql`
    with line as (
      select * from jsonb_to_recordset(${JSON.stringify(movements)}::jsonb) as l(no int, id text, item text, product text, location text,
        delta numeric, after numeric, cost numeric, type text, reason text, undoes text)
    ), item as (
      select * from jsonb_to_recordset(${JSON.stringify(itemUpdates(lines, posted))}::jsonb) as i(id text, "onHand" numeric, "unitCost" numeric,
        received boolean, counted boolean)
    ), sums as (
      select * from jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) as r(id text, "onHand" numeric, unpromisable numeric, value numeric)
    ), document as (
      insert into stock_document (org_id, id, number, type, status, reason_code, reference, notes, effective_date, cause_type, cause_id,
        reverses_id, line_count, created_by, created_at, updated_at, version)
      values (${orgId}, ${document.id}, ${document.number}, ${act.type}, 'POSTED', ${act.reasonCode}, ${act.reference ?? null},
        ${act.notes ?? null}, ${document.effectiveDate}::date, ${act.cause?.type ?? null}, ${act.cause?.id ?? null},
        ${act.reversesId ?? null}, ${posted.length}, ${doer.id}, ${moment}, ${moment}, 1)
    ), moved as (
      insert into movement (org_id, id, document_id, line_no, item_id, product_id, location_id, quantity_delta, balance_after, unit_cost,
        type, reason_code, effective_date, posted_at, posted_by)
      select ${orgId}, id, ${document.id}, no, item, product, location, delta, after, cost, type, reason,
        ${document.effectiveDate}::date, ${moment}, ${doer.id} from line order by no
    ), undone as (
      insert into movement_reversal (org_id, id, reversed_by_id) select ${orgId}, undoes, id from line where undoes is not null
    ), balanced as (
      update stock_item s set on_hand = i."onHand", unit_cost = i."unitCost",
        first_received_at = case when i.received then ${moment} else s.first_received_at end,
        last_counted_at = case when i.counted then ${moment} else s.last_counted_at end,
        updated_at = ${moment}, version = s.version + 1
      from item i where s.org_id = ${orgId} and s.id = i.id
    )
    update availability v set on_hand = v.on_hand + r."onHand", unpromisable_on_hand = v.unpromisable_on_hand + r.unpromisable,
      value = v.value + r.value, updated_at = ${moment}, version = v.version + 1
    from sums r where v.org_id = ${orgId} and v.id = r.id`.execute(tx.db);
}

/** The last state of each item, whatever number of lines changed it. */
function itemUpdates(lines: readonly ActLine[], posted: readonly PostedLine[]): ItemUpdate[] {
  const updates = new Map<string, ItemUpdate>();
  posted.forEach((line, index) => {
    const earlier = updates.get(line.item.id);
    updates.set(line.item.id, {
      id: line.item.id,
      onHand: text(line.after),
      unitCost: text(line.costAfter),
      // FEFO's second rule: the age of a balance begins when stock comes in on nothing
      received: (earlier?.received ?? false) || (line.delta.gt(0) && line.before.lte(0)),
      counted: (earlier?.counted ?? false) || Boolean(lines[index]?.counted),
    });
  });
  return [...updates.values()];
}

function sumsByRecord(posted: readonly PostedLine[]): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  const costs = new Map<string, Decimal>();
  for (const line of posted) {
    const key = pairKey(line.item);
    const sum = sums.get(key) ?? { onHand: ZERO, unpromisable: ZERO, value: ZERO };
    const costBefore = costs.get(line.item.id) ?? line.item.unitCost;
    costs.set(line.item.id, line.costAfter);
    sums.set(key, {
      onHand: sum.onHand.plus(line.delta),
      unpromisable: line.item.promisable ? sum.unpromisable : sum.unpromisable.plus(line.delta),
      value: sum.value.plus(line.after.times(line.costAfter)).minus(line.before.times(costBefore)),
    });
  }
  return sums;
}

/** The earliest expiry of a record's stock, where items with an expiry came or went. */
async function refreshFirstExpiry({ tx }: Command, posted: readonly PostedLine[]): Promise<void> {
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
