import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { BinType } from '../../domain/bins/bins.rules.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import type {
  TransferBinFilter,
  TransferBinLotRow,
  TransferBinRow,
} from '../../domain/transfers/transfer-bins.query.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { BinTypeEnum } from './bin.type.ts';
import { ConditionEnum } from './stock-item.type.ts';

@ObjectType({
  description: 'What lies in a bin of one product and lot, in one condition.',
  simpleResolvers: true,
})
export class TransferBinLot implements TransferBinLotRow {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the lot; null: without a lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => ConditionEnum, { description: 'Physical state.' })
  condition!: Condition;
  @Field(() => DecimalScalar, { description: 'What is physically there.' })
  onHand!: string;
  @Field(() => DecimalScalar, {
    description: 'What of it is neither reserved nor on hold; 0 where it is not good.',
  })
  available!: string;
}

@ObjectType({
  description: 'A bin with what lies in it; one without an id is what lies in no bin.',
  simpleResolvers: true,
})
export class TransferBin implements TransferBinRow {
  @Field(() => ID, { nullable: true, description: 'Id of the bin; null: no bin.' })
  id!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the bin.' })
  code!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the bin.' })
  name!: string | null;
  @Field(() => String, { nullable: true, description: 'Zone of the location that it is in.' })
  zone!: string | null;
  @Field(() => BinTypeEnum, { nullable: true, description: 'What it is for.' })
  type!: BinType | null;
  @Field(() => Boolean, {
    description: 'Whether nothing may be put in or taken out for now: no transfer takes from it.',
  })
  blocked!: boolean;
  @Field(() => DecimalScalar, { description: 'What is physically there.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'What of it is good, and neither reserved nor on hold.' })
  available!: string;
  @Field(() => [TransferBinLot], {
    description: 'What is there by product, lot and condition, first expired first; at most 1,000.',
  })
  lots!: TransferBinLot[];
}

export const TransferBinConnection = connectionType(TransferBin, 'TransferBin');

@InputType({ description: 'Which bins are shown.' })
export class TransferBinFilterInput implements TransferBinFilter {
  @Field(() => ID, { description: 'The bins of this location (id or code).' })
  locationId!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Only what is there of this product, in the bins that have some. Left out: every bin.',
  })
  productMasterId?: string | null;
}
