import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import type {
  StockItemFilter,
  StockItemRow,
  StockItemSortField,
} from '../../domain/stock/stock-items.query.ts';
import type { StockRowReference } from '../../domain/stock/stock-row.rules.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';

export const ConditionEnum = choices<Condition>(
  'Condition',
  'The physical state of stock. Only AVAILABLE stock can be promised.',
  {
    AVAILABLE: 'Fit for use: may be promised, unless its lot has expired or is recalled.',
    QUARANTINE: 'Set aside until somebody decides.',
    DAMAGED: 'Damaged.',
    EXPIRED: 'Past its date, and marked so.',
    DESTRUCTION: 'Set aside to be destroyed.',
  },
);

@ObjectType({
  description:
    'A stock item (REST: inventory item): one balance of product, location, bin or none, lot or none, and condition.',
  simpleResolvers: true,
})
export class StockItem implements StockItemRow {
  @Field(() => ID, { description: 'Id of the stock item; requests give it as inventoryItemId.' })
  id!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => String, { description: 'Name of the location.' })
  locationName!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the bin; null: not in a bin.' })
  binId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the bin.' })
  binName!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot; null: no lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => ConditionEnum, { description: 'Physical state.' })
  condition!: Condition;
  @Field(() => DecimalScalar, { description: 'What is physically there, in units of the product.' })
  quantityOnHand!: string;
  @Field(() => DecimalScalar, {
    description:
      'The part of it that is promised already: holds, reservations, approved documents. Lapsed ones do not count.',
  })
  quantityReserved!: string;
  @Field(() => DecimalScalar, { description: 'The part of what is reserved that holds keep.' })
  quantityHeld!: string;
  @Field(() => DecimalScalar, {
    description: 'On hand less reserved; 0 where the condition, the lot or its expiry forbids a promise.',
  })
  quantityAvailable!: string;
  @Field(() => DecimalScalar, { description: 'Moving average cost of one unit.' })
  unitCost!: string;
  @Field(() => DecimalScalar, { description: 'On hand x unit cost, rounded to 4 places.' })
  totalValue!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody last counted it.' })
  lastCountedAt!: string | null;
  @Field(() => DateTimeScalar, { description: 'When the balance was first made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change.' })
  version!: number;
}

export const StockItemConnection = connectionType(StockItem, 'StockItem');

@InputType({ description: 'Which stock items are listed: all that is given must hold.' })
export class StockItemFilterInput implements StockItemFilter {
  @Field(() => ID, { nullable: true, description: 'Stock at this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Stock of this product.' })
  productMasterId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Stock of this lot.' })
  lotId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Stock in this bin (id or code).' })
  binId?: string | null;
  @Field(() => ConditionEnum, { nullable: true, description: 'Stock in this condition.' })
  condition?: Condition | null;
  @Field(() => String, { nullable: true, description: 'Part of the product name or SKU (any case).' })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Stock of products of this category.' })
  categoryId?: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Stock that changed at this moment or later.' })
  updatedSince?: string | null;
}

export const StockItemSortInput = sortInput<StockItemSortField>('StockItem', {
  id: 'Id: the order in which the balances were made.',
  globalSku: 'SKU of the product.',
  productName: 'Name of the product.',
  quantityOnHand: 'Quantity on hand.',
  expiryDate: 'Expiry date; stock without one comes last.',
  updatedAt: 'When it last changed.',
});

@InputType()
export abstract class StockRowInput implements StockRowReference {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the stock item; then no other field of the row may be given.',
  })
  inventoryItemId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location.' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the bin; left out: not in a bin.' })
  binId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => ConditionEnum, { nullable: true, description: 'Physical state; default: AVAILABLE.' })
  condition?: Condition | null;
}
