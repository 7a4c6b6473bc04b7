import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { checkGrant } from '../auth/grant.ts';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { addMember } from '../domain/members/add-member.command.ts';
import { listMembers, type MemberSortField } from '../domain/members/members.query.ts';
import { removeMember } from '../domain/members/remove-member.command.ts';
import { scopesOf } from '../domain/members/roles.rules.ts';
import { updateMember } from '../domain/members/update-member.command.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  AddMemberInput,
  Member,
  MemberConnection,
  MemberFilterInput,
  MemberPayload,
  MemberSortInput,
  RemoveMemberInput,
  UpdateMemberInput,
} from '../schema/types/member.type.ts';

const byName: Sort<MemberSortField> = { field: 'name', direction: 'ASC' };

@Resolver(() => Member)
export class MembersResolver {
  @Query(() => MemberConnection, {
    description: 'The members of the organization, also those who were removed.',
  })
  async members(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => MemberFilterInput, { nullable: true, description: 'Which members.' })
    filter?: MemberFilterInput,
    @Arg('sort', () => MemberSortInput, {
      nullable: true,
      description: 'The order; default: name ascending.',
    })
    sort?: Sort<MemberSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listMembers(tx, filter ?? {}, sort ?? byName, request));
  }

  @Query(() => Member, {
    nullable: true,
    description: 'One member, or null when there is none of that id.',
  })
  member(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the member.' }) id: string,
  ) {
    return scopeOf(context).loaders.membersById.load(id);
  }

  @Mutation(() => MemberPayload, {
    description:
      'Makes somebody a member of the organization; they may sign in from now on. A role with more than the caller may do is refused.',
  })
  async addMember(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddMemberInput, { description: 'Who, and what they may do.' }) input: AddMemberInput,
  ) {
    checkGrant(context.actor, scopesOf(input.role));
    const scope = scopeOf(context);
    const { id } = await scope.command((command) => addMember(command, input));
    return { member: await scope.loaders.membersById.load(id) };
  }

  @Mutation(() => MemberPayload, {
    description:
      'Changes the name, e-mail address or role of a member; every gateway follows within 5 seconds. A role with more than the caller may do is refused.',
  })
  async updateMember(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateMemberInput, { description: 'Who, and what changes.' })
    input: UpdateMemberInput,
  ) {
    if (input.role) checkGrant(context.actor, scopesOf(input.role));
    const scope = scopeOf(context);
    await scope.command((command) => updateMember(command, input));
    return { member: await scope.loaders.membersById.load(input.id) };
  }

  @Mutation(() => MemberPayload, {
    description:
      'Removes a member: their tokens and sessions stop working within 5 seconds on every gateway. What they did stays under their name.',
  })
  async removeMember(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveMemberInput, { description: 'Who.' }) input: RemoveMemberInput,
  ) {
    const scope = scopeOf(context);
    await scope.command((command) => removeMember(command, input));
    return { member: await scope.loaders.membersById.load(input.id) };
  }
}
