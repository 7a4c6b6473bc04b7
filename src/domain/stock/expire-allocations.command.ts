import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { closeHolds, recountHolds } from '../holds/close-holds.command.ts';
import { closeReservations } from '../reservations/close-reservations.command.ts';
import { keepHolds } from './keep-holds.command.ts';
import type { Pair } from './locked-stock.rules.ts';
import { refreshAvailability, refreshReserved } from './refresh-availability.command.ts';

/**
 * Lets go of what has expired at some products and locations whose records are locked. Readers have not counted it
 * since the moment it expired; this makes the books say so as well.
 */
export async function expireDueAllocations(command: Command, pairs: readonly Pair[]): Promise<void> {
  const { tx, now } = command;
  const moment = now.toISOString();
  // the items are locked in the order of their ids before their allocations are touched
  const items = await sql<{ id: string; holdCount: number }>`
    select i.id, i.hold_count as "holdCount" from stock_item i
    where i.org_id = ${tx.orgId} and i.next_release_at <= ${moment}::timestamptz and (i.product_id, i.location_id) in (
      select * from unnest(${pairs.map(({ productId }) => productId)}::text[], ${pairs.map(({ locationId }) => locationId)}::text[]))
    order by i.id for update`.execute(tx.db);
  const ids = items.rows.map(({ id }) => id);
  const closed = await sql<{ documentType: string; documentId: string }>`
    update allocation a set status = 'EXPIRED', closed_at = ${moment}::timestamptz
    where a.org_id = ${tx.orgId} and a.item_id = any(${ids}::text[]) and a.status = 'OPEN' and a.expires_at <= ${moment}::timestamptz
    returning a.document_type as "documentType", a.document_id as "documentId"`.execute(tx.db);
  await refreshReserved(command, ids);
  await refreshAvailability(command, pairs);
  const ended = (type: string) =>
    closed.rows.filter(({ documentType }) => documentType === type).map(({ documentId }) => documentId);
  await closeReservations(command, ended('RESERVATION'), 'EXPIRED', 'its time ran out');
  const holds = ended('HOLD');
  await closeHolds(command, holds, 'EXPIRED', 'its time ran out');
  if (holds.length > 0) await recountHolds(command, ids, holds);
  const covered = items.rows.filter(({ holdCount }) => holdCount > 0);
  await keepHolds(command, new Map(covered.map(({ id }) => [id, {}])));
}
