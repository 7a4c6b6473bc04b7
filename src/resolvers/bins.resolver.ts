import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { type BinSortField, listBins } from '../domain/bins/bins.query.ts';
import { upsertBins } from '../domain/bins/upsert-bins.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Bin,
  BinConnection,
  BinFilterInput,
  BinSortInput,
  UpsertBinsInput,
  UpsertBinsPayload,
} from '../schema/types/bin.type.ts';
import { Location } from '../schema/types/location.type.ts';

const byCode: Sort<BinSortField> = { field: 'code', direction: 'ASC' };

@Resolver(() => Bin)
export class BinsResolver {
  @Query(() => BinConnection, { description: 'The bins of the organization.' })
  async bins(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => BinFilterInput, { nullable: true, description: 'Which bins.' })
    filter?: BinFilterInput,
    @Arg('sort', () => BinSortInput, { nullable: true, description: 'The order; default: code ascending.' })
    sort?: Sort<BinSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listBins(tx, filter ?? {}, sort ?? byCode, pageRequest(page)));
  }

  @Query(() => Bin, { nullable: true, description: 'One bin, or null when there is none of that id.' })
  bin(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the bin.' }) id: string) {
    return scopeOf(context).loaders.binsById.load(id);
  }

  @FieldResolver(() => Location, { description: 'The location that it is in.' })
  location(@Ctx() context: RequestContext, @Root() { locationId }: Bin) {
    return scopeOf(context).loaders.locationsById.load(locationId);
  }

  @Mutation(() => UpsertBinsPayload, {
    description: 'Makes or changes bins, found by id or by their location and code; all or nothing.',
  })
  async upsertBins(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertBinsInput, { description: 'The bins.' }) input: UpsertBinsInput,
  ) {
    const inputs = batchOf('bins', input.bins);
    return { bins: await scopeOf(context).command((command) => upsertBins(command, inputs)) };
  }
}
