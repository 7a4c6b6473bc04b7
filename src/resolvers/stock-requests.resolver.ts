import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import {
  listStockRequests,
  type StockRequestSortField,
  stockRequestsByIds,
} from '../domain/stock-requests/stock-requests.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { StatusChange } from '../schema/types/stock-document.type.ts';
import { StockRequestFilterInput, StockRequestSortInput } from '../schema/types/stock-request.input.ts';
import {
  StockRequest,
  StockRequestConnection,
  StockRequestLine,
} from '../schema/types/stock-request.type.ts';

const newestFirst: Sort<StockRequestSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => StockRequest)
export class StockRequestsResolver {
  @Query(() => StockRequestConnection, { description: 'The stock requests of the organization.' })
  async stockRequests(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => StockRequestFilterInput, { nullable: true, description: 'Which stock requests.' })
    filter?: StockRequestFilterInput,
    @Arg('sort', () => StockRequestSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<StockRequestSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listStockRequests(tx, context.now, filter ?? {}, sort ?? newestFirst, request));
  }

  @Query(() => StockRequest, {
    nullable: true,
    description: 'One stock request, or null when there is none of that id.',
  })
  async stockRequest(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the stock request.' }) id: string,
  ) {
    return (await stockRequestsByIds(await scopeOf(context).tx(), context.now, [id]))[0] ?? null;
  }

  @FieldResolver(() => [StockRequestLine], { description: 'Its lines, in their order.' })
  lines(@Ctx() context: RequestContext, @Root() { id }: StockRequest) {
    return scopeOf(context).loaders.linesByStockRequest.load(id);
  }

  @FieldResolver(() => [StatusChange], {
    description: 'The history of its status, oldest first: every step, and every step back.',
  })
  history(@Ctx() context: RequestContext, @Root() { id }: StockRequest) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }
}
