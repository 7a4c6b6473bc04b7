import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ProductFilter, ProductRow, ProductSortField } from '../../domain/products/products.query.ts';
import type { ProductStatus } from '../../domain/products/products.rules.ts';
import type { UpsertProductInput as UpsertProduct } from '../../domain/products/upsert-products.command.ts';
import { DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';

export const ProductStatusEnum = choices<ProductStatus>(
  'ProductStatus',
  'Whether a product may be stocked and promised.',
  {
    ACTIVE: 'In use.',
    INACTIVE:
      'Nothing new is posted or promised; what was reserved can still be issued or released, and what was posted reversed.',
  },
);

@ObjectType({ description: 'A product (REST: product master).', simpleResolvers: true })
export class Product extends MasterData implements ProductRow {
  @Field(() => ID, { description: 'Id of the product; REST calls it productMasterId.' })
  id!: string;
  @Field(() => String, { description: 'Stock keeping unit: unique in the organization.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  name!: string;
  @Field(() => ID, { nullable: true, description: 'Id of its category.' })
  categoryId!: string | null;
  @Field(() => String, { description: 'Unit that quantities are counted in, such as EA or KG.' })
  unit!: string;
  @Field(() => DecimalScalar, {
    description: 'Standard cost of one unit: used where stock comes in without a cost.',
  })
  unitCost!: string;
  @Field(() => DecimalScalar, {
    description:
      'Planned safety stock, in units: a default for replenishment. The promise (ATP) takes its safety stock from the ATP policies.',
  })
  safetyStock!: string;
  @Field(() => DecimalScalar, {
    description: 'Planned reorder point, in units: a default for replenishment.',
  })
  reorderPoint!: string;
  @Field(() => Boolean, { description: 'Whether its stock must name a lot.' })
  lotControlled!: boolean;
  @Field(() => Boolean, { description: 'Whether its stock must have an expiry date.' })
  expiryControlled!: boolean;
  @Field(() => String, { nullable: true, description: 'Barcode (GTIN, EAN, UPC or your own).' })
  barcode!: string | null;
  @Field(() => DecimalScalar, {
    description:
      'How many units a pack has: what a stocklist suggests to ask for is rounded up to whole packs.',
  })
  packSize!: string;
  @Field(() => ProductStatusEnum, { description: 'Whether it may be stocked and promised.' })
  status!: ProductStatus;
}

export const ProductConnection = connectionType(Product, 'Product');

@InputType({ description: 'Which products are listed: all that is given must hold.' })
export class ProductFilterInput implements ProductFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name or SKU (any case), or a whole barcode.',
  })
  search?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Products of this category, by id or path (not of those below it).',
  })
  categoryId?: string | null;
  @Field(() => ProductStatusEnum, { nullable: true, description: 'Products of this status.' })
  status?: ProductStatus | null;
  @Field(() => Boolean, { nullable: true, description: 'Products that are, or are not, lot-controlled.' })
  lotControlled?: boolean | null;
}

export const ProductSortInput = sortInput<ProductSortField>('Product', {
  globalSku: 'The SKU.',
  name: 'The name.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description: 'A product to be made or changed. What is left out stays as it is, or takes its default.',
})
export class UpsertProductInput extends UpsertInput implements UpsertProduct {
  @Field(() => String, {
    description: 'Stock keeping unit, 1 to 100 characters; unique in the organization.',
  })
  globalSku!: string;
  @Field(() => String, { nullable: true, description: 'Name, 1 to 255 characters; default: the SKU.' })
  name?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or path of its category; null: none.' })
  categoryId?: string | null;
  @Field(() => String, { nullable: true, description: 'Unit that quantities are counted in; default: EA.' })
  unit?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Standard cost of one unit, 0 or more; default: 0.',
  })
  unitCost?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Planned safety stock in units, 0 or more; default: 0.',
  })
  safetyStock?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Planned reorder point in units, 0 or more; default: 0.',
  })
  reorderPoint?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether its stock must name a lot; default: false.' })
  lotControlled?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its stock must have an expiry date; default: false.',
  })
  expiryControlled?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Barcode, 1 to 100 characters; null: none.' })
  barcode?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How many units a pack has, greater than 0; default: 1.',
  })
  packSize?: string | null;
  @Field(() => ProductStatusEnum, {
    nullable: true,
    description: 'Whether it may be stocked and promised; default: ACTIVE.',
  })
  status?: ProductStatus | null;
}

@InputType({ description: 'Products to be made or changed, all or nothing.' })
export class UpsertProductsInput {
  @Field(() => [UpsertProductInput], { description: 'The products, 1 to 1,000.' })
  products!: UpsertProductInput[];
}

@ObjectType({
  description: 'The products as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertProductsPayload {
  @Field(() => [Product], { description: 'The products.' })
  products!: Product[];
}
