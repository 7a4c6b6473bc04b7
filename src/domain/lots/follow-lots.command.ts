import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { Pair } from '../stock/locked-stock.rules.ts';
import { refreshAvailability } from '../stock/refresh-availability.command.ts';

/**
 * Lets stock follow its lots: items carry a copy of their lot's expiry and of whether it may be promised, and the
 * availability records sum them up. Locks as every stock command does: records, then items.
 */
export async function followLots(command: Command, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length === 0) return;
  const { tx, now } = command;
  const { rows: pairs } = await sql<Pair>`
    select distinct product_id as "productId", location_id as "locationId" from stock_item
    where org_id = ${tx.orgId} and lot_id = any(${lotIds}::text[])`.execute(tx.db);
  if (pairs.length === 0) return;
  await lockRecords(command, pairs);
  await lockPairItems(command, pairs);
  await sql`
    update stock_item i set expiry_date = l.expiry_date,
      promisable = i.condition = 'AVAILABLE' and l.status = 'ACTIVE',
      updated_at = ${now.toISOString()}::timestamptz, version = i.version + 1
    from lot l
    where i.org_id = ${tx.orgId} and l.org_id = ${tx.orgId} and i.lot_id = l.id and l.id = any(${lotIds}::text[])`.execute(
    tx.db,
  );
  await refreshAvailability(command, pairs);
}
