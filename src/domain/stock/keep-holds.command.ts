import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { type Decimal, decimal, max, min, text, ZERO } from '../quantity.rules.ts';
import type { Pair } from './locked-stock.rules.ts';
import { refreshAvailability, refreshReserved } from './refresh-availability.command.ts';

/** What happens to a covered item, so that its holds follow. */
export interface HeldChange {
  /** What is on hand; left out: as the item says. Before a decrease is written, what will be left. */
  onHand?: Decimal;
  /** So much came in: a hold on all there is keeps it, too. */
  arrived?: Decimal;
  /** Held stock is gone: no hold is to keep more than what is left. */
  shrink?: boolean;
}

/** A covered item with one of its holds, as far as it has any. */
interface Row extends Pair {
  itemId: string;
  onHand: string;
  /** Reserved by others than holds. */
  promised: string;
  holdId: string;
  lineId: string | null;
  openEnded: boolean;
  toHold: string;
  kept: string;
  allocationId: string | null;
  expiresAt: string | null;
}

/** What a hold is to keep of an item, and what it does. */
interface Keeping {
  row: Row;
  toHold: Decimal;
  keep: Decimal;
}

/** What the holds of some items are to keep of each; items without holds are left out. */
export async function readToHold(
  { tx, now }: Command,
  itemIds: readonly string[],
): Promise<Map<string, Decimal>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<{ itemId: string; toHold: string }>`
    select n.item_id as "itemId", sum(n.quantity) as "toHold" from hold_line n
    join hold h on h.org_id = n.org_id and h.id = n.hold_id and h.status = 'ACTIVE'
      and (h.expires_at is null or h.expires_at > ${now.toISOString()}::timestamptz)
    where n.org_id = ${tx.orgId} and n.item_id = any(${itemIds}::text[]) group by 1`.execute(tx.db);
  return new Map(rows.map(({ itemId, toHold }) => [itemId, decimal(toHold)]));
}

/**
 * Lets the holds of some items keep what they are to keep, as far as it is not promised to others: the oldest hold
 * first. What it cannot keep now it takes as soon as a reservation gives it back or stock comes in. The records and the
 * items must be locked.
 */
export async function keepHolds(command: Command, changes: ReadonlyMap<string, HeldChange>): Promise<void> {
  if (changes.size === 0) return;
  const rows = await readRows(command, [...changes.keys()]);
  if (rows.length === 0) return;
  await write(command, rows, share(rows, changes));
  await refreshReserved(
    command,
    rows.map(({ itemId }) => itemId),
  );
  await refreshAvailability(command, distinctPairs(rows));
}

async function readRows({ tx, now }: Command, itemIds: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select i.id as "itemId", i.product_id as "productId", i.location_id as "locationId", i.on_hand as "onHand",
      i.reserved - i.held as promised, h.id as "holdId", n.id as "lineId", h.quantity is null as "openEnded",
      coalesce(n.quantity, 0) as "toHold", coalesce(a.quantity, 0) as kept, a.id as "allocationId", h.expires_at as "expiresAt"
    from stock_item i
    join hold h on h.org_id = i.org_id and h.status = 'ACTIVE' and (h.item_id = i.id or (h.scope = 'LOT' and h.lot_id = i.lot_id))
      and (h.expires_at is null or h.expires_at > ${now.toISOString()}::timestamptz)
    left join hold_line n on n.org_id = h.org_id and n.hold_id = h.id and n.item_id = i.id
    left join allocation a on a.org_id = h.org_id and a.document_id = h.id and a.item_id = i.id and a.status = 'OPEN'
    where i.org_id = ${tx.orgId} and i.id = any(${itemIds}::text[])
    order by h.created_at, h.id`.execute(tx.db);
  return rows;
}

/** Shares what is not promised among the holds of each item. */
function share(rows: readonly Row[], changes: ReadonlyMap<string, HeldChange>): Keeping[] {
  const room = new Map<string, Decimal>();
  return rows.map((row) => {
    const { onHand = decimal(row.onHand), arrived = ZERO, shrink = false } = changes.get(row.itemId) ?? {};
    const grown = row.openEnded ? decimal(row.toHold).plus(arrived) : decimal(row.toHold);
    const toHold = shrink ? min(grown, max(ZERO, onHand)) : grown;
    const left = room.get(row.itemId) ?? max(ZERO, onHand.minus(row.promised));
    const keep = min(toHold, left);
    room.set(row.itemId, left.minus(keep));
    return { row, toHold, keep };
  });
}

async function write(
  { tx, now }: Command,
  _rows: readonly Row[],
  keepings: readonly Keeping[],
): Promise<void> {
  const values = keepings
    .filter(({ row, toHold, keep }) => row.lineId === null || !toHold.eq(row.toHold) || !keep.eq(row.kept))
    .map(({ row, toHold, keep }) => ({
      ...row,
      lineId: row.lineId ?? newId('hln'),
      newLine: row.lineId === null,
      allocationId: row.allocationId ?? newId('all'),
      newAllocation: row.allocationId === null && keep.gt(0),
      toHold: text(toHold),
      keep: text(keep),
    }));
  if (values.length === 0) return;
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    with k as (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as k("itemId" text, "productId" text, "locationId" text,
        "holdId" text, "lineId" text, "newLine" boolean, "allocationId" text, "newAllocation" boolean, "toHold" numeric, keep numeric,
        "expiresAt" timestamptz)
    ), lines as (
      insert into hold_line (org_id, id, hold_id, item_id, quantity)
      select ${tx.orgId}, "lineId", "holdId", "itemId", "toHold" from k where "newLine" order by "lineId"
    ), targets as (
      update hold_line n set quantity = k."toHold" from k where n.org_id = ${tx.orgId} and n.id = k."lineId" and not k."newLine"
    ), kept as (
      insert into allocation (org_id, id, item_id, product_id, location_id, document_type, document_id, document_line_id, quantity,
        status, expires_at, created_at)
      select ${tx.orgId}, "allocationId", "itemId", "productId", "locationId", 'HOLD', "holdId", "lineId", keep, 'OPEN', "expiresAt",
        ${moment} from k where "newAllocation" order by "allocationId"
    )
    update allocation a set quantity = case when k.keep > 0 then k.keep else a.quantity end,
      status = case when k.keep > 0 then 'OPEN' else 'RELEASED' end, closed_at = case when k.keep > 0 then null else ${moment} end
    from k where a.org_id = ${tx.orgId} and a.id = k."allocationId" and not k."newAllocation"`.execute(tx.db);
}

function distinctPairs(rows: readonly Pair[]): Pair[] {
  return [...new Map(rows.map((row) => [`${row.productId} ${row.locationId}`, row])).values()];
}
