import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { type LocationSortField, listLocations } from '../domain/locations/locations.query.ts';
import { upsertLocations } from '../domain/locations/upsert-locations.command.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { Bin } from '../schema/types/bin.type.ts';
import {
  Location,
  LocationConnection,
  LocationFilterInput,
  LocationSortInput,
  UpsertLocationsInput,
  UpsertLocationsPayload,
} from '../schema/types/location.type.ts';

const byCode: Sort<LocationSortField> = { field: 'code', direction: 'ASC' };

@Resolver(() => Location)
export class LocationsResolver {
  @Query(() => LocationConnection, { description: 'The locations of the organization.' })
  async locations(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LocationFilterInput, { nullable: true, description: 'Which locations.' })
    filter?: LocationFilterInput,
    @Arg('sort', () => LocationSortInput, {
      nullable: true,
      description: 'The order; default: code ascending.',
    })
    sort?: Sort<LocationSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listLocations(tx, filter ?? {}, sort ?? byCode, pageRequest(page)));
  }

  @Query(() => Location, {
    nullable: true,
    description: 'One location, or null when there is none of that id.',
  })
  location(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the location.' }) id: string,
  ) {
    return scopeOf(context).loaders.locationsById.load(id);
  }

  @FieldResolver(() => Location, { nullable: true, description: 'The location that it belongs to.' })
  parent(@Ctx() context: RequestContext, @Root() { parentId }: Location) {
    return parentId === null ? null : scopeOf(context).loaders.locationsById.load(parentId);
  }

  @FieldResolver(() => [Bin], {
    description: 'Its first 100 bins in the order of their codes; the query bins pages through all.',
  })
  bins(@Ctx() context: RequestContext, @Root() { id }: Location) {
    return scopeOf(context).loaders.binsByLocation.load(id);
  }

  @Mutation(() => UpsertLocationsPayload, {
    description: 'Makes or changes locations, found by id or code; all or nothing.',
  })
  async upsertLocations(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertLocationsInput, { description: 'The locations.' })
    input: UpsertLocationsInput,
  ) {
    const inputs = batchOf('locations', input.locations);
    return { locations: await scopeOf(context).command((command) => upsertLocations(command, inputs)) };
  }
}
