import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { asStockDocument } from '../domain/adjustments/adjustments.query.ts';
import type { Command } from '../domain/command.ts';
import {
  type ExpiredStockSortField,
  listExpiredStock,
  type ExpiredTotals as Totals,
} from '../domain/expiry/expired-stock.query.ts';
import { markConsumed } from '../domain/expiry/mark-consumed.command.ts';
import { markExpired } from '../domain/expiry/mark-expired.command.ts';
import { transferForDestruction } from '../domain/expiry/transfer-for-destruction.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import type { LetGo } from '../domain/reservations/let-go.command.ts';
import type { PostedAct } from '../domain/stock/act.rules.ts';
import { stockItemsByIds } from '../domain/stock/stock-items.query.ts';
import { transfersByIds } from '../domain/transfers/transfers.query.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  ExpiredStockConnection,
  ExpiredStockFilterInput,
  ExpiredStockSortInput,
  ExpiredTotals,
  ExpiryPayload,
  MarkConsumedInput,
  MarkExpiredInput,
  TransferForDestructionInput,
  TransferForDestructionPayload,
} from '../schema/types/expiry.type.ts';

const oldestFirst: Sort<ExpiredStockSortField> = { field: 'expiryDate', direction: 'ASC' };

@Resolver(() => ExpiredStockConnection)
export class ExpiryResolver {
  @Query(() => ExpiredStockConnection, {
    description:
      'Stock on hand whose expiry has passed at its location, or will within some days, and stock in the condition EXPIRED.',
  })
  async expiredStock(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ExpiredStockFilterInput, { nullable: true, description: 'Which stock.' })
    filter?: ExpiredStockFilterInput,
    @Arg('sort', () => ExpiredStockSortInput, {
      nullable: true,
      description: 'The order; default: what expired first comes first.',
    })
    sort?: Sort<ExpiredStockSortField>,
  ) {
    const request = pageRequest(page);
    const tx = await scopeOf(context).tx();
    const found = await listExpiredStock(tx, context.now, filter ?? {}, sort ?? oldestFirst, request);
    return { ...connection(found), sum: found.totals };
  }

  @FieldResolver(() => ExpiredTotals, {
    description: 'What all of it comes to; added up only when asked for.',
  })
  totals(@Root() { sum }: { sum(): Promise<Totals> }) {
    return sum();
  }

  @Mutation(() => ExpiryPayload, {
    description: 'Consumes stock that has expired or is about to: an adjustment, all of it or nothing.',
  })
  markConsumed(
    @Ctx() context: RequestContext,
    @Arg('input', () => MarkConsumedInput, { description: 'What is consumed.' }) input: MarkConsumedInput,
  ) {
    return this.#posted(context, (command) => markConsumed(command, input));
  }

  @Mutation(() => ExpiryPayload, {
    description:
      'Moves stock that has expired into the condition EXPIRED, where it is, at its cost: all of it or nothing.',
  })
  markExpired(
    @Ctx() context: RequestContext,
    @Arg('input', () => MarkExpiredInput, { description: 'What has expired.' }) input: MarkExpiredInput,
  ) {
    return this.#posted(context, (command) => markExpired(command, input));
  }

  @Mutation(() => TransferForDestructionPayload, {
    description:
      'Takes stock that is not fit any more to a location where it is destroyed: a transfer that has arrived, all of it or nothing. Stock that is fit is refused with NOT_EXPIRED.',
  })
  transferForDestruction(
    @Ctx() context: RequestContext,
    @Arg('input', () => TransferForDestructionInput, { description: 'What is to be destroyed.' })
    input: TransferForDestructionInput,
  ) {
    return scopeOf(context).command(async (command) => {
      const { transferId, released } = await transferForDestruction(command, input);
      const [transfer] = await transfersByIds(command.tx, [transferId]);
      return { transfer, releasedReservations: released };
    });
  }

  /** Runs a command that posts an adjustment, and reads the stock that it changed. */
  #posted(
    context: RequestContext,
    work: (command: Command) => Promise<{ posted: PostedAct; released: LetGo[] }>,
  ) {
    return scopeOf(context).command(async (command) => {
      const { posted, released } = await work(command);
      const ids = [...new Set(posted.lines.map(({ item }) => item.id))];
      const found = new Map(
        (await stockItemsByIds(command.tx, context.now, ids)).map((item) => [item.id, item]),
      );
      return {
        adjustment: asStockDocument(posted, command.doer.id),
        items: ids.map((id) => found.get(id)),
        releasedReservations: released,
      };
    });
  }
}
