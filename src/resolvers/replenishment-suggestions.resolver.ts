import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import {
  listReplenishmentConfigs,
  type ReplenishmentConfigRow,
  type ReplenishmentConfigSortField,
  replenishmentConfigsByIds,
} from '../domain/replenishment/configs.query.ts';
import { draftReplenishments } from '../domain/replenishment/draft-replenishments.command.ts';
import { setReplenishmentConfigs } from '../domain/replenishment/set-configs.command.ts';
import { readSuggestions } from '../domain/replenishment/suggestions.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  ReplenishmentConfigFilterInput,
  ReplenishmentConfigSortInput,
  SetReplenishmentConfigsInput,
} from '../schema/types/replenishment.input.ts';
import {
  Replenishment,
  ReplenishmentConfigConnection,
  SetReplenishmentConfigsPayload,
} from '../schema/types/replenishment.type.ts';
import {
  ReplenishmentSuggestion,
  ReplenishmentSuggestions,
  ReplenishmentSuggestionsInput,
} from '../schema/types/replenishment-suggestion.type.ts';

const bySku: Sort<ReplenishmentConfigSortField> = { field: 'globalSku', direction: 'ASC' };

@Resolver(() => ReplenishmentSuggestion)
export class ReplenishmentSuggestionsResolver {
  @Query(() => ReplenishmentConfigConnection, {
    description: 'How products are replenished at locations.',
  })
  async replenishmentConfigs(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ReplenishmentConfigFilterInput, { nullable: true, description: 'Which settings.' })
    filter?: ReplenishmentConfigFilterInput,
    @Arg('sort', () => ReplenishmentConfigSortInput, {
      nullable: true,
      description: 'The order; default: by SKU.',
    })
    sort?: Sort<ReplenishmentConfigSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listReplenishmentConfigs(tx, filter ?? {}, sort ?? bySku, request));
  }

  @Query(() => ReplenishmentSuggestions, {
    description:
      'What should be ordered: for every product at a location whose position is at or below its reorder point, the quantity up to its maximum, by transfer from where there is more than the maximum before it is bought. Nothing is written.',
  })
  async replenishmentSuggestions(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReplenishmentSuggestionsInput, { description: 'What is looked at.' })
    input: ReplenishmentSuggestionsInput,
  ) {
    return readSuggestions(await scopeOf(context).tx(), context.now, input);
  }

  @FieldResolver(() => Replenishment, {
    nullable: true,
    description: 'The draft that was made; null where only suggestions were asked for.',
  })
  replenishment(@Ctx() context: RequestContext, @Root() { replenishmentId }: ReplenishmentSuggestion) {
    return replenishmentId === null
      ? null
      : scopeOf(context).loaders.replenishmentsById.load(replenishmentId);
  }

  @Mutation(() => SetReplenishmentConfigsPayload, {
    description: 'Sets how products are replenished at locations, in bulk: all of it or nothing.',
  })
  setReplenishmentConfigs(
    @Ctx() context: RequestContext,
    @Arg('input', () => SetReplenishmentConfigsInput, { description: 'The settings.' })
    input: SetReplenishmentConfigsInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const ids = await setReplenishmentConfigs(command, input.configs);
      const rows = new Map((await replenishmentConfigsByIds(command.tx, ids)).map((row) => [row.id, row]));
      return { configs: ids.map((id) => rows.get(id) as ReplenishmentConfigRow) };
    });
  }

  @Mutation(() => ReplenishmentSuggestions, {
    description:
      'Says what should be ordered, as replenishmentSuggestions does, and drafts it: at most 1,000 drafts, the most pressing first. What is within its limit for that is approved at once. Drafts count as on order, so that a second run does not order again.',
  })
  draftReplenishments(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReplenishmentSuggestionsInput, { description: 'What is looked at.' })
    input: ReplenishmentSuggestionsInput,
  ) {
    return scopeOf(context).command((command) => draftReplenishments(command, input));
  }
}
