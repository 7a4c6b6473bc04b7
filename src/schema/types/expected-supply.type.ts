import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  ExpectedSupplyRow,
  ExpectedSupplyInput as SupplyInput,
} from '../../domain/supply/set-expected-supply.command.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';

export const SupplyStatusEnum = choices<'OPEN' | 'CLOSED'>(
  'SupplyStatus',
  'Whether supply is still to come.',
  {
    OPEN: 'On its way.',
    CLOSED: 'Received or cancelled.',
  },
);

@ObjectType({
  description:
    'Supply on its way to a location, as an outside system (a purchase order, an advance shipping notice) knows it.',
  simpleResolvers: true,
})
export class ExpectedSupply implements ExpectedSupplyRow {
  @Field(() => ID, { description: 'Id of the supply.' })
  id!: string;
  @Field(() => String, { description: 'Outside document.' })
  reference!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productId!: string;
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => DecimalScalar, { description: 'What is (or was last) still to come.' })
  quantity!: string;
  @Field(() => DateScalar, { description: 'When it is expected.' })
  expectedDate!: string;
  @Field(() => SupplyStatusEnum, { description: 'Whether it is still to come.' })
  status!: 'OPEN' | 'CLOSED';
  @Field(() => Int, { description: 'Increases with each change.' })
  version!: number;
}

@InputType({ description: 'Supply on its way; reference, product and location name it.' })
export class ExpectedSupplyInput implements SupplyInput {
  @Field(() => String, { description: 'Outside document, 1 to 255 characters.' })
  reference!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => DecimalScalar, { description: 'What is still to come; 0 ends it.' })
  quantity!: string;
  @Field(() => DateScalar, { description: 'When it is expected.' })
  expectedDate!: string;
}

@InputType({ description: 'Supply on its way, all or nothing.' })
export class SetExpectedSupplyInput {
  @Field(() => [ExpectedSupplyInput], { description: 'The supply, 1 to 1,000.' })
  supply!: ExpectedSupplyInput[];
}

@ObjectType({ description: 'The supply as it is now, in the order of the request.', simpleResolvers: true })
export class SetExpectedSupplyPayload {
  @Field(() => [ExpectedSupply], { description: 'The supply.' })
  supply!: ExpectedSupply[];
}
