import { sql } from 'kysely';
import type { Command } from '../command.ts';

/** Ends a session: it is refused within 5 seconds on every gateway. One that ended already is none. */
export async function endSession({ tx, record }: Command, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from session where org_id = ${tx.orgId} and id = ${id} returning id`.execute(tx.db);
  if (rows.length > 0) record({ action: 'session.end', documentType: 'Session', documentId: id });
}

/** Forgets sessions whose time is over. */
export async function forgetOldSessions({ tx, now }: Command): Promise<void> {
  await sql`
    delete from session where org_id = ${tx.orgId} and expires_at <= ${now.toISOString()}::timestamptz`.execute(
    tx.db,
  );
}
