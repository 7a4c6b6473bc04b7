import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import type { Command } from '../domain/command.ts';
import type { Sort } from '../domain/lists.query.ts';
import {
  commitReservation,
  extendReservation,
  releaseReservation,
} from '../domain/reservations/change-reservation.command.ts';
import {
  listReservations,
  type ReservationSortField,
  reservationsByIds,
} from '../domain/reservations/reservations.query.ts';
import { reserveStock } from '../domain/reservations/reserve.command.ts';
import { connection } from '../schema/support/connection.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import { Issue } from '../schema/types/issue.type.ts';
import {
  ExtendReservationInput,
  Reservation,
  ReservationChangeInput,
  ReservationConnection,
  ReservationFilterInput,
  ReservationLine,
  ReservationPayload,
  ReservationSortInput,
  ReserveStockInput,
} from '../schema/types/reservation.type.ts';
import { StatusChange } from '../schema/types/stock-document.type.ts';

const newestFirst: Sort<ReservationSortField> = { field: 'createdAt', direction: 'DESC' };

@Resolver(() => Reservation)
export class ReservationsResolver {
  @Query(() => ReservationConnection, { description: 'The reservations of the organization.' })
  async reservations(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ReservationFilterInput, { nullable: true, description: 'Which reservations.' })
    filter?: ReservationFilterInput,
    @Arg('sort', () => ReservationSortInput, {
      nullable: true,
      description: 'The order; default: the newest first.',
    })
    sort?: Sort<ReservationSortField>,
  ) {
    const request = pageRequest(page);
    return connection(
      await listReservations(
        await scopeOf(context).tx(),
        context.now,
        filter ?? {},
        sort ?? newestFirst,
        request,
      ),
    );
  }

  @Query(() => Reservation, {
    nullable: true,
    description: 'One reservation, or null when there is none of that id.',
  })
  async reservation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the reservation.' }) id: string,
  ) {
    return (await reservationsByIds(await scopeOf(context).tx(), context.now, [id]))[0] ?? null;
  }

  @FieldResolver(() => [ReservationLine], { description: 'Its lines, in the order of the request.' })
  lines(@Ctx() context: RequestContext, @Root() { id }: Reservation) {
    return scopeOf(context).loaders.linesByReservation.load(id);
  }

  @FieldResolver(() => [StatusChange], { description: 'The history of its status, oldest first.' })
  history(@Ctx() context: RequestContext, @Root() { id }: Reservation) {
    return scopeOf(context).loaders.historyByDocument.load(id);
  }

  @FieldResolver(() => Issue, { nullable: true, description: 'The issue that it was turned into.' })
  issue(@Ctx() context: RequestContext, @Root() { issueId }: Reservation) {
    return issueId === null ? null : scopeOf(context).loaders.stockDocumentsById.load(issueId);
  }

  @Mutation(() => ReservationPayload, {
    description:
      'Reserves stock for a channel, first expired first out; all lines or none. A channel can reserve what it may promise (its ATP), else INSUFFICIENT_STOCK.',
  })
  reserveStock(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReserveStockInput, { description: 'What to reserve.' }) input: ReserveStockInput,
  ) {
    return this.#answer(context, (command) => reserveStock(command, input));
  }

  @Mutation(() => ReservationPayload, { description: 'Moves the end of an active reservation.' })
  extendReservation(
    @Ctx() context: RequestContext,
    @Arg('input', () => ExtendReservationInput, { description: 'Which, and until when.' })
    input: ExtendReservationInput,
  ) {
    return this.#answer(context, async (command) => {
      await extendReservation(command, input);
      return input.id;
    });
  }

  @Mutation(() => ReservationPayload, {
    description: 'Turns an active reservation into an issue: its stock leaves.',
  })
  commitReservation(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReservationChangeInput, { description: 'Which one.' }) input: ReservationChangeInput,
  ) {
    return this.#answer(context, async (command) => {
      await commitReservation(command, input);
      return input.id;
    });
  }

  @Mutation(() => ReservationPayload, { description: 'Gives back what an active reservation holds.' })
  releaseReservation(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReservationChangeInput, { description: 'Which one.' }) input: ReservationChangeInput,
  ) {
    return this.#answer(context, async (command) => {
      await releaseReservation(command, input);
      return input.id;
    });
  }

  /** Runs a command that answers a reservation's id, and reads the reservation in its transaction. */
  #answer(context: RequestContext, work: (command: Command) => Promise<string>) {
    return scopeOf(context).command(async (command) => {
      const id = await work(command);
      const [reservation] = await reservationsByIds(command.tx, context.now, [id]);
      return { reservation };
    });
  }
}
