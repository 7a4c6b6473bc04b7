import { sql } from 'kysely';
import { type Command, theClock } from '../command.ts';
import { recordTransitions } from '../status-history.command.ts';

/**
 * Ends holds that are still active; the others are left as they are. What they kept must have been let go, or be about
 * to be (see `recountHolds`).
 * @returns the ids of those it ended.
 */
export async function closeHolds(
  command: Command,
  ids: readonly string[],
  status: 'RELEASED' | 'EXPIRED',
  note: string | null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { tx, now } = command;
  const { rows } = await sql<{ id: string }>`
    update hold h set status = ${status}, updated_at = ${now.toISOString()}::timestamptz, version = h.version + 1
    where h.org_id = ${tx.orgId} and h.id = any(${[...new Set(ids)].sort()}::text[]) and h.status = 'ACTIVE' returning h.id`.execute(
    tx.db,
  );
  const closed = rows.map(({ id }) => id);
  const by = status === 'EXPIRED' ? { doer: theClock } : {};
  await recordTransitions(
    command,
    closed.map((documentId) => ({
      documentType: 'HOLD',
      documentId,
      from: 'ACTIVE',
      to: status,
      note,
      ...by,
    })),
  );
  for (const documentId of closed) {
    command.record({
      action: `hold.${status.toLowerCase()}`,
      documentType: 'Hold',
      documentId,
      before: { status: 'ACTIVE' },
      after: { status },
      event: `hold.${status.toLowerCase()}`,
      ...by,
    });
  }
  return closed;
}

/**
 * Counts anew by how many holds some locked items, and the lots of holds, are covered. An item that is not named may be
 * left with a higher count: it costs a look, nothing else.
 */
export async function recountHolds(
  { tx }: Command,
  itemIds: readonly string[],
  holdIds: readonly string[],
): Promise<void> {
  const covering = (condition: 'item' | 'lot') =>
    condition === 'item'
      ? sql`(h.item_id = i.id or (h.scope = 'LOT' and h.lot_id = i.lot_id))`
      : sql`h.scope = 'LOT' and h.lot_id = l.id`;
  if (itemIds.length > 0) {
    await sql`
      update stock_item i set hold_count = (
        select count(*) from hold h where h.org_id = ${tx.orgId} and h.status = 'ACTIVE' and ${covering('item')})
      where i.org_id = ${tx.orgId} and i.id = any(${itemIds}::text[])`.execute(tx.db);
  }
  if (holdIds.length > 0) {
    await sql`
      update lot l set hold_count = (
        select count(*) from hold h where h.org_id = ${tx.orgId} and h.status = 'ACTIVE' and ${covering('lot')})
      where l.org_id = ${tx.orgId} and l.id in (
        select h.lot_id from hold h where h.org_id = ${tx.orgId} and h.scope = 'LOT' and h.id = any(${holdIds}::text[]))`.execute(
      tx.db,
    );
  }
}
