import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Command } from '../domain/command.ts';
import { approveStockRequest } from '../domain/stock-requests/approve-stock-request.command.ts';
import { cancelStockRequest } from '../domain/stock-requests/cancel-stock-request.command.ts';
import { issueStockRequest } from '../domain/stock-requests/issue-stock-request.command.ts';
import { pickStockRequest } from '../domain/stock-requests/pick-stock-request.command.ts';
import { rejectStockRequest } from '../domain/stock-requests/reject-stock-request.command.ts';
import { rollBackStockRequest } from '../domain/stock-requests/roll-back-stock-request.command.ts';
import { stockRequestsByIds } from '../domain/stock-requests/stock-requests.query.ts';
import { submitStockRequest } from '../domain/stock-requests/submit-stock-request.command.ts';
import {
  ApproveStockRequestInput,
  IssueStockRequestInput,
  RejectStockRequestInput,
  RollBackStockRequestInput,
  StockRequestNotedStepInput,
} from '../schema/types/stock-request.input.ts';
import { StockRequestPayload } from '../schema/types/stock-request.type.ts';

/** The steps of a stock request. */
@Resolver()
export class StockRequestLifeResolver {
  @Mutation(() => StockRequestPayload, {
    description:
      'Submits a draft for approval; without a line it is refused with EMPTY_REQUEST. From then on it can only be changed by rolling it back.',
  })
  submitStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockRequestNotedStepInput, { description: 'Which one.' })
    input: StockRequestNotedStepInput,
  ) {
    return step(context, input, (command) => submitStockRequest(command, input));
  }

  @Mutation(() => StockRequestPayload, {
    description:
      'Approves a submitted request, in full or cut line by line: allocates its stock, first expired first out, for all lines or none (INSUFFICIENT_STOCK with the shortfall of each line in details.shortfalls), with allowPartial as much as there is. Who made, edited or submitted it may not (SELF_APPROVAL; a setting). Above a value that the organization sets it takes two approvers (ALREADY_APPROVED for the same one again): the first approval leaves it SUBMITTED, and nothing is allocated before the second.',
  })
  approveStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveStockRequestInput, { description: 'Which one, and how much of it.' })
    input: ApproveStockRequestInput,
  ) {
    return step(context, input, (command) => approveStockRequest(command, input));
  }

  @Mutation(() => StockRequestPayload, { description: 'Refuses a submitted request, with a reason.' })
  rejectStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => RejectStockRequestInput, { description: 'Which one, and why.' })
    input: RejectStockRequestInput,
  ) {
    return step(context, input, (command) => rejectStockRequest(command, input));
  }

  @Mutation(() => StockRequestPayload, {
    description: 'Begins to pick an approved request: its pickList says what to take out of which bin.',
  })
  pickStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockRequestNotedStepInput, { description: 'Which one.' })
    input: StockRequestNotedStepInput,
  ) {
    return step(context, input, (command) => pickStockRequest(command, input));
  }

  @Mutation(() => StockRequestPayload, {
    description:
      'Issues what was picked, as the destination is set up (requestDelivery): it moves there at once, is shipped with a transfer, or is consumed, borne by its cost centre. Less than approved may be issued, with a reason for each short line; what stays behind is free again. A lot that was recalled or has expired since does not leave.',
  })
  issueStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => IssueStockRequestInput, { description: 'Which one, and how much of it.' })
    input: IssueStockRequestInput,
  ) {
    return step(context, input, (command) => issueStockRequest(command, input));
  }

  @Mutation(() => StockRequestPayload, {
    description:
      'Gives up a request that was not issued: what was allocated is free again. There is no way back.',
  })
  cancelStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockRequestNotedStepInput, { description: 'Which one.' })
    input: StockRequestNotedStepInput,
  ) {
    return step(context, input, (command) => cancelStockRequest(command, input));
  }

  @Mutation(() => StockRequestPayload, {
    description:
      'Takes a request one step back and undoes exactly what that step did: ISSUED > PICKING reverses the movements (GOODS_MOVED_ON when the goods are not at the destination any more, are promised there, or have been received of a transfer) and allocates the same stock again; PICKING > APPROVED; APPROVED > SUBMITTED frees the stock; REJECTED > SUBMITTED needs the permission stockrequests.approve; SUBMITTED > DRAFT. Once it is SUBMITTED or DRAFT, no approval before counts any more. A draft has nothing behind it, and what was cancelled stays so: INVALID_TRANSITION.',
  })
  rollBackStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => RollBackStockRequestInput, { description: 'Which one, and why.' })
    input: RollBackStockRequestInput,
  ) {
    const powers = { mayApprove: context.actor.permissions.has('stockrequests.approve') };
    return step(context, input, (command) => rollBackStockRequest(command, input, powers));
  }
}

/** Takes a step, and reads the request in its transaction. */
function step(context: RequestContext, { id }: { id: string }, work: (command: Command) => Promise<void>) {
  return scopeOf(context).command(async (command) => {
    await work(command);
    const [stockRequest] = await stockRequestsByIds(command.tx, command.now, [id]);
    return { stockRequest };
  });
}
