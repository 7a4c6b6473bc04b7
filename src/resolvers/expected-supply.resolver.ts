import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { setExpectedSupply } from '../domain/supply/set-expected-supply.command.ts';
import { SetExpectedSupplyInput, SetExpectedSupplyPayload } from '../schema/types/expected-supply.type.ts';

@Resolver()
export class ExpectedSupplyResolver {
  @Mutation(() => SetExpectedSupplyPayload, {
    description:
      'Tells what is on its way from outside (purchase orders, shipping notices): it counts in incoming, in the projection, and in checks for a later day.',
  })
  async setExpectedSupply(
    @Ctx() context: RequestContext,
    @Arg('input', () => SetExpectedSupplyInput, { description: 'The supply.' }) input: SetExpectedSupplyInput,
  ) {
    return { supply: await scopeOf(context).command((command) => setExpectedSupply(command, input.supply)) };
  }
}
