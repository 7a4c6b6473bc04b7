import { sql } from 'kysely';
import { type Command, theClock } from '../command.ts';
import { DISABLE_AFTER_MS, waitAfter } from './webhooks.rules.ts';

/** How an attempt ended. */
export interface Attempt {
  deliveryId: string;
  webhookId: string;
  /** Which attempt it was: a younger one of another process has the last word. */
  attempts: number;
  /** The status of the answer; `null` where there was none. */
  status: number | null;
  error: string | null;
}

/** The receiver says that it is gone for good. */
const GONE = 410;

/** Notes that an event arrived. */
export async function closeDelivered({ tx, now }: Command, attempt: Attempt): Promise<void> {
  const { deliveryId, webhookId, status } = attempt;
  await sql`
    update webhook_delivery set status = 'DELIVERED', next_attempt_at = null, delivered_at = ${now.toISOString()}::timestamptz,
      last_status = ${status}, last_error = null
    where org_id = ${tx.orgId} and id = ${deliveryId} and status <> 'DELIVERED'`.execute(tx.db);
  await sql`
    update webhook set failing_since = null
    where org_id = ${tx.orgId} and id = ${webhookId} and failing_since is not null`.execute(tx.db);
}

/**
 * Notes that an attempt failed: the event is tried again later, or given up after the last attempt. A webhook that has
 * failed for days, or that says that it is gone, is switched off.
 * @param random between 0 and 1
 */
export async function closeFailed(command: Command, attempt: Attempt, random: number): Promise<void> {
  const { tx, now, record } = command;
  const { deliveryId, webhookId, attempts, status, error } = attempt;
  const wait = waitAfter(attempts, random);
  const next = wait === null ? null : new Date(now.getTime() + wait).toISOString();
  await sql`
    update webhook_delivery set status = ${next ? 'PENDING' : 'FAILED'}, next_attempt_at = ${next}::timestamptz,
      last_status = ${status}, last_error = ${error?.slice(0, 500) ?? null}
    where org_id = ${tx.orgId} and id = ${deliveryId} and status = 'PENDING' and attempts = ${attempts}`.execute(
    tx.db,
  );
  const longest = new Date(now.getTime() - DISABLE_AFTER_MS).toISOString();
  const reason = status === GONE ? 'answered that it is gone (410)' : 'failed for 5 days';
  const { rows } = await sql<{ disabled: boolean }>`
    update webhook set failing_since = coalesce(failing_since, ${now.toISOString()}::timestamptz),
      status = case when ${status === GONE} or failing_since <= ${longest}::timestamptz then 'DISABLED' else status end,
      disabled_reason = case when ${status === GONE} or failing_since <= ${longest}::timestamptz then ${reason} end
    where org_id = ${tx.orgId} and id = ${webhookId} and status = 'ACTIVE'
      and (failing_since is null or failing_since <= ${longest}::timestamptz or ${status === GONE})
    returning status = 'DISABLED' as disabled`.execute(tx.db);
  if (!rows[0]?.disabled) return;
  record({
    action: 'webhook.disable',
    documentType: 'Webhook',
    documentId: webhookId,
    before: { status: 'ACTIVE' },
    after: { status: 'DISABLED', reason, lastStatus: status, lastError: error },
    event: 'webhook.disabled',
    doer: theClock,
  });
}
