import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  AtpPolicyFilter,
  AtpPolicyRow,
  AtpPolicySortField,
} from '../../domain/atp-policies/atp-policies.query.ts';
import type { AllocationType } from '../../domain/availability/atp.rules.ts';
import { DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';

export const AllocationTypeEnum = choices<AllocationType>(
  'AllocationType',
  "How much of a location's stock a channel may use.",
  {
    SHARED: 'The whole pool, with the other channels.',
    FIXED: 'At most a fixed quantity.',
    PERCENTAGE: 'At most a share of what is on hand.',
  },
);

@ObjectType({
  description:
    'How much may be promised. Its scope is any of product or category, channel and location; the most specific policy wins: product before category before none, then location, then channel; ties by the newer.',
  simpleResolvers: true,
})
export class AtpPolicy extends MasterData implements AtpPolicyRow {
  @Field(() => ID, { description: 'Id of the policy.' })
  id!: string;
  @Field(() => String, { description: 'The name.' })
  name!: string;
  @Field(() => ID, {
    name: 'productMasterId',
    simple: false,
    nullable: true,
    description: 'Id of the product that it is for; null: any.',
  })
  productId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the category that it is for, with all below it; null: any.',
  })
  categoryId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the channel that it is for; null: any.' })
  channelId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the location that it is for; null: any.' })
  locationId!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Safety stock in units, kept out of the promise.',
  })
  safetyStock!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Safety stock as days of average daily demand, instead of a quantity.',
  })
  safetyStockDays!: number | null;
  @Field(() => DecimalScalar, { description: 'ATP at or below it is LOW.' })
  lowAtpThreshold!: string;
  @Field(() => DecimalScalar, { description: 'ATP at or below it is CRITICAL.' })
  criticalAtpThreshold!: string;
  @Field(() => AllocationTypeEnum, { description: 'How much of the stock the channel may use.' })
  allocationType!: AllocationType;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The quantity of a FIXED allocation, in units.',
  })
  allocationQuantity!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The share of a PERCENTAGE allocation, 0 to 100 percent of what is on hand.',
  })
  allocationPercent!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days that a lot must still be good for to count; null: none.',
  })
  minRemainingShelfLifeDays!: number | null;
  @Field(() => Boolean, { description: 'Whether it applies.' })
  active!: boolean;
}

export const AtpPolicyConnection = connectionType(AtpPolicy, 'AtpPolicy');

@InputType({
  description:
    'Which ATP policies are listed: all that is given must hold. A scope of null finds the policies that do not name one.',
})
export class AtpPolicyFilterInput implements AtpPolicyFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name (any case).' })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Policies that name this product (id or SKU).' })
  productMasterId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Policies that name this category (id or path).' })
  categoryId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Policies that name this channel (id or code).' })
  channelId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Policies that name this location (id or code).' })
  locationId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Policies that do, or do not, apply.' })
  active?: boolean | null;
}

export const AtpPolicySortInput = sortInput<AtpPolicySortField>('AtpPolicy', {
  name: 'The name.',
  updatedAt: 'When it was last changed: the newer wins among policies of the same scope.',
});
