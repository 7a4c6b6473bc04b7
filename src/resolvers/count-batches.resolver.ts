import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { asStockDocument } from '../domain/adjustments/adjustments.query.ts';
import type { Command } from '../domain/command.ts';
import { addCountLine } from '../domain/cycle-counts/add-line.command.ts';
import {
  assignCount,
  cancelCount,
  reopenCount,
  startCount,
  submitCount,
} from '../domain/cycle-counts/change-batch.command.ts';
import { linesOfCount } from '../domain/cycle-counts/count-lines.query.ts';
import { createBatch } from '../domain/cycle-counts/create-batch.command.ts';
import { cycleCountsByIds } from '../domain/cycle-counts/cycle-counts.query.ts';
import { enterCounts } from '../domain/cycle-counts/enter-counts.command.ts';
import { resolveCount } from '../domain/cycle-counts/resolve-batch.command.ts';
import {
  AddCountLineInput,
  AssignCycleCountInput,
  CreateCycleCountBatchInput,
  CycleCountPayload,
  CycleCountStepInput,
  EnterCountsInput,
  ResolveCycleCountInput,
  ResolveCycleCountPayload,
  SubmitCycleCountInput,
} from '../schema/types/cycle-count.input.ts';
import { CycleCountLine } from '../schema/types/cycle-count.type.ts';

/** What a write on a batch answers: the batch's id, and the lines it touched. */
type Done = { id: string; lineIds?: readonly string[] };

const seesStock = ({ actor }: RequestContext): boolean => actor.permissions.has('inventory.read');

/** Runs a write on a batch, and reads the batch in its transaction. */
export function answerBatch(context: RequestContext, work: (command: Command) => Promise<Done>) {
  return scopeOf(context).command(async (command) => {
    const { id, ...touched } = await work(command);
    const [batch] = await cycleCountsByIds(command.tx, [id]);
    return { batch, ...touched };
  });
}

/** The lines that a write touched, or the first ones of its batch. */
async function linesOf(context: RequestContext, { batch, lineIds: ids }: CycleCountPayload) {
  return linesOfCount(await scopeOf(context).tx(), batch.id, { ids, seesStock: seesStock(context) });
}

@Resolver(() => CycleCountPayload)
export class CountBatchesResolver {
  @FieldResolver(() => [CycleCountLine], {
    description:
      'The lines that were counted or added; of the other writes the first ones. At most 1,000: batch.lines pages through all.',
  })
  lines(@Ctx() context: RequestContext, @Root() payload: CycleCountPayload) {
    return linesOf(context, payload);
  }

  @Mutation(() => CycleCountPayload, {
    description:
      'Makes a cycle count of stock at a location. Nothing under the filters: NOTHING_TO_COUNT. What is expected is not fixed: it is read when a count is entered.',
  })
  createCycleCountBatch(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateCycleCountBatchInput, { description: 'What is counted.' })
    input: CreateCycleCountBatchInput,
  ) {
    return answerBatch(context, async (command) => ({ id: await createBatch(command, input) }));
  }

  @Mutation(() => CycleCountPayload, { description: 'Begins to count an open batch.' })
  startCycleCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => CycleCountStepInput, { description: 'Which one.' }) input: CycleCountStepInput,
  ) {
    return this.#step(context, input, (command) => startCount(command, input));
  }

  @Mutation(() => CycleCountPayload, {
    description:
      'Enters counts of lines of a batch in progress; a line that was counted already takes the new count. What the system has is read in the same transaction: stock that moves before or after is neither corrected away nor counted twice.',
  })
  enterCounts(
    @Ctx() context: RequestContext,
    @Arg('input', () => EnterCountsInput, { description: 'The counts.' }) input: EnterCountsInput,
  ) {
    return answerBatch(context, async (command) => {
      await enterCounts(command, input);
      return { id: input.id, lineIds: input.counts.map(({ lineId }) => lineId) };
    });
  }

  @Mutation(() => CycleCountPayload, {
    description:
      'Adds a line to a batch in progress for stock that it does not have; stock that the system does not know there becomes a stock item with nothing on hand. In the batch already: DUPLICATE.',
  })
  addCountLine(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddCountLineInput, { description: 'The line.' }) input: AddCountLineInput,
  ) {
    return answerBatch(context, async (command) => ({
      id: input.id,
      lineIds: [await addCountLine(command, input)],
    }));
  }

  @Mutation(() => CycleCountPayload, {
    description: 'Hands a batch in for review. Lines that are not counted: COUNT_INCOMPLETE.',
  })
  submitCycleCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitCycleCountInput, { description: 'Which one.' }) input: SubmitCycleCountInput,
  ) {
    return this.#step(context, input, (command) => submitCount(command, input));
  }

  @Mutation(() => CycleCountPayload, {
    description: 'Opens a batch in review for counting again; its lines stay as they are.',
  })
  reopenCycleCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => CycleCountStepInput, { description: 'Which one.' }) input: CycleCountStepInput,
  ) {
    return this.#step(context, input, (command) => reopenCount(command, input));
  }

  @Mutation(() => CycleCountPayload, { description: 'Says who is to count a batch.' })
  assignCycleCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssignCycleCountInput, { description: 'Which one, and who.' })
    input: AssignCycleCountInput,
  ) {
    return this.#step(context, input, (command) => assignCount(command, input));
  }

  @Mutation(() => CycleCountPayload, {
    description: 'Gives up a batch that is not resolved; what was accepted of it stays.',
  })
  cancelCycleCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => CycleCountStepInput, { description: 'Which one.' }) input: CycleCountStepInput,
  ) {
    return this.#step(context, input, (command) => cancelCount(command, input));
  }

  #step(context: RequestContext, { id }: { id: string }, work: (command: Command) => Promise<void>) {
    return answerBatch(context, async (command) => {
      await work(command);
      return { id };
    });
  }
}

@Resolver(() => ResolveCycleCountPayload)
export class CountReviewResolver {
  @FieldResolver(() => [CycleCountLine], {
    description: 'The lines that were decided on; at most 1,000: batch.lines pages through all.',
  })
  lines(@Ctx() context: RequestContext, @Root() payload: ResolveCycleCountPayload) {
    return linesOf(context, payload);
  }

  @Mutation(() => ResolveCycleCountPayload, {
    description:
      'Decides on lines of a batch in review, all or nothing. What is accepted is posted in one adjustment: the variance, on top of what is there now. Counted again elsewhere since: COUNT_STALE. Above tolerance, who counted cannot accept (SELF_APPROVAL), unless the organization allows it. All lines resolved: the batch is RESOLVED; one to be counted again: it is IN_PROGRESS.',
  })
  resolveCycleCount(
    @Ctx() context: RequestContext,
    @Arg('input', () => ResolveCycleCountInput, { description: 'The decisions.' })
    input: ResolveCycleCountInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const { adjustment, lineIds } = await resolveCount(command, input, seesStock(context));
      const [batch] = await cycleCountsByIds(command.tx, [input.id]);
      return { batch, lineIds, adjustment: adjustment && asStockDocument(adjustment, command.doer.id) };
    });
  }
}
