import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { Viewer } from '../schema/types/viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    description: 'Who sends this request, an API key or a member: their organization and permissions.',
  })
  viewer(@Ctx() { actor }: RequestContext): Viewer {
    const { type, id, name, member, organizationId, permissions } = actor;
    const { email, role } = member ?? { email: null, role: null };
    return { type, id, name, email, role, organizationId, permissions: [...permissions].sort() };
  }
}
