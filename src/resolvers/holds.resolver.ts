import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Command } from '../domain/command.ts';
import { createHold } from '../domain/holds/create-hold.command.ts';
import { type HoldSortField, holdsByIds, listHolds } from '../domain/holds/holds.query.ts';
import { releaseHold } from '../domain/holds/release-hold.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  CreateHoldInput,
  Hold,
  HoldConnection,
  HoldCut,
  HoldFilterInput,
  HoldLine,
  HoldPayload,
  HoldSortInput,
  ReleaseHoldInput,
} from '../schema/types/hold.type.ts';
import { StatusChange } from '../schema/types/stock-document.type.ts';

const newestFirst: Sort<HoldSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => Hold)
export class HoldsResolver {
  @Query(() => HoldConnection, { description: 'The holds of the organization.' })
  async holds(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => HoldFilterInput, { nullable: true, description: 'Which holds.' })
    filter?: HoldFilterInput,
    @Arg('sort', () => HoldSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<HoldSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listHolds(tx, context.now, filter ?? {}, sort ?? newestFirst, request));
  }

  @Query(() => Hold, { nullable: true, description: 'One hold, or null when there is none of that id.' })
  async hold(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the hold.' }) id: string,
  ) {
    return (await holdsByIds(await scopeOf(context).tx(), context.now, [id]))[0] ?? null;
  }

  @FieldResolver(() => [HoldLine], {
    description: 'The stock items that it covers; those of a lot on hold wherever it lies.',
  })
  lines(@Ctx() context: RequestContext, @Root() { id }: Hold) {
    return scopeOf(context).loaders.linesByHold.load(id);
  }

  @FieldResolver(() => [HoldCut], {
    description: 'What has promised stock that it is to keep: the newest first. Nothing of it was dropped.',
  })
  cutsInto(@Ctx() context: RequestContext, @Root() { id }: Hold) {
    return scopeOf(context).loaders.cutsIntoByHold.load(id);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() { id }: Hold) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }

  @Mutation(() => HoldPayload, {
    description:
      'Sets stock aside: it leaves what is available at once. Reservations that it cuts into stay, and are listed in cutsInto.',
  })
  createHold(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateHoldInput, { description: 'What is to be set aside, and why.' })
    input: CreateHoldInput,
  ) {
    return this.#answer(context, (command) => createHold(command, input));
  }

  @Mutation(() => HoldPayload, {
    description: 'Gives back what a hold keeps, or a part of it; it ends when nothing is left.',
  })
  releaseHold(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReleaseHoldInput, { description: 'Which one, and how much of it.' })
    input: ReleaseHoldInput,
  ) {
    return this.#answer(context, async (command) => {
      await releaseHold(command, input);
      return input.id;
    });
  }

  /** Runs a command that answers a hold's id, and reads the hold in its transaction. */
  #answer(context: RequestContext, work: (command: Command) => Promise<string>) {
    return scopeOf(context).command(async (command) => {
      const id = await work(command);
      const [hold] = await holdsByIds(command.tx, context.now, [id]);
      return { hold };
    });
  }
}
