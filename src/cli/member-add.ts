import { addMember } from '../domain/members/add-member.command.ts';
import { type MemberRole, rolesAmong } from '../domain/members/roles.rules.ts';
import { findOrganization } from '../domain/organizations/find-organizations.query.ts';
import { withSession, write } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** What `member add` is told. */
export interface MemberOptions extends CommonOptions {
  org: string;
  name?: string;
  email: string;
  subject: string;
  role: string;
}

/** `member add`: makes somebody a member of an organization, such as its first administrator. */
export async function addMemberVerb(options: MemberOptions): Promise<void> {
  const { org, email, subject } = options;
  // what is no role is refused by the command, which names the roles
  const role = rolesAmong([options.role])[0] ?? (options.role as MemberRole);
  const input = { name: options.name ?? email, email, subject, role };
  const { id } = await withSession(async (session) => {
    const { orgId } = await session.asOwner((owner) => findOrganization(owner, org));
    return (await write(session, orgId, (command) => addMember(command, input))).result;
  });
  answer(
    options,
    { member: { id, ...input } },
    () => `${input.name} is a member of ${org} now, as ${role}: ${id}`,
  );
}
