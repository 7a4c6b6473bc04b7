import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { closeHolds, recountHolds } from '../holds/close-holds.command.ts';
import { lockRecords } from './lock-stock.command.ts';
import type { Pair } from './locked-stock.rules.ts';

/** How many allocations one sweep looks at: its locks are held for a moment only. */
const BATCH = 200;

/**
 * Lets go of what lapsed reservations hold, oldest first. Nobody has counted it since it lapsed; the sweep makes the
 * books say so, and ends the reservations on record.
 * @returns whether there may be more to do.
 */
export async function sweepLapsed(command: Command): Promise<boolean> {
  const { tx, now } = command;
  const { rows } = await sql<Pair>`
    select product_id as "productId", location_id as "locationId" from allocation
    where org_id = ${tx.orgId} and status = 'OPEN' and expires_at <= ${now.toISOString()}::timestamptz
    order by expires_at limit ${sql.lit(BATCH)}`.execute(tx.db);
  if (rows.length > 0) await lockRecords(command, rows); // which expires what is due there
  await endEmptyHolds(command);
  return rows.length === BATCH;
}

/** Ends lapsed holds that keep nothing: all that they were to keep is promised, or has not come. */
async function endEmptyHolds(command: Command): Promise<void> {
  const { tx, now } = command;
  const { rows } = await sql<{ id: string }>`
    select h.id from hold h
    where h.org_id = ${tx.orgId} and h.status = 'ACTIVE' and h.expires_at <= ${now.toISOString()}::timestamptz and not exists (
      select 1 from allocation a where a.org_id = ${tx.orgId} and a.document_id = h.id and a.status = 'OPEN')
    order by h.expires_at limit ${sql.lit(BATCH)}`.execute(tx.db);
  const ids = rows.map(({ id }) => id);
  await closeHolds(command, ids, 'EXPIRED', 'its time ran out');
  await recountHolds(command, [], ids);
}

/** Forgets the answers to idempotency keys whose time is over. */
export async function forgetOldKeys({ tx, now }: Command): Promise<void> {
  await sql`
    delete from idempotency_record where org_id = ${tx.orgId} and id in (
      select id from idempotency_record where org_id = ${tx.orgId} and expires_at <= ${now.toISOString()}::timestamptz
      order by expires_at limit 1000)`.execute(tx.db);
}
