import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Command } from '../domain/command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { cancelPutAwayTask, startPutAwayTask } from '../domain/put-away/change-put-away-task.command.ts';
import { completePutAwayTask } from '../domain/put-away/complete-put-away-task.command.ts';
import { createPutAwayTask } from '../domain/put-away/create-put-away-task.command.ts';
import { putAwayActions } from '../domain/put-away/put-away.rules.ts';
import {
  listPutAwayCandidates,
  type PutAwayCandidateSortField,
} from '../domain/put-away/put-away-candidates.query.ts';
import {
  listPutAwayTasks,
  type PutAwayTaskSortField,
  putAwayTasksByIds,
} from '../domain/put-away/put-away-tasks.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  CompletePutAwayTaskInput,
  CreatePutAwayTaskInput,
  PutAwayCandidate,
  PutAwayCandidateConnection,
  PutAwayCandidateFilterInput,
  PutAwayCandidateSortInput,
  PutAwaySplit,
  PutAwayTask,
  PutAwayTaskChangeInput,
  PutAwayTaskConnection,
  PutAwayTaskFilterInput,
  PutAwayTaskPayload,
  PutAwayTaskSortInput,
  SuggestedBin,
} from '../schema/types/put-away.type.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';

const newestFirst: Sort<PutAwayTaskSortField> = { field: 'createdAt', direction: 'DESC' };
const oldestFirst: Sort<PutAwayCandidateSortField> = { field: 'receivedAt', direction: 'ASC' };

@Resolver(() => PutAwayTask)
export class PutAwayResolver {
  @Query(() => PutAwayTaskConnection, { description: 'The put-away tasks of the organization.' })
  async putAwayTasks(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PutAwayTaskFilterInput, { nullable: true, description: 'Which tasks.' })
    filter?: PutAwayTaskFilterInput,
    @Arg('sort', () => PutAwayTaskSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<PutAwayTaskSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listPutAwayTasks(tx, filter ?? {}, sort ?? newestFirst, request));
  }

  @Query(() => PutAwayTask, {
    nullable: true,
    description: 'One put-away task, or null when there is none of that id.',
  })
  async putAwayTask(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the task.' }) id: string,
  ) {
    return (await putAwayTasksByIds(await scopeOf(context).tx(), [id]))[0] ?? null;
  }

  @Query(() => PutAwayCandidateConnection, {
    description:
      'What lies in receiving bins and is to be put away: neither on hold nor covered by an open task.',
  })
  async putAwayCandidates(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => PutAwayCandidateFilterInput, { nullable: true, description: 'Which stock.' })
    filter?: PutAwayCandidateFilterInput,
    @Arg('sort', () => PutAwayCandidateSortInput, {
      nullable: true,
      description: 'The order; default: the oldest receipt first.',
    })
    sort?: Sort<PutAwayCandidateSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(
      await listPutAwayCandidates(tx, context.now, filter ?? {}, sort ?? oldestFirst, request),
    );
  }

  @FieldResolver(() => [PutAwaySplit], {
    description: 'Where the goods go, or went once it is completed; empty while that is open.',
  })
  splits(@Ctx() context: RequestContext, @Root() { id }: PutAwayTask) {
    return scopeOf(context).loaders.splitsByPutAwayTask.load(id);
  }

  @FieldResolver(() => SuggestedBin, {
    nullable: true,
    description: 'A bin that the goods could go to; null when there is none, or nothing more to be done.',
  })
  suggestedBin(@Ctx() context: RequestContext, @Root() { inventoryItemId, status }: PutAwayTask) {
    if (putAwayActions[status].length === 0) return null;
    return scopeOf(context).loaders.suggestedBinByItem.load(inventoryItemId);
  }

  @FieldResolver(() => [StockDocumentLine], {
    description: 'The movements of its goods, once completed: one out, and one into each bin.',
  })
  movements(@Ctx() context: RequestContext, @Root() { documentId }: PutAwayTask) {
    return documentId === null ? [] : scopeOf(context).loaders.linesByDocument.load(documentId);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() { id }: PutAwayTask) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }

  @Mutation(() => PutAwayTaskPayload, {
    description:
      'Makes a task to put away goods of a receiving bin. What is on hold (STOCK_ON_HOLD) or covered by another open task (INSUFFICIENT_STOCK) cannot be asked for.',
  })
  createPutAwayTask(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreatePutAwayTaskInput, { description: 'What, and where to.' })
    input: CreatePutAwayTaskInput,
  ) {
    return this.#answer(context, (command) => createPutAwayTask(command, input));
  }

  @Mutation(() => PutAwayTaskPayload, { description: 'Begins the work on a pending task.' })
  startPutAwayTask(
    @Ctx() context: RequestContext,
    @Arg('input', () => PutAwayTaskChangeInput, { description: 'Which one.' }) input: PutAwayTaskChangeInput,
  ) {
    return this.#answer(context, async (command) => {
      await startPutAwayTask(command, input);
      return input.id;
    });
  }

  @Mutation(() => PutAwayTaskPayload, {
    description:
      'Completes a task in progress: its goods move to their bins, all or nothing, with their cost and their reservations.',
  })
  completePutAwayTask(
    @Ctx() context: RequestContext,
    @Arg('input', () => CompletePutAwayTaskInput, { description: 'Which one, and where the goods went.' })
    input: CompletePutAwayTaskInput,
  ) {
    return this.#answer(context, async (command) => {
      await completePutAwayTask(command, input);
      return input.id;
    });
  }

  @Mutation(() => PutAwayTaskPayload, {
    description: 'Gives up a task that is not completed: its goods stay where they are.',
  })
  cancelPutAwayTask(
    @Ctx() context: RequestContext,
    @Arg('input', () => PutAwayTaskChangeInput, { description: 'Which one.' }) input: PutAwayTaskChangeInput,
  ) {
    return this.#answer(context, async (command) => {
      await cancelPutAwayTask(command, input);
      return input.id;
    });
  }

  /** Runs a command that answers a task's id, and reads the task in its transaction. */
  #answer(context: RequestContext, work: (command: Command) => Promise<string>) {
    return scopeOf(context).command(async (command) => {
      const id = await work(command);
      const [task] = await putAwayTasksByIds(command.tx, [id]);
      return { task };
    });
  }
}

@Resolver(() => PutAwayCandidate)
export class PutAwayCandidateResolver {
  @FieldResolver(() => SuggestedBin, {
    nullable: true,
    description: 'A bin that the goods could go to; null when there is none.',
  })
  suggestedBin(@Ctx() context: RequestContext, @Root() { inventoryItemId }: PutAwayCandidate) {
    return scopeOf(context).loaders.suggestedBinByItem.load(inventoryItemId);
  }
}
