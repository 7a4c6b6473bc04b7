import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { lockMember } from './lock-member.command.ts';

/**
 * Removes a member: their tokens and sessions are refused within 5 seconds on every gateway. The row stays, for documents
 * name it. Removing an organization's last administrator is not refused: keys with `admin.write` and the command line add
 * another. One who was removed already stays as they are.
 * @throws NOT_FOUND, VERSION_CONFLICT
 */
export async function removeMember(
  command: Command,
  input: { id: string; expectedVersion?: number | null },
): Promise<void> {
  const { status } = await lockMember(command, input);
  if (status === 'REMOVED') return;
  const { tx, now } = command;
  const moment = now.toISOString();
  await sql`
    update member set status = 'REMOVED', removed_at = ${moment}::timestamptz, updated_at = ${moment}::timestamptz,
      version = version + 1
    where org_id = ${tx.orgId} and id = ${input.id}`.execute(tx.db);
  // gone for good: a member who is added again signs in again
  await sql`delete from session where org_id = ${tx.orgId} and member_id = ${input.id}`.execute(tx.db);
  command.record({
    action: 'member.remove',
    documentType: 'Member',
    documentId: input.id,
    before: { status },
    after: { status: 'REMOVED' },
    event: 'member.removed',
  });
}
