import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { refusedField } from '../errors.rules.ts';
import type { MemberRole, MemberStatus } from './roles.rules.ts';

/** A member as it is, locked. */
export interface LockedMember {
  name: string;
  email: string;
  role: MemberRole;
  status: MemberStatus;
  version: number;
}

/** Locks a member for a change. @throws NOT_FOUND, VERSION_CONFLICT */
export async function lockMember(
  { tx }: Command,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<LockedMember> {
  const { rows } = await sql<LockedMember>`
    select name, email, role, status, version from member where org_id = ${tx.orgId} and id = ${id}
    for no key update`.execute(tx.db);
  const [member] = rows;
  if (!member) throw refusedField('NOT_FOUND', 'id', 'there is no such member');
  if (expectedVersion != null && expectedVersion !== member.version) {
    throw refusedField(
      'VERSION_CONFLICT',
      'expectedVersion',
      `the member has version ${member.version} by now`,
      { expectedVersion, currentVersion: member.version },
    );
  }
  return member;
}
