import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  ExtendReservationInput as ExtendReservation,
  ReservationChangeInput as ReservationChange,
} from '../../domain/reservations/change-reservation.command.ts';
import type {
  ReservationFilter,
  ReservationLineRow,
  ReservationRow,
  ReservationSortField,
} from '../../domain/reservations/reservations.query.ts';
import type { ReservationStatus } from '../../domain/reservations/reservations.rules.ts';
import type {
  ReserveLineInput as ReserveLine,
  ReserveStockInput as ReserveStock,
} from '../../domain/reservations/reserve.command.ts';
import { DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';

export const ReservationStatusEnum = choices<ReservationStatus>(
  'ReservationStatus',
  'State of a reservation.',
  {
    ACTIVE: 'Holds its stock.',
    COMMITTED: 'Turned into an issue: the stock has left.',
    RELEASED: 'Given back.',
    EXPIRED: 'Its time ran out: it holds nothing.',
  },
);

@ObjectType({
  description: 'Stock held for a channel and an outside reference, such as an order.',
  simpleResolvers: true,
})
export class Reservation implements ReservationRow {
  @Field(() => ID, { description: 'Id of the reservation.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as RES-000123.' })
  number!: string;
  @Field(() => ID, { description: 'Id of the channel.' })
  channelId!: string;
  @Field(() => String, { description: 'Outside reference.' })
  reference!: string;
  @Field(() => ReservationStatusEnum, {
    description: 'State; one whose time has run out is EXPIRED at once.',
  })
  status!: ReservationStatus;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it lapses; null: never.' })
  expiresAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the issue that it was turned into.' })
  issueId!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const ReservationConnection = connectionType(Reservation, 'Reservation');

@ObjectType({ description: 'A part of a stock item that a line holds, or held.', simpleResolvers: true })
export class ReservationAllocation {
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => DecimalScalar, { description: 'How much of it.' })
  quantity!: string;
  @Field(() => String, { description: 'OPEN while it is held; USED, RELEASED or EXPIRED afterwards.' })
  status!: string;
}

@ObjectType({ description: 'One product at one location of a reservation.', simpleResolvers: true })
export class ReservationLine implements Omit<ReservationLineRow, 'reservationId'> {
  @Field(() => ID, { description: 'Id of the line.' })
  id!: string;
  @Field(() => Int, { description: 'Number of the line, from 1.' })
  lineNo!: number;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => DecimalScalar, { description: 'How much was reserved.' })
  quantity!: string;
  @Field(() => DecimalScalar, {
    description: 'How much of it was let go while the reservation was active: its stock expired, ...',
  })
  released!: string;
  @Field(() => [ReservationAllocation], { description: 'The stock items that hold it.' })
  allocations!: ReservationAllocation[];
}

@InputType({ description: 'Which reservations are listed: all that is given must hold.' })
export class ReservationFilterInput implements ReservationFilter {
  @Field(() => ReservationStatusEnum, { nullable: true, description: 'In this state.' })
  status?: ReservationStatus | null;
  @Field(() => ID, { nullable: true, description: 'Of this channel (id or code).' })
  channelId?: string | null;
  @Field(() => String, { nullable: true, description: 'With exactly this outside reference.' })
  reference?: string | null;
  @Field(() => ID, { nullable: true, description: 'With a line of this product.' })
  productMasterId?: string | null;
}

export const ReservationSortInput = sortInput<ReservationSortField>('Reservation', {
  createdAt: 'When it was made.',
  number: 'Its number.',
  expiresAt: 'When it lapses; those that never do come last.',
});

@InputType({ description: 'One product at one location to be reserved.' })
export class ReserveLineInput implements ReserveLine {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the lot: only that lot is taken. Left out: first expired, first out.',
  })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => DecimalScalar, { description: 'How much, more than 0.' })
  quantity!: string;
}

@InputType({ description: 'What is to be reserved, for whom, and until when; all lines or none.' })
export class ReserveStockInput implements ReserveStock {
  @Field(() => ID, { description: 'Id or code of the channel.' })
  channelId!: string;
  @Field(() => String, { description: 'Outside reference, such as an order number; 1 to 255 characters.' })
  reference!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it lapses, in the future; left out: never.',
  })
  expiresAt?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
  @Field(() => [ReserveLineInput], { description: 'The lines, 1 to 1,000.' })
  lines!: ReserveLineInput[];
}

@InputType({ description: 'A later (or earlier) end for a reservation.' })
export class ExtendReservationInput implements ExtendReservation {
  @Field(() => ID, { description: 'Id of the reservation.' })
  id!: string;
  @Field(() => DateTimeScalar, { description: 'When it lapses, in the future.' })
  expiresAt!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which reservation.' })
export class ReservationChangeInput implements ReservationChange {
  @Field(() => ID, { description: 'Id of the reservation.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'Why, at most 2000 characters.' })
  notes?: string | null;
}

@ObjectType({ description: 'The reservation as it is now.', simpleResolvers: true })
export class ReservationPayload {
  @Field(() => Reservation, { description: 'The reservation.' })
  reservation!: Reservation;
}
