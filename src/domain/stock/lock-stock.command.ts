import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import { together } from '../../platform/together.ts';
import type { Command } from '../command.ts';
import { decimal } from '../quantity.rules.ts';
import { closeLoop } from '../replenishment/close-loop.command.ts';
import { mostRows } from '../row-count.query.ts';
import { expireDueAllocations } from './expire-allocations.command.ts';
import { type LockedItem, type LockedRecord, type Pair, pairKey } from './locked-stock.rules.ts';
import type { ResolvedRow } from './stock-row.rules.ts';

/**
 * Locks the availability records of some products at some locations, in the order of their ids, and lets go of what
 * reservations that have expired still hold there. Records that are missing are made.
 * Every command that touches stock calls this first: it is the one order in which stock is locked. Where they have settings
 * for it, their replenishment is looked at when the command ends.
 * @param quiet the command decides about their replenishment itself: it is not told that a position is low
 */
export async function lockRecords(
  command: Command,
  pairs: readonly Pair[],
  options: { quiet?: boolean } = {},
): Promise<Map<string, LockedRecord>> {
  return (await lockAndExpire(command, pairs, options)).records;
}

/** @returns the records, and whether stock there was touched: by reservations that have expired, or because records were missing. */
async function lockAndExpire(
  command: Command,
  pairs: readonly Pair[],
  { quiet = false }: { quiet?: boolean },
): Promise<{ records: Map<string, LockedRecord>; touched: boolean }> {
  const wanted = [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()];
  let records = await selectRecords(command, wanted);
  const missing = records.size < wanted.length;
  if (missing) {
    await makeRecords(
      command,
      wanted.filter((pair) => !records.has(pairKey(pair))),
    );
    records = await selectRecords(command, wanted);
  }
  const due = [...records.values()].filter(
    ({ nextReleaseAt }) => nextReleaseAt !== null && Date.parse(nextReleaseAt) <= command.now.getTime(),
  );
  if (due.length > 0) {
    await expireDueAllocations(command, due);
    records = await selectRecords(command, wanted);
  }
  const replenished = [...records.values()].filter((record) => record.replenished);
  command.atEnd(
    closeLoop,
    replenished.map(({ productId, locationId }) => ({ productId, locationId, quiet })),
  );
  return { records, touched: missing || due.length > 0 };
}

/**
 * Locks the availability records of some rows and then their stock items. Where all of the items are known by id, both
 * statements leave together: PostgreSQL does not begin the second before it has the locks of the first.
 */
export async function lockRows(
  command: Command,
  rows: readonly ResolvedRow[],
): Promise<{ records: Map<string, LockedRecord>; items: LockedItem[] }> {
  const pairs = rows.map(({ product, location }) => ({ productId: product.id, locationId: location.id }));
  const known = rows.every(({ itemId }) => itemId !== null);
  const [{ records, touched }, early] = await together(
    lockAndExpire(command, pairs, {}),
    known ? lockRowItems(command, rows) : null,
  );
  // what expired has changed the items meanwhile
  return { records, items: touched || early === null ? await lockRowItems(command, rows) : early };
}

async function selectRecords({ tx }: Command, pairs: readonly Pair[]): Promise<Map<string, LockedRecord>> {
  const { rows } = await sql<LockedRecord>`
    select v.id, v.product_id as "productId", v.location_id as "locationId", v.blocked, v.next_release_at as "nextReleaseAt",
      v.channel_reserved as "channelReserved", exists (
        select 1 from replenishment_config c where c.org_id = ${tx.orgId} and c.product_id = v.product_id and c.location_id = v.location_id
          and c.active) as replenished
    from availability v
    where v.org_id = ${tx.orgId} and (v.product_id, v.location_id) in (
      select * from unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]))
    order by v.id for update`.execute(tx.db);
  return new Map(rows.map((row) => [pairKey(row), row]));
}

async function makeRecords({ tx, now }: Command, pairs: readonly Pair[]): Promise<void> {
  const sorted = pairs.toSorted((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1));
  const moment = now.toISOString();
  await sql`
    insert into availability (org_id, id, product_id, location_id, created_at, updated_at)
    select ${tx.orgId}, id, product, location, ${moment}::timestamptz, ${moment}::timestamptz
    from unnest(${sorted.map(() => newId('avl'))}::text[], ${sorted.map(({ productId }) => productId)}::text[],
      ${sorted.map(({ locationId }) => locationId)}::text[]) as n(id, product, location)
    on conflict (org_id, product_id, location_id) do nothing`.execute(tx.db);
}

/**
 * Locks the stock items of some rows, in the order of their ids, making those that are missing with nothing on hand.
 * The availability records must be locked already.
 * @returns the items in the order of the rows; rows of the same item share one object.
 */
export async function lockRowItems(command: Command, rows: readonly ResolvedRow[]): Promise<LockedItem[]> {
  const missing = rows.filter(({ itemId }) => itemId === null);
  const made = missing.length > 0 ? await makeItems(command, missing) : new Map<string, string>();
  const ids = rows.flatMap((row) => row.itemId ?? made.get(itemKey(keyOfRow(row))) ?? []);
  const items = await selectItems(command, rows, ids);
  const byKey = new Map(items.map((item) => [itemKey(item), item]));
  return rows.map((row) => {
    const item = byKey.get(itemKey(keyOfRow(row)));
    if (!item) throw new Error(`The stock item of ${row.at} is missing after it was made`);
    return item;
  });
}

