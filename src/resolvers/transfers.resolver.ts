import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Command } from '../domain/command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { approveTransfer } from '../domain/transfers/approve-transfer.command.ts';
import { cancelTransfer } from '../domain/transfers/cancel-transfer.command.ts';
import { createTransfer } from '../domain/transfers/create-transfer.command.ts';
import { receiveTransfer } from '../domain/transfers/receive-transfer.command.ts';
import { shipTransfer } from '../domain/transfers/ship-transfer.command.ts';
import { listTransferBins } from '../domain/transfers/transfer-bins.query.ts';
import {
  listTransfers,
  type TransferSortField,
  transfersByIds,
} from '../domain/transfers/transfers.query.ts';
import type { Powers } from '../domain/transfers/transfers.rules.ts';
import { updateTransfer } from '../domain/transfers/update-transfer.command.ts';
import { writeOffTransfer } from '../domain/transfers/write-off-transfer.command.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { StatusChange, StockDocumentLine } from '../schema/types/stock-document.type.ts';
import {
  CreateTransferInput,
  ReceiveTransferInput,
  ShipTransferInput,
  TransferFilterInput,
  TransferSortInput,
  TransferStepInput,
  UpdateTransferInput,
  WriteOffTransferInput,
} from '../schema/types/transfer.input.ts';
import {
  Transfer,
  TransferConnection,
  TransferLine,
  TransferPayload,
} from '../schema/types/transfer.type.ts';
import { TransferBinConnection, TransferBinFilterInput } from '../schema/types/transfer-bin.type.ts';

const newestFirst: Sort<TransferSortField> = { field: 'createdAt', direction: 'DESC' };
const powersOf = ({ actor }: RequestContext): Powers => ({
  mayOverride: actor.permissions.has('transfers.override'),
});

@Resolver(() => Transfer)
export class TransfersResolver {
  @Query(() => TransferConnection, { description: 'The transfers of the organization.' })
  async transfers(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => TransferFilterInput, { nullable: true, description: 'Which transfers.' })
    filter?: TransferFilterInput,
    @Arg('sort', () => TransferSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<TransferSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listTransfers(tx, filter ?? {}, sort ?? newestFirst, request));
  }

  @Query(() => Transfer, {
    nullable: true,
    description: 'One transfer, or null when there is none of that id.',
  })
  async transfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the transfer.' }) id: string,
  ) {
    return (await transfersByIds(await scopeOf(context).tx(), [id]))[0] ?? null;
  }

  @Query(() => TransferBinConnection, {
    description:
      'What is where: the bins of a location with what lies in them, by code, after what lies in no bin. To choose the bins of a transfer by.',
  })
  async transferBins(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => TransferBinFilterInput, { description: 'Where, and of what.' })
    filter: TransferBinFilterInput,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    return connection(await listTransferBins(tx, context.now, filter, request));
  }

  @FieldResolver(() => [TransferLine], { description: 'Its lines, in the order of the request.' })
  lines(@Ctx() context: RequestContext, @Root() { id }: Transfer) {
    return scopeOf(context).loaders.linesByTransfer.load(id);
  }

  @FieldResolver(() => [StockDocumentLine], {
    description:
      'The movements of its goods: out of where they were, and, as they arrive, into where they are.',
  })
  movements(@Ctx() context: RequestContext, @Root() { id }: Transfer) {
    return scopeOf(context).loaders.movementsByTransfer.load(id);
  }

  @FieldResolver(() => [StatusChange], {
    description: 'The history of its status, oldest first, with every receipt of a part.',
  })
  history(@Ctx() context: RequestContext, @Root() { id }: Transfer) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }

  @Mutation(() => TransferPayload, {
    description: 'Makes a draft of a transfer: nothing is reserved until it is approved.',
  })
  createTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateTransferInput, { description: 'What, and where to.' })
    input: CreateTransferInput,
  ) {
    return answer(context, (command) => createTransfer(command, input));
  }

  @Mutation(() => TransferPayload, { description: 'Changes a draft.' })
  updateTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateTransferInput, { description: 'Which one, and what.' })
    input: UpdateTransferInput,
  ) {
    return step(context, input, (command) => updateTransfer(command, input));
  }

  @Mutation(() => TransferPayload, {
    description:
      "Approves a draft: reserves its stock, first expired first out, for all lines or none (INSUFFICIENT_STOCK with the shortfall of each line in details.shortfalls). Only good stock in bins that are not blocked. All that is free may be reserved: channels' safety stock and shares do not keep it from a transfer.",
  })
  approveTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => TransferStepInput, { description: 'Which one.' }) input: TransferStepInput,
  ) {
    return step(context, input, (command) => approveTransfer(command, input));
  }

  @Mutation(() => TransferPayload, {
    description:
      'Ships an approved transfer: its stock leaves, and shows as incoming at its destination. A lot that was recalled or has expired since does not leave, nor what is on hold.',
  })
  shipTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => ShipTransferInput, { description: 'Which one, and how much of it.' })
    input: ShipTransferInput,
  ) {
    return step(context, input, (command) => shipTransfer(command, input, powersOf(context)));
  }

  @Mutation(() => TransferPayload, {
    description:
      'Takes in what has come of a transfer, at once or in parts: the lots that left, at their cost. What is missing stays in transit until it comes or is written off.',
  })
  receiveTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReceiveTransferInput, { description: 'Which one, and what has come.' })
    input: ReceiveTransferInput,
  ) {
    return step(context, input, (command) => receiveTransfer(command, input, powersOf(context)));
  }

  @Mutation(() => TransferPayload, {
    description: 'Writes off what left and will never come; with nothing left in transit, it is RECEIVED.',
  })
  writeOffTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => WriteOffTransferInput, { description: 'Which one, what, and why.' })
    input: WriteOffTransferInput,
  ) {
    return step(context, input, (command) => writeOffTransfer(command, input));
  }

  @Mutation(() => TransferPayload, {
    description: 'Gives up a transfer that has not left: what it reserved is free again.',
  })
  cancelTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => TransferStepInput, { description: 'Which one.' }) input: TransferStepInput,
  ) {
    return step(context, input, (command) => cancelTransfer(command, input));
  }
}

/** Runs a command that answers a transfer's id, and reads the transfer in its transaction. */
function answer(context: RequestContext, work: (command: Command) => Promise<string>) {
  return scopeOf(context).command(async (command) => {
    const [transfer] = await transfersByIds(command.tx, [await work(command)]);
    return { transfer };
  });
}

function step(context: RequestContext, { id }: { id: string }, work: (command: Command) => Promise<void>) {
  return answer(context, async (command) => {
    await work(command);
    return id;
  });
}
