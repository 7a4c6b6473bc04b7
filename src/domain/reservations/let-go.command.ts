import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { type Decimal, decimal, text, ZERO } from '../quantity.rules.ts';
import type { LockedItem, LockedRecord } from '../stock/locked-stock.rules.ts';
import { closeAllocations, type OpenAllocation } from '../stock/reserve-items.command.ts';
import { type AllocationPart, splitAllocations } from '../stock/split-allocations.command.ts';
import { closeReservations } from './close-reservations.command.ts';

/** What a reservation holds of an item. */
export interface ReservedStock extends OpenAllocation {
  reservationId: string;
  number: string;
}

/** What was let go of a reservation. */
export interface LetGo {
  id: string;
  number: string;
  inventoryItemId: string;
  quantity: string;
  status: 'ACTIVE' | 'RELEASED';
}

/** What reservations hold of some locked items, the newest reservation first. */
export async function readReservedStock(
  { tx }: Command,
  items: readonly LockedItem[],
): Promise<ReservedStock[]> {
  if (items.length === 0) return [];
  const byId = new Map(items.map((item) => [item.id, item]));
  const { rows } = await sql<Omit<ReservedStock, 'quantity' | 'item'> & { quantity: string }>`
    select a.id, a.item_id as "itemId", a.channel_id as "channelId", a.document_line_id as "lineId", a.quantity,
      a.document_id as "reservationId", r.number
    from allocation a join reservation r on r.org_id = a.org_id and r.id = a.document_id
    where a.org_id = ${tx.orgId} and a.item_id = any(${[...byId.keys()]}::text[]) and a.status = 'OPEN'
      and a.document_type = 'RESERVATION'
    order by r.created_at desc, r.id desc, a.id desc`.execute(tx.db);
  return rows.flatMap((row) => {
    const item = byId.get(row.itemId);
    return item ? [{ ...row, quantity: decimal(row.quantity), item }] : [];
  });
}

/**
 * Lets go of parts of what reservations hold, because their stock is leaving otherwise. A reservation stays active with
 * what is left to it, and is released when nothing is. Records and items must be locked.
 * @returns what was let go, reservation by reservation and item by item.
 */
export async function letGo(
  command: Command,
  parts: readonly AllocationPart<ReservedStock>[],
  records: ReadonlyMap<string, LockedRecord>,
  note: string,
): Promise<LetGo[]> {
  if (parts.length === 0) return [];
  const { tx } = command;
  const ids = [...new Set(parts.map(({ allocation }) => allocation.reservationId))].sort();
  await sql`select id from reservation where org_id = ${tx.orgId} and id = any(${ids}::text[]) order by id for update`.execute(
    tx.db,
  );
  const released = await splitAllocations(command, parts);
  await closeAllocations(command, released, 'RELEASED', records);
  await countReleased(command, released);
  const ended = await closeReservations(command, await withNothingLeft(command, ids), 'RELEASED', note);
  const answer = summarize(released, new Set(ended));
  await touch(command, ids, ended, answer, note);
  return answer;
}

/** Keeps with each line how much of it was let go. */
async function countReleased({ tx }: Command, released: readonly ReservedStock[]): Promise<void> {
  const lines = new Map<string, Decimal>();
  for (const { lineId, quantity } of released)
    if (lineId) lines.set(lineId, (lines.get(lineId) ?? ZERO).plus(quantity));
  const rows = [...lines].map(([id, quantity]) => ({ id, quantity: text(quantity) }));
  await sql`
    update reservation_line n set released = n.released + x.quantity
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id text, quantity numeric)
    where n.org_id = ${tx.orgId} and n.id = x.id`.execute(tx.db);
}

async function withNothingLeft({ tx }: Command, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from reservation r where r.org_id = ${tx.orgId} and r.id = any(${ids}::text[]) and not exists (
      select 1 from allocation a where a.org_id = ${tx.orgId} and a.document_id = r.id and a.status = 'OPEN')`.execute(
    tx.db,
  );
  return rows.map(({ id }) => id);
}

function summarize(released: readonly ReservedStock[], ended: ReadonlySet<string>): LetGo[] {
  const sums = new Map<string, { of: ReservedStock; quantity: Decimal }>();
  for (const of of released) {
    const key = `${of.reservationId} ${of.itemId}`;
    sums.set(key, { of, quantity: (sums.get(key)?.quantity ?? ZERO).plus(of.quantity) });
  }
  return [...sums.values()].map(({ of: { reservationId, number, itemId }, quantity }) => ({
    id: reservationId,
    number,
    inventoryItemId: itemId,
    quantity: text(quantity),
    status: ended.has(reservationId) ? 'RELEASED' : 'ACTIVE',
  }));
}

/** Those that live on have changed; for each it is told what it lost. */
async function touch(
  command: Command,
  ids: readonly string[],
  ended: readonly string[],
  answer: readonly LetGo[],
  note: string,
): Promise<void> {
  const { tx, now } = command;
  const active = ids.filter((id) => !ended.includes(id));
  await sql`
    update reservation r set updated_at = ${now.toISOString()}::timestamptz, version = r.version + 1
    where r.org_id = ${tx.orgId} and r.id = any(${active}::text[])`.execute(tx.db);
  for (const id of ids) {
    const lost = answer.filter((entry) => entry.id === id);
    command.record({
      action: 'reservation.reduce',
      documentType: 'Reservation',
      documentId: id,
      event: 'reservation.reduced',
      after: {
        number: lost[0]?.number,
        note,
        released: lost.map(({ inventoryItemId, quantity }) => ({ inventoryItemId, quantity })),
      },
    });
  }
}
