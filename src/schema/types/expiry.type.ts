import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  ExpiredStockFilter,
  ExpiredStockRow,
  ExpiredStockSortField,
  ExpiredTotals as Totals,
} from '../../domain/expiry/expired-stock.query.ts';
import type { MarkExpiredInput as MarkExpired } from '../../domain/expiry/mark-expired.command.ts';
import type { TakeItemsInput as TakeItems, TakenItemInput } from '../../domain/expiry/take-items.command.ts';
import type { TransferForDestructionInput as TransferForDestruction } from '../../domain/expiry/transfer-for-destruction.command.ts';
import type { LetGo } from '../../domain/reservations/let-go.command.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { Adjustment } from './adjustment.type.ts';
import { ReservationStatusEnum } from './reservation.type.ts';
import { ConditionEnum, StockItem } from './stock-item.type.ts';
import { Transfer } from './transfer.type.ts';

@ObjectType({
  description: 'A stock item that has expired, will soon, or is in the condition EXPIRED.',
  simpleResolvers: true,
})
export class ExpiredStock extends StockItem implements ExpiredStockRow {
  @Field(() => Int, {
    nullable: true,
    description:
      'Days since the last day on which it was good: 1 on the first day after it, 0 on that day itself, negative while there are days to go. The last good day is the expiry date, or the day before it where the setting lotGoodOnExpiryDate is off. Null: it has no expiry date.',
  })
  daysPastExpiry!: number | null;
  @Field(() => Boolean, {
    description:
      'Whether its last good day has passed (daysPastExpiry is above 0), or it was marked expired.',
  })
  expired!: boolean;
  @Field(() => DecimalScalar, { description: 'What is at risk: on hand x unit cost, rounded to 4 places.' })
  value!: string;
}

export const ExpiredStockConnection = connectionType(ExpiredStock, 'ExpiredStock');

@ObjectType({
  description: 'What all stock under the filter comes to, page or no page.',
  simpleResolvers: true,
})
export class ExpiredTotals implements Totals {
  @Field(() => Int, { description: 'Stock items.' })
  items!: number;
  @Field(() => DecimalScalar, { description: 'Units on hand, of all products.' })
  quantity!: string;
  @Field(() => DecimalScalar, { description: 'Value at risk.' })
  value!: string;
}

@InputType({ description: 'Which stock is looked at: all that is given must hold.' })
export class ExpiredStockFilterInput implements ExpiredStockFilter {
  @Field(() => ID, { nullable: true, description: 'Stock at this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Stock of this product.' })
  productMasterId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Stock of products of this category.' })
  categoryId?: string | null;
  @Field(() => ConditionEnum, { nullable: true, description: 'Stock in this condition.' })
  condition?: Condition | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day that expiry is judged on; default: today at each location.',
  })
  asOf?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Stock that will have expired so many days later counts, too: 0 (default) to 3650.',
  })
  withinDays?: number | null;
}

export const ExpiredStockSortInput = sortInput<ExpiredStockSortField>('ExpiredStock', {
  expiryDate: 'Expiry date; stock without one comes last.',
  value: 'Value at risk.',
  daysPastExpiry: 'Days since the last good day; stock without an expiry date counts as 0.',
  globalSku: 'SKU of the product.',
});

@InputType({ description: 'A stock item, or a part of it.' })
export class ExpiredItemInput implements TakenItemInput {
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much of it, more than 0; default: all that is on hand.',
  })
  quantity?: string | null;
}

@InputType()
export abstract class TakeItemsInput implements TakeItems {
  @Field(() => [ExpiredItemInput], { description: 'The stock items, 1 to 1,000, each once: all or none.' })
  items!: ExpiredItemInput[];
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Reservations that are in the way let go of as much as is needed, the newest first. Default: false, reserved stock is refused with INSUFFICIENT_STOCK.',
  })
  releaseReservations?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Stock on hold is taken, too. Default: false, it is refused with STOCK_ON_HOLD.',
  })
  includeHeld?: boolean | null;
}

@InputType({ description: 'Stock to be consumed.' })
export class MarkConsumedInput extends TakeItemsInput {}

@InputType({ description: 'Stock to be marked expired.' })
export class MarkExpiredInput extends TakeItemsInput implements MarkExpired {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Stock that has not expired by its date is taken all the same; the notes must say why. Default: false, it is refused with NOT_EXPIRED.',
  })
  force?: boolean | null;
}

@InputType({ description: 'Stock to be taken to where it is destroyed. All of it is at one location.' })
export class TransferForDestructionInput extends MarkExpiredInput implements TransferForDestruction {
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of a location of type DESTRUCTION; default: the only active one. Where there are several, it must be given.',
  })
  destinationLocationId?: string | null;
}

@ObjectType({ description: 'What a reservation had to let go of a stock item.', simpleResolvers: true })
export class ReleasedReservation implements LetGo {
  @Field(() => ID, { description: 'Id of the reservation.' })
  id!: string;
  @Field(() => String, { description: 'Number of the reservation.' })
  number!: string;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => DecimalScalar, { description: 'How much was let go.' })
  quantity!: string;
  @Field(() => ReservationStatusEnum, {
    description: 'State of the reservation now: ACTIVE with what is left to it, or RELEASED.',
  })
  status!: 'ACTIVE' | 'RELEASED';
}

@ObjectType({ description: 'What was posted, and the stock as it is now.', simpleResolvers: true })
export class ExpiryPayload {
  @Field(() => Adjustment, { description: 'What was posted.' })
  adjustment!: Adjustment;
  @Field(() => [StockItem], { description: 'The stock items that changed, each once, as they are now.' })
  items!: StockItem[];
  @Field(() => [ReleasedReservation], { description: 'What reservations had to let go.' })
  releasedReservations!: ReleasedReservation[];
}

@ObjectType({ description: 'The transfer that took the stock away.', simpleResolvers: true })
export class TransferForDestructionPayload {
  @Field(() => Transfer, { description: 'The transfer.' })
  transfer!: Transfer;
  @Field(() => [ReleasedReservation], { description: 'What reservations had to let go.' })
  releasedReservations!: ReleasedReservation[];
}
