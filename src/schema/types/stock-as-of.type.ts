import { Field, ID, ObjectType } from 'type-graphql';
import type { ProductRow } from '../../domain/products/products.query.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import type {
  LevelAsOf as LevelRow,
  LevelsAsOf,
  StockItemAsOfRow,
  StockItemAsOfSortField,
} from '../../domain/stock/stock-as-of.query.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { Product } from './product.type.ts';
import { ConditionEnum } from './stock-item.type.ts';

@ObjectType({
  description:
    'A stock item as it was: what was on hand, and at what cost. Names, the lot and its expiry date are those of now.',
  simpleResolvers: true,
})
export class StockItemAsOf implements StockItemAsOfRow {
  @Field(() => ID, { description: 'Id of the stock item.' })
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
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date that the lot has now.' })
  expiryDate!: string | null;
  @Field(() => ConditionEnum, { description: 'Physical state.' })
  condition!: Condition;
  @Field(() => DecimalScalar, {
    description:
      'What was physically there: the sum of all movements posted by then, in units of the product.',
  })
  quantityOnHand!: string;
  @Field(() => DecimalScalar, { description: 'Moving average cost of one unit, then.' })
  unitCost!: string;
  @Field(() => DecimalScalar, { description: 'On hand x unit cost, rounded to 4 places.' })
  totalValue!: string;
  @Field(() => DateTimeScalar, { description: 'When it last moved, by then.' })
  updatedAt!: string;
}

export const StockItemAsOfConnection = connectionType(StockItemAsOf, 'StockItemAsOf');

export const StockItemAsOfSortInput = sortInput<StockItemAsOfSortField>('StockItemAsOf', {
  id: 'Id: the order in which the balances were made.',
  globalSku: 'SKU of the product.',
  productName: 'Name of the product.',
  quantityOnHand: 'Quantity on hand then.',
  expiryDate: 'Expiry date; stock without one comes last.',
  updatedAt: 'When it last moved, by then.',
});

@ObjectType({ description: 'A product at a location, as it was.', simpleResolvers: true })
export class InventoryLevelAsOf implements LevelRow {
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => String, { description: 'Name of the location.' })
  locationName!: string;
  @Field(() => DecimalScalar, { description: 'What was physically there, in every condition.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'What it was worth: sum of on hand x average cost.' })
  value!: string;
}

@ObjectType({ description: 'A product over all locations, as it was.', simpleResolvers: true })
export class InventoryLevelTotalsAsOf {
  @Field(() => DecimalScalar, { description: 'What was physically there.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'What it was worth.' })
  value!: string;
}

@ObjectType({ description: 'A product, location by location, as it was.', simpleResolvers: true })
export class InventoryLevelsAsOf implements LevelsAsOf {
  @Field(() => Product, { description: 'The product, as it is now.' })
  product!: ProductRow;
  @Field(() => [InventoryLevelAsOf], {
    description: 'At each location where it had moved by then, by name of the location.',
  })
  levels!: InventoryLevelAsOf[];
  @Field(() => InventoryLevelTotalsAsOf, { description: 'Over all locations.' })
  totals!: InventoryLevelTotalsAsOf;
}
