import { sql } from 'kysely';
import type { Command } from '../command.ts';

/** How much one sweep forgets of each. */
const BATCH = 1_000;
const DAY_MS = 86_400_000;

/**
 * Forgets what arrived some days ago, events that nobody waits for, and what was to go to webhooks that are deleted; what was
 * not delivered stays.
 */
export async function forgetOldEvents({ tx, now }: Command, days: number): Promise<void> {
  const before = new Date(now.getTime() - days * DAY_MS).toISOString();
  await sql`
    delete from webhook_delivery where org_id = ${tx.orgId} and id in (
      select id from webhook_delivery
      where org_id = ${tx.orgId} and status = 'DELIVERED' and delivered_at < ${before}::timestamptz
      order by delivered_at limit ${sql.lit(BATCH)})`.execute(tx.db);
  await sql`
    delete from webhook_delivery d where d.org_id = ${tx.orgId} and d.status = 'PENDING'
      and not exists (select 1 from webhook w where w.org_id = ${tx.orgId} and w.id = d.webhook_id)`.execute(
    tx.db,
  );
  await sql`
    delete from outbox_event where org_id = ${tx.orgId} and id in (
      select e.id from outbox_event e
      where e.org_id = ${tx.orgId} and e.created_at < ${before}::timestamptz
        and not exists (select 1 from webhook_delivery d where d.org_id = ${tx.orgId} and d.event_id = e.id)
      order by e.created_at limit ${sql.lit(BATCH)})`.execute(tx.db);
}
