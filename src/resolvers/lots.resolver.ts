import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { type LotSortField, listLots } from '../domain/lots/lots.query.ts';
import { upsertLots } from '../domain/lots/upsert-lots.command.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Lot,
  LotConnection,
  LotFilterInput,
  LotSortInput,
  UpsertLotsInput,
  UpsertLotsPayload,
} from '../schema/types/lot.type.ts';
import { Product } from '../schema/types/product.type.ts';

const byNumber: Sort<LotSortField> = { field: 'number', direction: 'ASC' };

@Resolver(() => Lot)
export class LotsResolver {
  @Query(() => LotConnection, { description: 'The lots of the organization.' })
  async lots(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => LotFilterInput, { nullable: true, description: 'Which lots.' })
    filter?: LotFilterInput,
    @Arg('sort', () => LotSortInput, { nullable: true, description: 'The order; default: number ascending.' })
    sort?: Sort<LotSortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listLots(tx, filter ?? {}, sort ?? byNumber, pageRequest(page)));
  }

  @Query(() => Lot, { nullable: true, description: 'One lot, or null when there is none of that id.' })
  lot(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the lot.' }) id: string) {
    return scopeOf(context).loaders.lotsById.load(id);
  }

  @FieldResolver(() => Product, { description: 'Its product.' })
  product(@Ctx() context: RequestContext, @Root() { productId }: Lot) {
    return scopeOf(context).loaders.productsById.load(productId);
  }

  @Mutation(() => UpsertLotsPayload, {
    description:
      'Makes or changes lots, found by id or by their product and number; all or nothing. Stock and promise follow a changed expiry or status at once.',
  })
  async upsertLots(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertLotsInput, { description: 'The lots.' }) input: UpsertLotsInput,
  ) {
    const inputs = batchOf('lots', input.lots);
    return { lots: await scopeOf(context).command((command) => upsertLots(command, inputs)) };
  }
}
