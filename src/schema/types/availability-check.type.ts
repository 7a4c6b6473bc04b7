import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type {
  CheckAvailabilityInput as CheckAvailability,
  CheckLineInput as CheckLine,
} from '../../domain/availability/check.query.ts';
import type { CheckStatus } from '../../domain/availability/check.rules.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';

export const CheckStatusEnum = choices<CheckStatus>('CheckStatus', 'Whether a line can be had.', {
  AVAILABLE: 'The whole quantity, by the day asked for.',
  PARTIAL: 'A part of it.',
  BACKORDER: 'Not all of it from stock, but what is short may be backordered.',
  UNAVAILABLE: 'Nothing of it.',
});

@InputType({ description: 'One product asked for.' })
export class CheckLineInput implements CheckLine {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => DecimalScalar, { description: 'How much, more than 0.' })
  quantity!: string;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location; left out: any location.' })
  locationId?: string | null;
}

@InputType({ description: 'What is asked: can these be had?' })
export class CheckAvailabilityInput implements CheckAvailability {
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of the channel that asks: its allocation, safety stock and shelf life count. Left out: no channel in particular.',
  })
  channelId?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day by which it is needed; supply on its way until then counts. Default: today.',
  })
  neededBy?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'A line may come from several locations; default: false.',
  })
  allowSplit?: boolean | null;
  @Field(() => [CheckLineInput], {
    description: 'The lines, 1 to 200. Lines of one product share what there is, in their order.',
  })
  lines!: CheckLineInput[];
}

@ObjectType({ description: 'A part of a stock item that would be taken.', simpleResolvers: true })
export class CheckAllocation {
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the bin.' })
  binId!: string | null;
  @Field(() => DecimalScalar, { description: 'How much of it.' })
  quantity!: string;
}

@ObjectType({ description: 'Whether a line can be had, and from where.', simpleResolvers: true })
export class CheckLineAnswer {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => DecimalScalar, { description: 'The quantity asked for.' })
  requested!: string;
  @Field(() => DecimalScalar, { description: 'How much of it can be had by the day asked for.' })
  available!: string;
  @Field(() => DecimalScalar, { description: 'What is missing.' })
  shortfall!: string;
  @Field(() => CheckStatusEnum, { description: 'In one word.' })
  status!: CheckStatus;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The first day on which the whole quantity can be had, as far as is known; null: none is known.',
  })
  availableDate!: string | null;
  @Field(() => [CheckAllocation], {
    description: 'Where it would come from now, first expired first out. Nothing is reserved.',
  })
  allocations!: CheckAllocation[];
}

@ObjectType({ description: 'The answer of a check; nothing is reserved.', simpleResolvers: true })
export class CheckAvailabilityPayload {
  @Field(() => Boolean, { description: 'Whether every line can be had whole.' })
  available!: boolean;
  @Field(() => [CheckLineAnswer], { description: 'The lines, in the order of the request.' })
  lines!: CheckLineAnswer[];
}