type ItemKey = Pick<LockedItem, 'productId' | 'locationId' | 'binId' | 'lotId' | 'condition'>;
const itemKey = (key: ItemKey): string =>
  JSON.stringify([key.productId, key.locationId, key.binId, key.lotId, key.condition]);
const keyOfRow = ({ product, location, bin, lot, condition }: ResolvedRow): ItemKey => ({
  productId: product.id,
  locationId: location.id,
  binId: bin?.id ?? null,
  lotId: lot?.id ?? null,
  condition,
});

/**
 * The copies of the lot's expiry, status and holds are taken from the lot as it is now, locked against a change: a recall
 * that commits just before must be seen, and one that comes later finds the new item.
 * @returns the ids of the items that were made now, by their keys; others were made by somebody else meanwhile.
 */
async function makeItems({ tx, now }: Command, rows: readonly ResolvedRow[]): Promise<Map<string, string>> {
  const moment = now.toISOString();
  const values = rows
    .map((row) => ({ ...keyOfRow(row), id: newId('itm'), unitCost: row.product.unitCost }))
    .toSorted((a, b) => (itemKey(a) < itemKey(b) ? -1 : 1));
  const inserted = await sql<{ id: string }>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as n(id text, "productId" text, "locationId" text,
        "binId" text, "lotId" text, condition text, "unitCost" numeric)
    ), lots as (
      select t.id, t.expiry_date, t.status, t.hold_count from lot t
      where t.org_id = ${tx.orgId} and t.id in (select "lotId" from wanted) order by t.id for share
    )
    insert into stock_item (org_id, id, product_id, location_id, bin_id, lot_id, condition, unit_cost, promisable, expiry_date,
      allow_negative, hold_count, created_at, updated_at)
    select ${tx.orgId}, n.id, n."productId", n."locationId", n."binId", n."lotId", n.condition, n."unitCost",
      n.condition = 'AVAILABLE' and coalesce(t.status, 'ACTIVE') = 'ACTIVE', t.expiry_date,
      l.allow_negative_stock, coalesce(t.hold_count, 0), ${moment}::timestamptz, ${moment}::timestamptz
    from wanted n
    join location l on l.org_id = ${tx.orgId} and l.id = n."locationId"
    left join lots t on t.id = n."lotId"
    on conflict (org_id, product_id, location_id, bin_id, lot_id, condition) do nothing returning id`.execute(
    tx.db,
  );
  const ours = new Set(inserted.rows.map(({ id }) => id));
  return new Map(values.filter(({ id }) => ours.has(id)).map((value) => [itemKey(value), value.id] as const));
}

const itemColumns = sql`i.id, i.product_id as "productId", i.location_id as "locationId", i.bin_id as "binId", i.lot_id as "lotId",
  i.condition, i.on_hand as "onHand", i.reserved, i.held, i.hold_count as "holdCount", i.unit_cost as "unitCost", i.promisable, i.expiry_date as "expiryDate",
  i.first_received_at as "firstReceivedAt", i.allow_negative as "allowNegative"`;

type ItemRow = Omit<LockedItem, 'onHand' | 'reserved' | 'held' | 'unitCost'> & {
  onHand: string;
  reserved: string;
  held: string;
  unitCost: string;
};

const asLocked = (row: ItemRow): LockedItem => ({
  ...row,
  onHand: decimal(row.onHand),
  reserved: decimal(row.reserved),
  held: decimal(row.held),
  unitCost: decimal(row.unitCost),
});

/** @param known the ids of the rows' items, as far as they are known: when all are, they are found by id. */
async function selectItems(
  { tx }: Command,
  rows: readonly ResolvedRow[],
  known: readonly string[],
): Promise<LockedItem[]> {
  const keys = JSON.stringify(rows.map(keyOfRow));
  const byId = sql`i.id = any(${known}::text[])`;
  const byKey = sql`i.id in (
      select x.id from (select * from jsonb_to_recordset(${keys}::jsonb) as k("productId" text, "locationId" text, "binId" text, "lotId" text,
        condition text) limit ${mostRows(rows)}) k
      join stock_item x on x.org_id = ${tx.orgId} and x.product_id = k."productId" and x.location_id = k."locationId"
        and x.bin_id is not distinct from k."binId" and x.lot_id is not distinct from k."lotId" and x.condition = k.condition)`;
  const result = await sql<ItemRow>`
    select ${itemColumns} from stock_item i
    where i.org_id = ${tx.orgId} and ${known.length === rows.length ? byId : byKey}
    order by i.id for update`.execute(tx.db);
  return result.rows.map(asLocked);
}

/** Locks every stock item of some products at some locations, in the order of their ids; records first, as always. */
export async function lockPairItems({ tx }: Command, pairs: readonly Pair[]): Promise<LockedItem[]> {
  const result = await sql<ItemRow>`
    select ${itemColumns} from stock_item i
    where i.org_id = ${tx.orgId} and (i.product_id, i.location_id) in (
      select * from unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]))
    order by i.id for update`.execute(tx.db);
  return result.rows.map(asLocked);
}
