import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { Problems, refusedField } from '../errors.rules.ts';
import { withoutNulls } from '../master-data.rules.ts';
import { lockMember } from './lock-member.command.ts';
import { checkMember, type MemberFields } from './members.rules.ts';

/** What is to be changed of a member; left out, it stays as it is. */
export interface UpdateMemberInput extends MemberFields {
  id: string;
  expectedVersion?: number | null;
}

/**
 * Changes the name, the e-mail address or the role of a member; gateways follow within 5 seconds. What changes nothing
 * writes nothing. The subject stays for good: another one would be another person under the id of this one.
 * @throws NOT_FOUND, VERSION_CONFLICT, INACTIVE when the member was removed
 */
export async function updateMember(command: Command, input: UpdateMemberInput): Promise<void> {
  const problems = new Problems();
  checkMember(problems, input);
  problems.throwIfAny();
  const { name, email, role, status } = await lockMember(command, input);
  if (status !== 'ACTIVE') throw refusedField('INACTIVE', 'id', 'the member was removed: add them again');
  const before = { name, email, role };
  const { name: newName, email: newEmail, role: newRole } = input;
  const after = { ...before, ...withoutNulls({ name: newName, email: newEmail, role: newRole }) };
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  const { tx, now } = command;
  await sql`
    update member set name = ${after.name}, email = ${after.email}, role = ${after.role},
      updated_at = ${now.toISOString()}::timestamptz, version = version + 1
    where org_id = ${tx.orgId} and id = ${input.id}`.execute(tx.db);
  command.record({
    action: 'member.update',
    documentType: 'Member',
    documentId: input.id,
    before,
    after,
    event: 'member.changed',
  });
}
