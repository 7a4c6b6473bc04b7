import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AdjustmentType } from '../../domain/adjustments/adjustments.rules.ts';
import type { CorrectLotInput as CorrectLot } from '../../domain/adjustments/correct-lot.command.ts';
import type {
  AdjustmentLineInput as AdjustmentLine,
  CreateAdjustmentInput as CreateAdjustment,
} from '../../domain/adjustments/create-adjustment.command.ts';
import type {
  RecordCountInput as RecordCount,
  RecordCountRowInput as RecordCountRow,
} from '../../domain/adjustments/record-count.command.ts';
import type { ReverseAdjustmentInput as ReverseAdjustment } from '../../domain/adjustments/reverse-adjustment.command.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { StockDocument, StockDocumentFilterInput, stockDocumentSort } from './stock-document.type.ts';
import { StockItem, StockRowInput } from './stock-item.type.ts';

export const AdjustmentTypeEnum = choices<AdjustmentType>('AdjustmentType', 'Kinds of adjustments.', {
  ADJUSTMENT: 'A correction of what is on hand, with a reason.',
  LOT_CORRECTION: 'Stock moved from the wrong lot to the right one: net zero.',
  CONDITION_CHANGE: 'Stock moved to another condition, such as expired: net zero.',
  RECORD_STOCK: 'Stock set to what was found.',
  CYCLE_COUNT: 'Differences that a cycle count found; its lines name those of the count.',
  REVERSAL: 'An adjustment or a receipt undone by opposite movements.',
});

@ObjectType({
  description:
    'An adjustment: a change of stock that nothing came in or went out for. Its lines were posted together.',
  simpleResolvers: true,
})
export class Adjustment extends StockDocument {}

export const AdjustmentConnection = connectionType(Adjustment, 'Adjustment');

@InputType({ description: 'Which adjustments are listed: all that is given must hold.' })
export class AdjustmentFilterInput extends StockDocumentFilterInput {
  @Field(() => String, { nullable: true, description: 'With this reason.' })
  reasonCode?: string | null;
  @Field(() => AdjustmentTypeEnum, { nullable: true, description: 'Of this kind.' })
  type?: AdjustmentType | null;
}

export const AdjustmentSortInput = stockDocumentSort('Adjustment');

@InputType({ description: 'A change of one stock row.' })
export class AdjustStockInput extends StockRowInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'The change, not 0 (or give newQuantity).' })
  quantityDelta?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is to be on hand, 0 or more (or give quantityDelta).',
  })
  newQuantity?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Compare-and-set: what you believe is on hand; otherwise QUANTITY_CHANGED.',
  })
  expectedQuantity?: string | null;
  @Field(() => String, { description: 'Code of the reason.' })
  reasonCode!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Notes, at most 2000 characters; some reasons require them.',
  })
  notes?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it happened, not in the future; default: today at the location.',
  })
  effectiveDate?: string | null;
}

@ObjectType({ description: 'The stock item as it is now, and the adjustment.', simpleResolvers: true })
export class AdjustStockPayload {
  @Field(() => StockItem, { description: 'The stock item after the change.' })
  item!: StockItem;
  @Field(() => Adjustment, { description: 'What was posted.' })
  adjustment!: Adjustment;
}

@InputType({ description: 'A change of one stock row of an adjustment.' })
export class AdjustmentLineInput extends StockRowInput implements AdjustmentLine {
  @Field(() => DecimalScalar, { nullable: true, description: 'The change, not 0 (or give newQuantity).' })
  quantityDelta?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What is to be on hand, 0 or more (or give quantityDelta).',
  })
  newQuantity?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Compare-and-set: what you believe is on hand; otherwise QUANTITY_CHANGED.',
  })
  expectedQuantity?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Cost of one unit that comes in, 0 or more; default: the average of the stock item.',
  })
  unitCost?: string | null;
}

@InputType({ description: 'An adjustment of one or more stock rows, all or nothing.' })
export class CreateAdjustmentInput implements CreateAdjustment {
  @Field(() => String, { description: 'Code of the reason.' })
  reasonCode!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Notes, at most 2000 characters; some reasons require them.',
  })
  notes?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it happened, not in the future; default: today at the location.',
  })
  effectiveDate?: string | null;
  @Field(() => [AdjustmentLineInput], { description: 'The lines, 1 to 1,000.' })
  lines!: AdjustmentLineInput[];
}

@ObjectType({ description: 'The adjustment that was posted.', simpleResolvers: true })
export class AdjustmentPayload {
  @Field(() => Adjustment, { description: 'What was posted (or, in a dry run, would be).' })
  adjustment!: Adjustment;
}

@InputType({ description: 'Stock that is booked under the wrong lot.' })
export class CorrectLotInput implements CorrectLot {
  @Field(() => ID, { description: 'Id of the stock item with the wrong lot.' })
  inventoryItemId!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much of it, more than 0; default: all that is on hand.',
  })
  quantity?: string | null;
  @Field(() => String, { description: 'Number of the right lot; made if it is new.' })
  correctLotNumber!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Expiry date of the right lot; must agree with a lot that is known.',
  })
  correctExpiryDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the reason; default: LOT_CORRECTION.' })
  reasonCode?: string | null;
  @Field(() => String, { description: 'Why, 1 to 2000 characters.' })
  notes!: string;
}

@InputType({ description: 'What was found in one bin and lot.' })
export class RecordCountRowInput implements RecordCountRow {
  @Field(() => ID, { nullable: true, description: 'Id or code of the bin; left out: not in a bin.' })
  binId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot; made if it is new.' })
  lotNumber?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Expiry date of the lot; must agree with a lot that is known.',
  })
  expiryDate?: string | null;
  @Field(() => DecimalScalar, { description: 'What was found, 0 or more. Left out is an error, not zero.' })
  quantity!: string;
}

@InputType({ description: 'What was found of one product at one location.' })
export class RecordCountInput implements RecordCount {
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => [RecordCountRowInput], {
    description: 'What was found, up to 1,000 rows; rows that are not sent stay as they are.',
  })
  rows!: RecordCountRowInput[];
  @Field(() => Boolean, {
    nullable: true,
    description:
      'The rows are all there is: available stock of the product there that is not named becomes zero. Default: false.',
  })
  complete?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Code of the reason; default: RECOUNTED.' })
  reasonCode?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Notes, at most 2000 characters; some reasons require them.',
  })
  notes?: string | null;
}

@InputType({ description: 'The adjustment or receipt to undo.' })
export class ReverseAdjustmentInput implements ReverseAdjustment {
  @Field(() => ID, { description: 'Id of the adjustment or receipt.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'Why, at most 2000 characters.' })
  notes?: string | null;
}
