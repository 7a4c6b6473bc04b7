import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  StockDocumentLineRow,
  StockDocumentRow,
  StockDocumentSortField,
} from '../../domain/adjustments/adjustments.query.ts';
import type { StatusChangeRow } from '../../domain/reservations/reservations.query.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import type { ActType } from '../../domain/stock/post.command.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { sortInput } from '../support/sort.ts';
import { ConditionEnum } from './stock-item.type.ts';

export const StockDocumentTypeEnum = choices<ActType>('StockDocumentType', 'Kinds of acts on the ledger.', {
  ADJUSTMENT: 'A correction of what is on hand, with a reason.',
  LOT_CORRECTION: 'Stock moved from the wrong lot to the right one: net zero.',
  CONDITION_CHANGE: 'Stock moved to another condition, such as expired: net zero.',
  RECORD_STOCK: 'Stock set to what was found.',
  CYCLE_COUNT: 'Differences that a cycle count found.',
  RECEIPT: 'Stock that came in.',
  ISSUE: 'Stock that left for whom it was reserved.',
  PUT_AWAY: 'Goods put away: moved between bins of a location.',
  TRANSFER: 'Stock that left for, or came from, another location.',
  REVERSAL: 'An act undone by opposite movements.',
});

export const StockDocumentStatusEnum = choices<'POSTED' | 'REVERSED'>(
  'StockDocumentStatus',
  'State of an act on the ledger.',
  {
    POSTED: 'In effect.',
    REVERSED: 'Undone by a later act; both stay on record.',
  },
);

@ObjectType({ description: 'A step in the life of a document.', simpleResolvers: true })
export class StatusChange implements Omit<StatusChangeRow, 'documentId'> {
  @Field(() => String, { nullable: true, description: 'State before; null when it was made.' })
  from!: string | null;
  @Field(() => String, { description: 'State after.' })
  to!: string;
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;
  @Field(() => ID, { description: 'Id of the credential that did it.' })
  actor!: string;
  @Field(() => String, { nullable: true, description: 'Why.' })
  note!: string | null;
}

@ObjectType({
  description: 'A line of an act on the ledger: one movement of one stock item.',
  simpleResolvers: true,
})
export class StockDocumentLine implements Omit<StockDocumentLineRow, 'documentId'> {
  @Field(() => ID, { description: 'Id of the movement.' })
  movementId!: string;
  @Field(() => Int, { description: 'Number of the line, from 1.' })
  lineNo!: number;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the bin.' })
  binId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => ConditionEnum, { description: 'Condition of the stock.' })
  condition!: Condition;
  @Field(() => DecimalScalar, { description: 'On hand before.' })
  quantityBefore!: string;
  @Field(() => DecimalScalar, {
    description: 'The change: positive in, negative out; 0: confirmed as it was.',
  })
  quantityDelta!: string;
  @Field(() => DecimalScalar, { description: 'On hand after.' })
  quantityAfter!: string;
  @Field(() => DecimalScalar, { description: 'Cost of one unit that moved.' })
  unitCost!: string;
  @Field(() => String, { nullable: true, description: 'Why.' })
  reasonCode!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the line of the document that caused it, such as a line of a cycle count.',
  })
  causeLineId!: string | null;
}

@ObjectType({ simpleResolvers: true })
export abstract class StockDocument implements Omit<StockDocumentRow, 'lines'> {
  @Field(() => ID, { description: 'Id of the document.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as ADJ-000123: unique in the organization.' })
  number!: string;
  @Field(() => StockDocumentTypeEnum, { description: 'What kind of act it is.' })
  type!: ActType;
  @Field(() => StockDocumentStatusEnum, { description: 'POSTED, or REVERSED once it was undone.' })
  status!: 'POSTED' | 'REVERSED';
  @Field(() => String, { nullable: true, description: 'Code of the reason.' })
  reasonCode!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Outside reference, such as a delivery note or an order.',
  })
  reference!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => DateScalar, {
    description: 'The day on which it happened, as a person gave it; the ledger keeps the order of posting.',
  })
  effectiveDate!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the document that this one undoes.' })
  reversesId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the document that undid this one.' })
  reversedById!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Kind of the document that this one carries out: RESERVATION, CYCLE_COUNT, PUT_AWAY, TRANSFER, STOCK_REQUEST, ...',
  })
  causeType!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the document that this one carries out.' })
  causeId!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The cost centre that bears it, of goods consumed by a stock request.',
  })
  costCentre!: string | null;
  @Field(() => Int, { description: 'How many lines it has.' })
  lineCount!: number;
  @Field(() => ID, { description: 'Id of the credential that posted it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was posted.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

/** What every list of acts on the ledger can be filtered by. */
@InputType()
export abstract class StockDocumentFilterInput {
  @Field(() => ID, { nullable: true, description: 'With a line at this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'With a line of this product.' })
  productMasterId?: string | null;
  @Field(() => StockDocumentStatusEnum, { nullable: true, description: 'In this state.' })
  status?: 'POSTED' | 'REVERSED' | null;
  @Field(() => ID, { nullable: true, description: 'Posted by this credential.' })
  createdBy?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Posted on this day (UTC) or later.' })
  fromDate?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Posted on this day (UTC) or earlier.' })
  toDate?: string | null;
}

/** Makes the sort input of a list of acts on the ledger. */
export function stockDocumentSort(noun: string) {
  return sortInput<StockDocumentSortField>(noun, {
    createdAt: 'When it was posted.',
    number: 'Its number.',
    effectiveDate: 'The day on which it happened.',
  });
}
