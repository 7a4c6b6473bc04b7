import { sql } from 'kysely';
import { type Command, theClock } from '../command.ts';
import { recordTransitions } from '../status-history.command.ts';

/** Ends reservations that are still active; the others are left as they are. @returns the ids of those it ended. */
export async function closeReservations(
  command: Command,
  ids: readonly string[],
  status: 'COMMITTED' | 'RELEASED' | 'EXPIRED',
  note: string | null,
  issueId: string | null = null,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { tx, now } = command;
  const { rows } = await sql<{ id: string }>`
    update reservation r set status = ${status}, issue_id = ${issueId}, updated_at = ${now.toISOString()}::timestamptz, version = r.version + 1
    where r.org_id = ${tx.orgId} and r.id = any(${[...new Set(ids)].sort()}::text[]) and r.status = 'ACTIVE' returning r.id`.execute(
    tx.db,
  );
  const closed = rows.map(({ id }) => id);
  const by = status === 'EXPIRED' ? { doer: theClock } : {};
  await recordTransitions(
    command,
    closed.map((documentId) => ({
      documentType: 'RESERVATION',
      documentId,
      from: 'ACTIVE',
      to: status,
      note,
      ...by,
    })),
  );
  for (const documentId of closed) {
    command.record({
      action: `reservation.${status.toLowerCase()}`,
      documentType: 'Reservation',
      documentId,
      before: { status: 'ACTIVE' },
      after: { status },
      event: `reservation.${status.toLowerCase()}`,
      ...by,
    });
  }
  return closed;
}
