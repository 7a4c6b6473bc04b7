import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import { stockRequestsByIds } from '../domain/stock-requests/stock-requests.query.ts';
import { requestFromStocklist } from '../domain/stocklists/request-from-stocklist.command.ts';
import { listStocklists, type StocklistSortField } from '../domain/stocklists/stocklists.query.ts';
import { suggestLines } from '../domain/stocklists/suggestions.query.ts';
import { upsertStocklists } from '../domain/stocklists/upsert-stocklists.command.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { StockRequestPayload } from '../schema/types/stock-request.type.ts';
import { RequestFromStocklistInput } from '../schema/types/stocklist.input.ts';
import {
  Stocklist,
  StocklistConnection,
  StocklistFilterInput,
  StocklistLine,
  StocklistSortInput,
  StocklistSuggestions,
  UpsertStocklistsInput,
  UpsertStocklistsPayload,
} from '../schema/types/stocklist.type.ts';

const byCode: Sort<StocklistSortField> = { field: 'code', direction: 'ASC' };

@Resolver(() => Stocklist)
export class StocklistsResolver {
  @Query(() => StocklistConnection, { description: 'The stocklists of the organization.' })
  async stocklists(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => StocklistFilterInput, { nullable: true, description: 'Which stocklists.' })
    filter?: StocklistFilterInput,
    @Arg('sort', () => StocklistSortInput, {
      nullable: true,
      description: 'The order; default: code ascending.',
    })
    sort?: Sort<StocklistSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listStocklists(tx, filter ?? {}, sort ?? byCode, request));
  }

  @Query(() => Stocklist, {
    nullable: true,
    description: 'One stocklist, or null when there is none of that id.',
  })
  stocklist(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the stocklist.' }) id: string,
  ) {
    return scopeOf(context).loaders.stocklistsById.load(id);
  }

  @Query(() => StocklistSuggestions, {
    description:
      "What a destination could ask for now, by one of its stocklists or all of them: each product's par level, what is there and on its way, and so how much to ask for. NOT_FOUND for a location or stocklist that is not there.",
  })
  async stocklistSuggestions(
    @Ctx() context: RequestContext,
    @Arg('destinationId', () => ID, { description: 'Id or code of the destination.' }) destinationId: string,
    @Arg('stocklistId', () => ID, {
      nullable: true,
      description: 'Id or code of an active stocklist of the destination; default: all of them.',
    })
    stocklistId?: string | null,
  ) {
    const tx = await scopeOf(context).tx();
    return suggestLines(tx, context.now, { destinationId, stocklistId });
  }

  @FieldResolver(() => [StocklistLine], { description: 'Its products, in their order.' })
  lines(@Ctx() context: RequestContext, @Root() { id }: Stocklist) {
    return scopeOf(context).loaders.linesByStocklist.load(id);
  }

  @Mutation(() => StockRequestPayload, {
    description:
      'Makes a draft of a stock request for all that a stocklist suggests now (see stocklistSuggestions). NOTHING_TO_REQUEST where the destination has enough of everything on it.',
  })
  requestFromStocklist(
    @Ctx() context: RequestContext,
    @Arg('input', () => RequestFromStocklistInput, {
      description: 'Which stocklist, and what the request says.',
    })
    input: RequestFromStocklistInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const id = await requestFromStocklist(command, input);
      const [stockRequest] = await stockRequestsByIds(command.tx, command.now, [id]);
      return { stockRequest };
    });
  }

  @Mutation(() => UpsertStocklistsPayload, {
    description: 'Makes or changes stocklists, found by id or code; all or nothing.',
  })
  async upsertStocklists(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertStocklistsInput, { description: 'The stocklists.' })
    input: UpsertStocklistsInput,
  ) {
    const inputs = batchOf('stocklists', input.stocklists);
    const scope = scopeOf(context);
    const ids = await scope.command((command) => upsertStocklists(command, inputs));
    return { stocklists: await scope.loaders.stocklistsById.loadMany(ids) };
  }
}
