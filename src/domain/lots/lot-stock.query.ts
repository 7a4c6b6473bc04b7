import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { readPromises } from '../availability/promise.query.ts';
import { decimal, max, min, ZERO } from '../quantity.rules.ts';
import { reservableStock } from '../reservations/pick.rules.ts';
import { availableOf, judgeAdjust, judgeReserve, type LotStockItem } from './lot-stock.rules.ts';
import type { JudgedLine } from './lots.rules.ts';

/** Judges lines by what is on the shelves; every reason is noted with the line. */
export async function judgeStock(tx: Tx, now: Date, lines: readonly JudgedLine[]): Promise<void> {
  const placed = Map.groupBy(
    lines.filter((line) => line.placed),
    ({ operation }) => operation,
  );
  await judgeReserved(tx, now, placed.get('RESERVE') ?? []);
  await judgeAdjusted(tx, now, placed.get('ADJUST') ?? []);
  await judgeAnywhere(
    tx,
    now,
    lines.filter((line) => !line.placed && line.operation !== 'RECEIVE'),
  );
}

/** Lines that are to be reserved at a location: for no channel in particular. */
async function judgeReserved(tx: Tx, now: Date, lines: readonly JudgedLine[]): Promise<void> {
  if (lines.length === 0) return;
  const at = (
    alias: string,
  ) => sql`(${sql.ref(`${alias}.product_id`)}, ${sql.ref(`${alias}.location_id`)}) in (
    select * from unnest(${lines.map(({ row }) => row.product.id)}::text[], ${lines.map(({ row }) => row.location.id)}::text[]))`;
  const items = await readItems(tx, now, at('i'));
  judgeReserve(
    lines,
    reservableStock(await readPromises(tx, { now, condition: at('v') }), null, items, now),
    items,
  );
}

/** Lines that a correction is to take out of a stock item. */
async function judgeAdjusted(tx: Tx, now: Date, lines: readonly JudgedLine[]): Promise<void> {
  if (lines.length === 0) return;
  const ids = lines.flatMap(({ row }) => row.itemId ?? []);
  const items = await readItems(tx, now, sql`i.id = any(${ids}::text[])`);
  const byId = Map.groupBy(items, ({ id }) => id);
  judgeAdjust(lines, ({ row }) => byId.get(row.itemId ?? '') ?? []);
}

/** Lines that name no location: all locations are taken for one. */
async function judgeAnywhere(tx: Tx, now: Date, lines: readonly JudgedLine[]): Promise<void> {
  if (lines.length === 0) return;
  const products = lines.map(({ row }) => row.product.id);
  const found = await readItems(tx, now, sql`i.product_id = any(${products}::text[])`);
  const items = found.map((item) => ({ ...item, locationId: '' }));
  const of = (operation: string) => lines.filter((line) => line.operation === operation);
  judgeReserve(
    of('RESERVE'),
    availableOf(items, ({ good }) => good),
    items,
  );
  judgeAdjust(of('ADJUST'), ({ row }) =>
    items.filter(
      ({ productId, lotId, condition }) =>
        productId === row.product.id && lotId === (row.lot?.id ?? null) && condition === row.condition,
    ),
  );
}

type ItemRow = Omit<LotStockItem, 'onHand' | 'reserved' | 'held' | 'toHold'> & {
  onHand: string;
  /** Reserved by others than holds. */
  promised: string;
  toHold: string;
};

async function readItems(
  { db, orgId }: Tx,
  now: Date,
  condition: RawBuilder<unknown>,
): Promise<LotStockItem[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<ItemRow>`
    select i.id, i.product_id as "productId", i.location_id as "locationId", i.lot_id as "lotId", i.condition, i.promisable,
      i.on_hand as "onHand", i.allow_negative as "allowNegative", i.expiry_date as "expiryDate",
      i.first_received_at as "firstReceivedAt",
      i.promisable and (i.expiry_date is null or i.expiry_date >= (${moment} at time zone l.timezone)::date
        + case when coalesce((o.settings->>'lotGoodOnExpiryDate')::boolean, true) then 0 else 1 end) as good,
      i.reserved - i.held - case when i.next_release_at <= ${moment} then (
        select coalesce(sum(a.quantity), 0) from allocation a
        where a.org_id = ${orgId} and a.item_id = i.id and a.status = 'OPEN' and a.document_type <> 'HOLD'
          and a.expires_at <= ${moment}) else 0 end as promised,
      case when i.hold_count = 0 then 0 else (
        select coalesce(sum(n.quantity), 0) from hold_line n
        join hold h on h.org_id = n.org_id and h.id = n.hold_id and h.status = 'ACTIVE'
          and (h.expires_at is null or h.expires_at > ${moment})
        where n.org_id = ${orgId} and n.item_id = i.id) end as "toHold"
    from stock_item i
    join location l on l.org_id = i.org_id and l.id = i.location_id
    join organization o on o.org_id = i.org_id
    where i.org_id = ${orgId} and ${condition}`.execute(db);
  return rows.map(({ promised, ...row }) => {
    const onHand = decimal(row.onHand);
    const toHold = decimal(row.toHold);
    const held = min(toHold, max(ZERO, onHand.minus(promised)));
    return { ...row, onHand, toHold, held, reserved: held.plus(promised) };
  });
}
