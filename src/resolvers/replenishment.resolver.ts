import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Command } from '../domain/command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { approveReplenishment } from '../domain/replenishment/approve-replenishment.command.ts';
import { cancelReplenishment } from '../domain/replenishment/cancel-replenishment.command.ts';
import { createReplenishment } from '../domain/replenishment/create-replenishment.command.ts';
import { orderReplenishment } from '../domain/replenishment/order-replenishment.command.ts';
import { receiveReplenishment } from '../domain/replenishment/receive-replenishment.command.ts';
import {
  listReplenishments,
  type ReplenishmentSortField,
  replenishmentsByIds,
} from '../domain/replenishment/replenishments.query.ts';
import { transfersByIds } from '../domain/transfers/transfers.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  ApproveReplenishmentInput,
  CreateReplenishmentInput,
  OrderReplenishmentInput,
  ReceiveReplenishmentInput,
  ReplenishmentFilterInput,
  ReplenishmentSortInput,
  ReplenishmentStepInput,
} from '../schema/types/replenishment.input.ts';
import {
  Replenishment,
  ReplenishmentConnection,
  ReplenishmentPayload,
} from '../schema/types/replenishment.type.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';

const newestFirst: Sort<ReplenishmentSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => Replenishment)
export class ReplenishmentResolver {
  @Query(() => ReplenishmentConnection, { description: 'The replenishments of the organization.' })
  async replenishments(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ReplenishmentFilterInput, {
      nullable: true,
      description: 'Which replenishments.',
    })
    filter?: ReplenishmentFilterInput,
    @Arg('sort', () => ReplenishmentSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<ReplenishmentSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listReplenishments(tx, filter ?? {}, sort ?? newestFirst, request));
  }

  @Query(() => Replenishment, {
    nullable: true,
    description: 'One replenishment, or null when there is none of that id.',
  })
  async replenishment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the replenishment.' }) id: string,
  ) {
    return (await replenishmentsByIds(await scopeOf(context).tx(), [id]))[0] ?? null;
  }

  @FieldResolver(() => [StockDocumentLine], {
    description: 'The movements of its receipts; those of a transfer are with the transfer.',
  })
  movements(@Ctx() context: RequestContext, @Root() { id }: Replenishment) {
    return scopeOf(context).loaders.movementsByReplenishment.load(id);
  }

  @FieldResolver(() => [StatusChange], {
    description: 'The history of its status, oldest first, with every receipt of a part.',
  })
  history(@Ctx() context: RequestContext, @Root() { id }: Replenishment) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }

  @Mutation(() => ReplenishmentPayload, {
    description: 'Drafts a replenishment: it counts as on order from now on.',
  })
  createReplenishment(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateReplenishmentInput, { description: 'What, where to, and where from.' })
    input: CreateReplenishmentInput,
  ) {
    return answer(context, (command) => createReplenishment(command, input));
  }

  @Mutation(() => ReplenishmentPayload, {
    description: 'Approves a draft, as it is or in another quantity.',
  })
  approveReplenishment(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveReplenishmentInput, { description: 'Which one, and how much.' })
    input: ApproveReplenishmentInput,
  ) {
    return step(context, input, (command) => approveReplenishment(command, input));
  }

  @Mutation(() => ReplenishmentPayload, {
    description:
      'Orders what was approved: it is supply of its location from now on. From another location it makes a transfer, a draft that reserves nothing yet, and follows it: it is received, or cancelled, with it.',
  })
  orderReplenishment(
    @Ctx() context: RequestContext,
    @Arg('input', () => OrderReplenishmentInput, { description: 'Which one, and for when.' })
    input: OrderReplenishmentInput,
  ) {
    return step(context, input, (command) => orderReplenishment(command, input));
  }

  @Mutation(() => ReplenishmentPayload, {
    description:
      'Takes in what has come from a supplier, all that is still to come or a part: posts a receipt. One from another location is received with its transfer (INVALID_TRANSITION, details.transferId).',
  })
  receiveReplenishment(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReceiveReplenishmentInput, { description: 'Which one, and what has come.' })
    input: ReceiveReplenishmentInput,
  ) {
    return step(context, input, (command) => receiveReplenishment(command, input));
  }

  @Mutation(() => ReplenishmentPayload, {
    description:
      'Gives up what has not come yet, with its transfer; once that has left, INVALID_TRANSITION. What has come of it stays.',
  })
  cancelReplenishment(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReplenishmentStepInput, { description: 'Which one.' })
    input: ReplenishmentStepInput,
  ) {
    return step(context, input, (command) => cancelReplenishment(command, input));
  }
}

/** Runs a command that answers a replenishment's id, and reads it with its transfer in the command's transaction. */
function answer(context: RequestContext, work: (command: Command) => Promise<string>) {
  return scopeOf(context).command(async (command) => {
    const [replenishment] = await replenishmentsByIds(command.tx, [await work(command)]);
    const { transferId = null } = replenishment ?? {};
    const transfer = transferId === null ? null : (await transfersByIds(command.tx, [transferId]))[0];
    return { replenishment, transfer };
  });
}

function step(context: RequestContext, { id }: { id: string }, work: (command: Command) => Promise<void>) {
  return answer(context, async (command) => {
    await work(command);
    return id;
  });
}
