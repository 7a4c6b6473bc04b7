import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { countByCategory } from '../domain/stock-requests/overview/by-category.query.ts';
import { readDashboard } from '../domain/stock-requests/overview/dashboard.query.ts';
import { countFilters } from '../domain/stock-requests/overview/filters.query.ts';
import { listPendingApprovals } from '../domain/stock-requests/overview/pending-approvals.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { StockRequestFilterInput } from '../schema/types/stock-request.input.ts';
import { StockRequest, StockRequestConnection } from '../schema/types/stock-request.type.ts';
import {
  StockRequestCategoryCounts,
  StockRequestDashboard,
  StockRequestFilterCounts,
  StockRequestLineToApprove,
} from '../schema/types/stock-request-overview.type.ts';

/** What is to be known of many stock requests at once, and who has to decide on which. */
@Resolver(() => StockRequest)
export class StockRequestOverviewResolver {
  @Query(() => StockRequestDashboard, { description: 'How the stock requests under a filter stand.' })
  async stockRequestDashboard(
    @Ctx() context: RequestContext,
    @Arg('filter', () => StockRequestFilterInput, {
      nullable: true,
      description: 'Which stock requests; default: all.',
    })
    filter?: StockRequestFilterInput,
  ) {
    const { actor, now } = context;
    const approver = actor.permissions.has('stockrequests.approve') ? actor.id : null;
    return readDashboard(await scopeOf(context).tx(), now, filter ?? {}, approver);
  }

  @Query(() => StockRequestFilterCounts, {
    description: 'What stock requests can be filtered by, and how many each value would find.',
  })
  async stockRequestFilters(
    @Ctx() context: RequestContext,
    @Arg('filter', () => StockRequestFilterInput, {
      nullable: true,
      description: 'The filters that are set already.',
    })
    filter?: StockRequestFilterInput,
  ) {
    return countFilters(await scopeOf(context).tx(), context.now, filter ?? {});
  }

  @Query(() => [StockRequestCategoryCounts], {
    description: 'How many stock requests under a filter each category has, those with the most first.',
  })
  async stockRequestsByCategory(
    @Ctx() context: RequestContext,
    @Arg('filter', () => StockRequestFilterInput, {
      nullable: true,
      description: 'Which stock requests; default: all.',
    })
    filter?: StockRequestFilterInput,
  ) {
    return countByCategory(await scopeOf(context).tx(), context.now, filter ?? {});
  }

  @Query(() => StockRequestConnection, {
    description:
      'The stock requests that the caller can approve now: submitted, not made, edited or submitted by the caller (unless the organization allows self-approval), and not approved by the caller before. The most urgent first, and of those the one that waits longest.',
  })
  async pendingApprovals(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => StockRequestFilterInput, {
      nullable: true,
      description: 'Which of them; default: all.',
    })
    filter?: StockRequestFilterInput,
  ) {
    const request = pageRequest(page);
    const { actor, now } = context;
    const tx = await scopeOf(context).tx();
    return connection(await listPendingApprovals(tx, now, actor.id, filter ?? {}, request));
  }

  @FieldResolver(() => [StockRequestLineToApprove], {
    description:
      'Its lines as an approver needs them: how much can be approved, and what the supplying location has for it now.',
  })
  linesToApprove(@Ctx() context: RequestContext, @Root() { id }: StockRequest) {
    return scopeOf(context).loaders.linesToApproveByStockRequest.load(id);
  }
}
