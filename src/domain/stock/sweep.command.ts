import { sql } from 'kysely';
import type { Command } from '../command.ts';
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
    order by expires_at limit ${BATCH}`.execute(tx.db);
  if (rows.length > 0) await lockRecords(command, rows); // which expires what is due there
  return rows.length === BATCH;
}

/** Forgets the answers to idempotency keys whose time is over. */
export async function forgetOldKeys({ tx, now }: Command): Promise<void> {
  await sql`
    delete from idempotency_record where org_id = ${tx.orgId} and id in (
      select id from idempotency_record where org_id = ${tx.orgId} and expires_at <= ${now.toISOString()}::timestamptz
      order by expires_at limit 1000)`.execute(tx.db);
}
