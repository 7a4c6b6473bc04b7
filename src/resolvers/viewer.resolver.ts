import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.ts';
import { Viewer } from '../schema/types/viewer.type.ts';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    description: 'The credential that sends this request: its organization and permissions.',
  })
  viewer(@Ctx() { actor }: RequestContext): Viewer {
    const { id, name, organizationId, permissions } = actor;
    return { id, name, organizationId, permissions: [...permissions].sort() };
  }
}
