import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { readClassification } from '../domain/cycle-counts/abc.query.ts';
import { createAbcBatch } from '../domain/cycle-counts/create-abc-batch.command.ts';
import { connection } from '../schema/support/connection.ts';
import { pageRequest } from '../schema/support/paging.ts';
import { AbcArgs, AbcClassification, CreateAbcCycleCountBatchInput } from '../schema/types/abc.type.ts';
import { CycleCountPayload } from '../schema/types/cycle-count.input.ts';
import { answerBatch } from './count-batches.resolver.ts';

@Resolver()
export class AbcClassesResolver {
  @Query(() => AbcClassification, {
    description:
      'The ABC classification of products for cycle counting: by the value consumed of them, and when each is to be counted.',
  })
  async abcClassification(@Ctx() context: RequestContext, @Args(() => AbcArgs) args: AbcArgs) {
    const tx = await scopeOf(context).tx();
    const { filter, ...asked } = args;
    const page = pageRequest(args);
    const seesStock = context.actor.permissions.has('inventory.read');
    const found = await readClassification(tx, context.now, {
      ...asked,
      filter: filter ?? {},
      page,
      seesStock,
    });
    return { ...found, ...connection(found) };
  }

  @Mutation(() => CycleCountPayload, {
    description:
      'Makes a cycle count of type ABC: the stock of the products that are due, the most overdue first, then by class and product.',
  })
  createAbcCycleCountBatch(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateAbcCycleCountBatchInput, { description: 'What is to be counted.' })
    input: CreateAbcCycleCountBatchInput,
  ) {
    return answerBatch(context, async (command) => ({ id: await createAbcBatch(command, input) }));
  }
}
