import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { type ChannelSortField, listChannels } from '../domain/channels/channels.query.ts';
import { upsertChannels } from '../domain/channels/upsert-channels.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Channel,
  ChannelConnection,
  ChannelFilterInput,
  ChannelSortInput,
  UpsertChannelsInput,
  UpsertChannelsPayload,
} from '../schema/types/channel.type.ts';

const byCode: Sort<ChannelSortField> = { field: 'code', direction: 'ASC' };

@Resolver(() => Channel)
export class ChannelsResolver {
  @Query(() => ChannelConnection, { description: 'The channels of the organization.' })
  async channels(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ChannelFilterInput, { nullable: true, description: 'Which channels.' })
    filter?: ChannelFilterInput,
    @Arg('sort', () => ChannelSortInput, {
      nullable: true,
      description: 'The order; default: code ascending.',
    })
    sort?: Sort<ChannelSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listChannels(tx, filter ?? {}, sort ?? byCode, pageRequest(page)));
  }

  @Query(() => Channel, {
    nullable: true,
    description: 'One channel, or null when there is none of that id.',
  })
  channel(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the channel.' }) id: string,
  ) {
    return scopeOf(context).loaders.channelsById.load(id);
  }

  @Mutation(() => UpsertChannelsPayload, {
    description: 'Makes or changes channels, found by id or code; all or nothing.',
  })
  async upsertChannels(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertChannelsInput, { description: 'The channels.' }) input: UpsertChannelsInput,
  ) {
    const inputs = batchOf('channels', input.channels);
    return { channels: await scopeOf(context).command((command) => upsertChannels(command, inputs)) };
  }
}
