import { sql } from 'kysely';
import { newId } from '../../platform/ids.ts';
import type { Command } from '../command.ts';
import { Problems, refusedField } from '../errors.rules.ts';
import { checkText } from '../text.rules.ts';
import { checkMember } from './members.rules.ts';
import type { MemberRole } from './roles.rules.ts';

/** Who is to be a member. */
export interface AddMemberInput {
  name: string;
  email: string;
  /** What the identity provider calls this person (`sub`): who signs in is found by it. */
  subject: string;
  role: MemberRole;
}

/**
 * Makes somebody a member of the organization. One who was removed is the same member again, so that what they did
 * before and do from now on stands under one id.
 * @returns the member's id. @throws DUPLICATE when the subject is a member already
 */
export async function addMember(command: Command, input: AddMemberInput): Promise<{ id: string }> {
  const { name, email, subject, role } = input;
  const problems = new Problems();
  checkMember(problems, input);
  checkText(problems, 'subject', subject);
  problems.throwIfAny();
  const { tx, now, doer } = command;
  const moment = now.toISOString();
  // one statement, so that of two who add the same person at once one is told
  const { rows } = await sql<{ id: string; version: number }>`
    insert into member as m (org_id, id, name, email, subject, role, status, created_by, created_at, updated_at, version)
    values (${tx.orgId}, ${newId('mem')}, ${name}, ${email}, ${subject}, ${role}, 'ACTIVE', ${doer.id}, ${moment}::timestamptz,
            ${moment}::timestamptz, 1)
    on conflict (org_id, subject) do update set name = excluded.name, email = excluded.email, role = excluded.role,
        status = 'ACTIVE', removed_at = null, updated_at = excluded.updated_at, version = m.version + 1
      where m.status = 'REMOVED'
    returning id, version`.execute(tx.db);
  const [made] = rows;
  if (!made)
    throw refusedField('DUPLICATE', 'subject', 'is a member of the organization already', { subject });
  command.record({
    action: 'member.add',
    documentType: 'Member',
    documentId: made.id,
    before: made.version > 1 ? { status: 'REMOVED' } : null,
    after: { name, email, subject, role, status: 'ACTIVE' },
    event: 'member.added',
  });
  return { id: made.id };
}
