import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AddMemberInput as AddMember } from '../../domain/members/add-member.command.ts';
import type { MemberFilter, MemberRow, MemberSortField } from '../../domain/members/members.query.ts';
import type { MemberRole, MemberStatus } from '../../domain/members/roles.rules.ts';
import type { UpdateMemberInput as UpdateMember } from '../../domain/members/update-member.command.ts';
import { DateTimeScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';

export const MemberRoleEnum = choices<MemberRole>(
  'MemberRole',
  'What a member may do; each role has all of the one before.',
  {
    VIEWER: 'Reads everything but API keys, members, settings and the audit trail.',
    OPERATOR:
      'Works with stock: records, adjusts, counts, holds, puts away, transfers and reserves it, and asks for more.',
    MANAGER:
      'Keeps master data and replenishment, approves stock requests, and lets transfers differ from what was agreed.',
    ADMIN: 'Everything, also API keys, members and settings.',
  },
);

export const MemberStatusEnum = choices<MemberStatus>('MemberStatus', 'Whether a member may sign in.', {
  ACTIVE: 'They may.',
  REMOVED: 'They were removed; what they did stays under their name.',
});

@ObjectType({
  description: 'A person of the organization, who signs in at the identity provider.',
  simpleResolvers: true,
})
export class Member extends MasterData implements MemberRow {
  @Field(() => ID, { description: 'Id of the member: documents name it as their maker.' })
  id!: string;
  @Field(() => String, { description: 'What people call them.' })
  name!: string;
  @Field(() => String, { description: 'Their e-mail address.' })
  email!: string;
  @Field(() => String, {
    description: 'What the identity provider calls them (`sub`): who signs in is found by it.',
  })
  subject!: string;
  @Field(() => MemberRoleEnum, { description: 'What they may do.' })
  role!: MemberRole;
  @Field(() => MemberStatusEnum, { description: 'Whether they may sign in.' })
  status!: MemberStatus;
  @Field(() => String, { description: 'Id of the member or API key that added them; cli: the command line.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were removed.' })
  removedAt!: string | null;
}

export const MemberConnection = connectionType(Member, 'Member');

@InputType({ description: 'Which members are listed: all that is given must hold.' })
export class MemberFilterInput implements MemberFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name or the e-mail address (any case).' })
  search?: string | null;
  @Field(() => MemberStatusEnum, { nullable: true, description: 'Members of this status.' })
  status?: MemberStatus | null;
  @Field(() => MemberRoleEnum, { nullable: true, description: 'Members of this role.' })
  role?: MemberRole | null;
}

export const MemberSortInput = sortInput<MemberSortField>('Member', {
  name: 'The name.',
  createdAt: 'When they were first added.',
});

@InputType({ description: 'Somebody who is to be a member.' })
export class AddMemberInput implements AddMember {
  @Field(() => String, { description: 'What people call them, 1 to 255 characters.' })
  name!: string;
  @Field(() => String, { description: 'Their e-mail address.' })
  email!: string;
  @Field(() => String, {
    description:
      'What the identity provider calls them (`sub`), 1 to 255 characters. Somebody who was removed is the same member again; one who is a member already is refused with DUPLICATE.',
  })
  subject!: string;
  @Field(() => MemberRoleEnum, {
    description: 'What they may do: not more than the caller may do (FORBIDDEN).',
  })
  role!: MemberRole;
}

@InputType({ description: 'What is to be changed of a member; left out or null, it stays as it is.' })
export class UpdateMemberInput implements UpdateMember {
  @Field(() => ID, { description: 'Id of the member.' })
  id!: string;
  @Field(() => String, { nullable: true, description: 'What people call them, 1 to 255 characters.' })
  name?: string | null;
  @Field(() => String, { nullable: true, description: 'Their e-mail address.' })
  email?: string | null;
  @Field(() => MemberRoleEnum, {
    nullable: true,
    description: 'What they may do: not more than the caller may do (FORBIDDEN).',
  })
  role?: MemberRole | null;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'A member to be removed.' })
export class RemoveMemberInput {
  @Field(() => ID, { description: 'Id of the member.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that is to be removed; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The member as they are now.', simpleResolvers: true })
export class MemberPayload {
  @Field(() => Member, { description: 'The member.' })
  member!: Member;
}
