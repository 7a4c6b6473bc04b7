import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { addStockRequestLine } from '../domain/stock-requests/add-stock-request-line.command.ts';
import { commentStockRequest } from '../domain/stock-requests/comment-stock-request.command.ts';
import { commentsByRequests } from '../domain/stock-requests/comments.query.ts';
import { createStockRequest } from '../domain/stock-requests/create-stock-request.command.ts';
import { deleteStockRequest } from '../domain/stock-requests/delete-stock-request.command.ts';
import { linesByStockRequests } from '../domain/stock-requests/stock-request-lines.query.ts';
import { stockRequestsByIds } from '../domain/stock-requests/stock-requests.query.ts';
import { updateStockRequest } from '../domain/stock-requests/update-stock-request.command.ts';
import {
  AddStockRequestLineInput,
  CommentStockRequestInput,
  CreateStockRequestInput,
  StockRequestStepInput,
  UpdateStockRequestInput,
} from '../schema/types/stock-request.input.ts';
import {
  DeleteStockRequestPayload,
  StockRequestCommentPayload,
  StockRequestLinePayload,
  StockRequestPayload,
} from '../schema/types/stock-request.type.ts';

/** Drafts of stock requests, and what is said about requests. */
@Resolver()
export class StockRequestDraftsResolver {
  @Mutation(() => StockRequestPayload, {
    description: 'Makes a draft of a stock request: nobody is asked until it is submitted.',
  })
  createStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateStockRequestInput, { description: 'What, of whom, and for whom.' })
    input: CreateStockRequestInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const id = await createStockRequest(command, input);
      const [stockRequest] = await stockRequestsByIds(command.tx, command.now, [id]);
      return { stockRequest };
    });
  }

  @Mutation(() => StockRequestPayload, {
    description: 'Changes a draft. Whoever does had a hand in it, and cannot approve it.',
  })
  updateStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateStockRequestInput, { description: 'Which one, and what.' })
    input: UpdateStockRequestInput,
  ) {
    return scopeOf(context).command(async (command) => {
      await updateStockRequest(command, input);
      const [stockRequest] = await stockRequestsByIds(command.tx, command.now, [input.id]);
      return { stockRequest };
    });
  }

  @Mutation(() => DeleteStockRequestPayload, {
    description: 'Deletes a draft with its lines and comments; what it was stays in the audit trail.',
  })
  deleteStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => StockRequestStepInput, { description: 'Which one.' }) input: StockRequestStepInput,
  ) {
    return scopeOf(context).command(async (command) => {
      await deleteStockRequest(command, input);
      return { id: input.id };
    });
  }

  @Mutation(() => StockRequestLinePayload, { description: 'Adds a line to a draft.' })
  addStockRequestLine(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddStockRequestLineInput, { description: 'To which one, and what.' })
    input: AddStockRequestLineInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const added = await addStockRequestLine(command, input);
      const lines = await linesByStockRequests(command.tx, [input.id]);
      const [stockRequest] = await stockRequestsByIds(command.tx, command.now, [input.id]);
      return { line: lines.find(({ id }) => id === added), stockRequest };
    });
  }

  @Mutation(() => StockRequestCommentPayload, {
    description: 'Says something about a stock request, in whatever state it is; its version stays.',
  })
  commentStockRequest(
    @Ctx() context: RequestContext,
    @Arg('input', () => CommentStockRequestInput, { description: 'About which one, and what.' })
    input: CommentStockRequestInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const said = await commentStockRequest(command, input);
      const comments = await commentsByRequests(command.tx, [input.id]);
      return { comment: comments.find(({ id }) => id === said) };
    });
  }
}
