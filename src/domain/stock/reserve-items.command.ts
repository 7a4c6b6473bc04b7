import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import { NO_CHANNEL } from '../availability/atp.rules.ts';
import type { Command } from '../command.ts';
import { type Decimal, decimal, text, ZERO } from '../quantity.rules.ts';
import { mostRows } from '../row-count.query.ts';
import { keepHolds } from './keep-holds.command.ts';
import { type LockedItem, type LockedRecord, pairKey } from './locked-stock.rules.ts';

/** The document that holds an allocation. */
export interface AllocationHolder {
  type: 'RESERVATION' | 'HOLD' | 'TRANSFER' | 'STOCK_REQUEST';
  id: string;
  channelId: string | null;
  expiresAt: string | null;
}

/** So much of one item, for one line of a document. */
export interface AllocationRequest {
  item: LockedItem;
  quantity: Decimal;
  lineId: string | null;
}

/** An open allocation with the item it is of. */
export interface OpenAllocation {
  id: string;
  itemId: string;
  channelId: string | null;
  lineId: string | null;
  quantity: Decimal;
  item: LockedItem;
}

/** Allocates parts of locked items to a document. The database refuses to reserve more than is on hand. */
export async function allocate(
  command: Command,
  holder: AllocationHolder,
  requests: readonly AllocationRequest[],
  records: ReadonlyMap<string, LockedRecord>,
): Promise<void> {
  const { tx, now } = command;
  const rows = requests.map(({ item, quantity, lineId }) => ({
    id: newId('all'),
    item: item.id,
    product: item.productId,
    location: item.locationId,
    line: lineId,
    quantity: text(quantity),
  }));
  await sql`
    insert into allocation (org_id, id, item_id, product_id, location_id, channel_id, document_type, document_id, document_line_id,
      quantity, status, expires_at, created_at)
    select ${tx.orgId}, id, item, product, location, ${holder.channelId}, ${holder.type}, ${holder.id}, line, quantity, 'OPEN',
      ${holder.expiresAt}::timestamptz, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a(id text, item text, product text, location text, line text, quantity numeric)
  `.execute(tx.db);
  const changes = requests.map(({ item, quantity }) => ({ item, quantity, channelId: holder.channelId }));
  await changeReserved(command, changes, records, holder.expiresAt);
}

/** Ends open allocations: used by an issue, or released (then holds take what they are owed). */
export async function closeAllocations(
  command: Command,
  allocations: readonly OpenAllocation[],
  status: 'USED' | 'RELEASED',
  records: ReadonlyMap<string, LockedRecord>,
): Promise<void> {
  const { tx, now } = command;
  await sql`
    update allocation a set status = ${status}, closed_at = ${now.toISOString()}::timestamptz
    where a.org_id = ${tx.orgId} and a.id = any(${allocations.map(({ id }) => id)}::text[]) and a.status = 'OPEN'`.execute(
    tx.db,
  );
  const changes = allocations.map(({ item, quantity, channelId }) => ({
    item,
    quantity: quantity.neg(),
    channelId,
  }));
  await changeReserved(command, changes, records, null);
  if (status === 'USED') return; // it leaves with the act that follows
  const covered = allocations.filter(({ item }) => item.holdCount > 0);
  await keepHolds(command, new Map(covered.map(({ itemId }) => [itemId, {}])));
}

interface ReservedChange {
  item: LockedItem;
  quantity: Decimal;
  channelId: string | null;
}

/** Moves the reserved sums of items and their availability records together. */
async function changeReserved(
  { tx, now }: Command,
  changes: readonly ReservedChange[],
  records: ReadonlyMap<string, LockedRecord>,
  expiresAt: string | null,
): Promise<void> {
  const items = new Map<string, Decimal>();
  const sums = new Map<
    string,
    { reserved: Decimal; unpromisable: Decimal; channels: Record<string, string> }
  >();
  for (const { item, quantity, channelId } of changes) {
    items.set(item.id, (items.get(item.id) ?? ZERO).plus(quantity));
    const key = pairKey(item);
    const sum = sums.get(key) ?? {
      reserved: ZERO,
      unpromisable: ZERO,
      channels: { ...records.get(key)?.channelReserved },
    };
    sum.reserved = sum.reserved.plus(quantity);
    if (item.promisable) addTo(sum.channels, channelId ?? NO_CHANNEL, quantity);
    else sum.unpromisable = sum.unpromisable.plus(quantity);
    sums.set(key, sum);
  }
  const itemRows = [...items].map(([id, quantity]) => ({ id, quantity: text(quantity) }));
  const recordRows = [...sums].map(([key, sum]) => ({
    id: records.get(key)?.id,
    reserved: text(sum.reserved),
    unpromisable: text(sum.unpromisable),
    channels: sum.channels,
  }));
  const moment = sql`${now.toISOString()}::timestamptz`;
  await sql`
    with item as (
      update stock_item i set reserved = i.reserved + c.quantity, next_release_at = least(i.next_release_at, ${expiresAt}::timestamptz),
        updated_at = ${moment}, version = i.version + 1
      from (select * from jsonb_to_recordset(${JSON.stringify(itemRows)}::jsonb) as c(id text, quantity numeric)
        limit ${mostRows(itemRows)}) c
      where i.org_id = ${tx.orgId} and i.id = c.id
    )
    update availability v set reserved = v.reserved + c.reserved, unpromisable_reserved = v.unpromisable_reserved + c.unpromisable,
      channel_reserved = c.channels, next_release_at = least(v.next_release_at, ${expiresAt}::timestamptz),
      updated_at = ${moment}, version = v.version + 1
    from (select * from jsonb_to_recordset(${JSON.stringify(recordRows)}::jsonb) as c(id text, reserved numeric, unpromisable numeric,
      channels jsonb) limit ${mostRows(recordRows)}) c
    where v.org_id = ${tx.orgId} and v.id = c.id`.execute(tx.db);
}

function addTo(channels: Record<string, string>, channel: string, quantity: Decimal): void {
  const total = decimal(channels[channel]).plus(quantity);
  if (total.eq(0)) delete channels[channel];
  else channels[channel] = text(total);
}

/** The open allocations of documents, with their items; these must be locked (see `lockPairItems`). */
export async function openAllocations(
  { tx }: Command,
  documentIds: readonly string[],
  items: readonly LockedItem[],
): Promise<OpenAllocation[]> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const { rows } = await sql<{
    id: string;
    itemId: string;
    channelId: string | null;
    lineId: string | null;
    quantity: string;
  }>`
    select a.id, a.item_id as "itemId", a.channel_id as "channelId", a.document_line_id as "lineId", a.quantity
    from allocation a where a.org_id = ${tx.orgId} and a.document_id = any(${documentIds}::text[]) and a.status = 'OPEN'
    order by a.id`.execute(tx.db);
  return rows.flatMap((row) => {
    const item = byId.get(row.itemId);
    return item ? [{ ...row, quantity: decimal(row.quantity), item }] : [];
  });
}
