import { Field, ID, ObjectType } from 'type-graphql';
import type { FoundProduct as FoundProductRow } from '../../domain/products/search-products.query.ts';
import { DecimalScalar } from '../scalars.ts';

@ObjectType({ description: 'A product that a search found.', simpleResolvers: true })
export class FoundProduct implements FoundProductRow {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'Name of the product.' })
  name!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { nullable: true, description: 'Barcode of the product.' })
  barcode!: string | null;
  @Field(() => String, { description: 'Unit that the product is counted in.' })
  unit!: string;
  @Field(() => DecimalScalar, { description: 'How many units a pack of the product has.' })
  packSize!: string;
  @Field(() => DecimalScalar, {
    description:
      'What can be promised of it now at the location asked about, or at all together: promisable on hand less what is reserved, as its availability records say; expired, held and damaged stock does not count.',
  })
  available!: string;
}
