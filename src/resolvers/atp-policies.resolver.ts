import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { type AtpPolicySortField, listAtpPolicies } from '../domain/atp-policies/atp-policies.query.ts';
import { deleteAtpPolicies } from '../domain/atp-policies/delete-atp-policies.command.ts';
import { upsertAtpPolicies } from '../domain/atp-policies/upsert-atp-policies.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  DeleteAtpPoliciesInput,
  DeleteAtpPoliciesPayload,
  UpsertAtpPoliciesInput,
  UpsertAtpPoliciesPayload,
} from '../schema/types/atp-policy.input.ts';
import {
  AtpPolicy,
  AtpPolicyConnection,
  AtpPolicyFilterInput,
  AtpPolicySortInput,
} from '../schema/types/atp-policy.type.ts';
import { Category } from '../schema/types/category.type.ts';
import { Channel } from '../schema/types/channel.type.ts';
import { Location } from '../schema/types/location.type.ts';
import { Product } from '../schema/types/product.type.ts';

const byName: Sort<AtpPolicySortField> = { field: 'name', direction: 'ASC' };

@Resolver(() => AtpPolicy)
export class AtpPoliciesResolver {
  @Query(() => AtpPolicyConnection, { description: 'The ATP policies of the organization.' })
  async atpPolicies(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => AtpPolicyFilterInput, { nullable: true, description: 'Which policies.' })
    filter?: AtpPolicyFilterInput,
    @Arg('sort', () => AtpPolicySortInput, {
      nullable: true,
      description: 'The order; default: name ascending.',
    })
    sort?: Sort<AtpPolicySortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listAtpPolicies(tx, filter ?? {}, sort ?? byName, pageRequest(page)));
  }

  @Query(() => AtpPolicy, {
    nullable: true,
    description: 'One ATP policy, or null when there is none of that id.',
  })
  atpPolicy(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the policy.' }) id: string,
  ) {
    return scopeOf(context).loaders.atpPoliciesById.load(id);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product that it is for; null: any.' })
  product(@Ctx() context: RequestContext, @Root() { productId }: AtpPolicy) {
    return productId === null ? null : scopeOf(context).loaders.productsById.load(productId);
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category that it is for; null: any.' })
  category(@Ctx() context: RequestContext, @Root() { categoryId }: AtpPolicy) {
    return categoryId === null ? null : scopeOf(context).loaders.categoriesById.load(categoryId);
  }

  @FieldResolver(() => Channel, { nullable: true, description: 'The channel that it is for; null: any.' })
  channel(@Ctx() context: RequestContext, @Root() { channelId }: AtpPolicy) {
    return channelId === null ? null : scopeOf(context).loaders.channelsById.load(channelId);
  }

  @FieldResolver(() => Location, { nullable: true, description: 'The location that it is for; null: any.' })
  location(@Ctx() context: RequestContext, @Root() { locationId }: AtpPolicy) {
    return locationId === null ? null : scopeOf(context).loaders.locationsById.load(locationId);
  }

  @Mutation(() => UpsertAtpPoliciesPayload, {
    description: 'Makes ATP policies, or changes those whose ids are given; all or nothing.',
  })
  async upsertAtpPolicies(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertAtpPoliciesInput, { description: 'The policies.' })
    input: UpsertAtpPoliciesInput,
  ) {
    const inputs = batchOf('atpPolicies', input.atpPolicies);
    return { atpPolicies: await scopeOf(context).command((command) => upsertAtpPolicies(command, inputs)) };
  }

  @Mutation(() => DeleteAtpPoliciesPayload, {
    description: 'Deletes ATP policies, all or nothing; the next less specific policy applies at once.',
  })
  async deleteAtpPolicies(
    @Ctx() context: RequestContext,
    @Arg('input', () => DeleteAtpPoliciesInput, { description: 'Which.' }) input: DeleteAtpPoliciesInput,
  ) {
    const ids = batchOf('ids', input.ids);
    return { ids: await scopeOf(context).command((command) => deleteAtpPolicies(command, ids)) };
  }
}
