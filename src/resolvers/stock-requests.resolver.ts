import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Sort } from '../domain/lists.query.ts';
import {
  listStockRequests,
  type StockRequestSortField,
  stockRequestsByIds,
} from '../domain/stock-requests/stock-requests.query.ts';
import {
  nextStatuses,
  type StockRequestStatus,
  statusBefore,
} from '../domain/stock-requests/stock-requests.rules.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';
import { StockRequestFilterInput, StockRequestSortInput } from '../schema/types/stock-request.input.ts';
import {
  PickListEntry,
  StockRequest,
  StockRequestComment,
  StockRequestConnection,
  StockRequestLine,
  StockRequestStatusEnum,
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

  @FieldResolver(() => [StockRequestComment], { description: 'What was said about it, oldest first.' })
  comments(@Ctx() context: RequestContext, @Root() { id }: StockRequest) {
    return scopeOf(context).loaders.commentsByStockRequest.load(id);
  }

  @FieldResolver(() => [PickListEntry], {
    description:
      'What to take out of which bin, zone by zone and bin by bin, first expired first; empty unless it is APPROVED or PICKING.',
  })
  pickList(@Ctx() context: RequestContext, @Root() { id }: StockRequest) {
    return scopeOf(context).loaders.pickListByStockRequest.load(id);
  }

  @FieldResolver(() => [StockDocumentLine], {
    description:
      'The movements of its goods, and those that undid them. What goes with a transfer is among the movements of the transfer.',
  })
  movements(@Ctx() context: RequestContext, @Root() { id }: StockRequest) {
    return scopeOf(context).loaders.movementsByStockRequest.load(id);
  }

  @FieldResolver(() => [StockRequestStatusEnum], {
    description:
      'The states that may follow, each by its own mutation, its permission and its rules; a step back is a rollback.',
  })
  allowedStatuses(@Root() { status }: StockRequest): readonly StockRequestStatus[] {
    return nextStatuses[status];
  }

  @FieldResolver(() => StockRequestStatusEnum, {
    nullable: true,
    description: 'The state that a rollback goes back to; null where there is none.',
  })
  rollbackTo(@Root() { status }: StockRequest): StockRequestStatus | null {
    return statusBefore[status];
  }
}
