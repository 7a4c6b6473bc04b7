import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { readMatrix } from '../domain/availability/channel-matrix.query.ts';
import { readChannelSummary } from '../domain/availability/channel-summary.query.ts';
import { readDrilldown } from '../domain/availability/drilldown.query.ts';
import { pageRequest } from '../schema/support/paging.ts';
import { selects } from '../schema/support/selects.ts';
import {
  AvailabilityDrilldown,
  ChannelLocationMatrix,
  ChannelSummary,
  MatrixArgs,
} from '../schema/types/channel-matrix.type.ts';

/** Longest page of the matrix. */
const MAX_PRODUCTS = 200;

@Resolver()
export class ChannelPromiseResolver {
  @Query(() => ChannelLocationMatrix, {
    description:
      'The channel x location matrix: what each channel may promise of the products of a location.',
  })
  async channelLocationMatrix(
    @Ctx() context: RequestContext,
    @Args(() => MatrixArgs) args: MatrixArgs,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { first, offset } = pageRequest(args, MAX_PRODUCTS);
    const request = { ...args, first, offset: offset ?? 0, counted: selects(info, 'totalCount') };
    return readMatrix(await scopeOf(context).tx(), context.now, request);
  }

  @Query(() => AvailabilityDrilldown, {
    description: 'Explains the promise of a product at a location: the terms add up to each cell.',
  })
  async availabilityDrilldown(
    @Ctx() context: RequestContext,
    @Arg('productMasterId', () => ID, { description: 'Id of the product.' }) productMasterId: string,
    @Arg('locationId', () => ID, { description: 'Id or code of the location.' }) locationId: string,
    @Arg('channelId', () => ID, {
      nullable: true,
      description: 'Id or code of one channel; left out: every active one.',
    })
    channelId?: string,
  ) {
    return readDrilldown(await scopeOf(context).tx(), context.now, {
      productMasterId,
      locationId,
      channelId: channelId ?? null,
    });
  }

  @Query(() => [ChannelSummary], {
    description:
      'What each channel can sell, over all locations or at one. It reads every availability record there is, so it costs 10,000 by itself.',
    complexity: 10_000,
  })
  async channelSummary(
    @Ctx() context: RequestContext,
    @Arg('channels', () => [ID], {
      nullable: true,
      description: 'Ids or codes of channels; left out: every active one.',
    })
    channels?: string[],
    @Arg('locationId', () => ID, {
      nullable: true,
      description: 'Id or code of one location; left out: all.',
    })
    locationId?: string,
  ) {
    return readChannelSummary(await scopeOf(context).tx(), context.now, {
      channels: channels ?? null,
      locationId: locationId ?? null,
    });
  }
}
