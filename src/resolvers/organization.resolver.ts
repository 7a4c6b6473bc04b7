import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { readOrganization } from '../domain/organizations/organization.query.ts';
import { updateSettings } from '../domain/organizations/update-settings.command.ts';
import {
  Organization,
  UpdateOrganizationSettingsInput,
  UpdateOrganizationSettingsPayload,
} from '../schema/types/organization.type.ts';

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, { description: 'The organization of the caller, with its settings.' })
  async organization(@Ctx() context: RequestContext) {
    return readOrganization(await scopeOf(context).tx());
  }

  @Mutation(() => UpdateOrganizationSettingsPayload, {
    description: 'Changes what the organization decides for itself; the promise follows at once.',
  })
  async updateOrganizationSettings(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateOrganizationSettingsInput, { description: 'The settings.' })
    input: UpdateOrganizationSettingsInput,
  ) {
    const scope = scopeOf(context);
    await scope.command((command) => updateSettings(command, input));
    return { organization: await readOrganization(await scope.tx()) };
  }
}
