import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { accuracyOfPeriod } from '../domain/cycle-counts/count-accuracy.query.ts';
import { type CycleCountSortField, listCycleCounts } from '../domain/cycle-counts/cycle-counts.query.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  CycleCountAccuracy,
  CycleCountAccuracyFilterInput,
  CycleCountBatch,
  CycleCountBatchConnection,
  CycleCountFilterInput,
  CycleCountLineArgs,
  CycleCountLineConnection,
  CycleCountProgress,
  CycleCountSortInput,
  MAX_LINES_PAGE,
} from '../schema/types/cycle-count.type.ts';
import { StatusChange } from '../schema/types/stock-document.type.ts';

const newestFirst: Sort<CycleCountSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => CycleCountBatch)
export class CycleCountsResolver {
  @Query(() => CycleCountBatchConnection, { description: 'The cycle counts of the organization.' })
  async cycleCountBatches(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => CycleCountFilterInput, { nullable: true, description: 'Which cycle counts.' })
    filter?: CycleCountFilterInput,
    @Arg('sort', () => CycleCountSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<CycleCountSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listCycleCounts(tx, filter ?? {}, sort ?? newestFirst, request));
  }

  @Query(() => CycleCountBatch, {
    nullable: true,
    description: 'One cycle count, or null when there is none of that id.',
  })
  cycleCountBatch(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the batch.' }) id: string,
  ) {
    return scopeOf(context).loaders.cycleCountsById.load(id);
  }

  @Query(() => CycleCountAccuracy, {
    description:
      'How near the counts were whose lines were resolved in a period. Lines whose figures are kept back (see blind) are not among them.',
  })
  async cycleCountAccuracy(
    @Ctx() context: RequestContext,
    @Arg('filter', () => CycleCountAccuracyFilterInput, {
      nullable: true,
      description: 'Which counts; default: all.',
    })
    filter?: CycleCountAccuracyFilterInput,
  ) {
    const tx = await scopeOf(context).tx();
    return accuracyOfPeriod(tx, filter ?? {}, context.actor.permissions.has('inventory.read'));
  }

  @FieldResolver(() => CycleCountProgress, { description: 'How far it has come.' })
  progress(@Ctx() context: RequestContext, @Root() { id }: CycleCountBatch) {
    return scopeOf(context).loaders.progressByCycleCount.load(id);
  }

  @FieldResolver(() => CycleCountAccuracy, {
    nullable: true,
    description:
      'How near its counts are, resolved or not. Null while figures of its lines are kept back: see blind.',
  })
  accuracy(@Ctx() context: RequestContext, @Root() { id }: CycleCountBatch) {
    return scopeOf(context).loaders.accuracyByCycleCount.load(id);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() { id }: CycleCountBatch) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }

  @FieldResolver(() => CycleCountLineConnection, { description: 'Its lines, in the order of their numbers.' })
  async lines(
    @Ctx() context: RequestContext,
    @Root() { id }: CycleCountBatch,
    @Args(() => CycleCountLineArgs) { filter, ...args }: CycleCountLineArgs,
  ) {
    const page = pageRequest(args, MAX_LINES_PAGE);
    return connection(
      await scopeOf(context).loaders.linesByCycleCount.load({ id, filter: filter ?? {}, page }),
    );
  }
}
