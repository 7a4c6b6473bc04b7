import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type {
  RecordStockInput as RecordStock,
  RecordStockLineInput as RecordStockLine,
} from '../../domain/receipts/record-stock.command.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { StockDocument, StockDocumentFilterInput, stockDocumentSort } from './stock-document.type.ts';
import { ConditionEnum, StockItem } from './stock-item.type.ts';

export const RecordStockModeEnum = choices<'RECEIVE' | 'SET'>(
  'RecordStockMode',
  'What recording stock does to what is there.',
  {
    RECEIVE: 'Adds to what is on hand: goods came in.',
    SET: 'Sets what is on hand: an opening balance, or what was found.',
  },
);

@ObjectType({ description: 'A receipt: stock that came in at a location.', simpleResolvers: true })
export class Receipt extends StockDocument {}

export const ReceiptConnection = connectionType(Receipt, 'Receipt');

@InputType({ description: 'Which receipts are listed: all that is given must hold.' })
export class ReceiptFilterInput extends StockDocumentFilterInput {}

export const ReceiptSortInput = stockDocumentSort('Receipt');

@InputType({ description: 'One product that came in, or was found.' })
export class RecordStockLineInput implements RecordStockLine {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => DecimalScalar, { description: 'How much: more than 0 to RECEIVE, 0 or more to SET.' })
  quantity!: string;
  @Field(() => ID, { nullable: true, description: 'Id or code of the bin; left out: not in a bin.' })
  binId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Number of the lot; made if it is new. Required for lot-controlled products.',
  })
  lotNumber?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Expiry date of the lot; required for expiry-controlled products unless the lot is known.',
  })
  expiryDate?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Cost of one unit, 0 or more: changes the moving average. Default: the average of the stock item, for a new one the standard cost.',
  })
  unitCost?: string | null;
  @Field(() => ConditionEnum, { nullable: true, description: 'Physical state; default: AVAILABLE.' })
  condition?: Condition | null;
}

@InputType({ description: 'Stock that comes in at a location, or what is there now; all lines or none.' })
export class RecordStockInput implements RecordStock {
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Outside reference, such as a delivery note; at most 255 characters.',
  })
  reference?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it happened, not in the future; default: today at the location.',
  })
  effectiveDate?: string | null;
  @Field(() => RecordStockModeEnum, { nullable: true, description: 'RECEIVE (default) adds, SET sets.' })
  mode?: 'RECEIVE' | 'SET' | null;
  @Field(() => [RecordStockLineInput], { description: 'The lines, 1 to 1,000.' })
  lines!: RecordStockLineInput[];
}

@ObjectType({ description: 'The receipt and the stock items as they are now.', simpleResolvers: true })
export class RecordStockPayload {
  @Field(() => Receipt, { description: 'What was posted.' })
  receipt!: Receipt;
  @Field(() => [StockItem], { description: 'The stock items after it, each once.' })
  items!: StockItem[];
}
