import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ReplenishmentMethod, Urgency } from '../../domain/replenishment/levels.rules.ts';
import type {
  LowPlaceRow,
  SuggestionRow,
  SuggestionsAnswer,
  SuggestionsInput,
} from '../../domain/replenishment/suggestions.query.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { Replenishment, ReplenishmentMethodEnum, ReplenishmentSource } from './replenishment.type.ts';

export const ReplenishmentUrgencyEnum = choices<Urgency>(
  'ReplenishmentUrgency',
  'How pressing a suggestion is.',
  {
    CRITICAL: 'The position is at or below the safety stock.',
    HIGH: 'The position is at or below min.',
    NORMAL: 'The position is at or below the reorder point.',
  },
);

@ObjectType({
  description: 'A product at a location whose position is at or below its reorder point, with the figures.',
  simpleResolvers: true,
})
export class LowReplenishmentPosition implements LowPlaceRow {
  @Field(() => ID, { description: 'Id of the settings.' })
  configId!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { description: 'Id of the location that is to be replenished.' })
  locationId!: string;
  @Field(() => String, { description: 'Code of that location.' })
  locationCode!: string;
  @Field(() => String, { description: 'Name of that location.' })
  locationName!: string;
  @Field(() => ReplenishmentMethodEnum, { description: 'How it was told that an order is needed.' })
  method!: ReplenishmentMethod;
  @Field(() => DecimalScalar, {
    description: 'Position = available + incoming + onOrder - unallocatedDemand. Below 0: more is promised.',
  })
  position!: string;
  @Field(() => DecimalScalar, {
    description: 'Good stock that is not reserved and not on hold; what has expired does not count.',
  })
  available!: string;
  @Field(() => DecimalScalar, {
    description: 'Supply on its way (transfers in transit, expected supply), but for what is in onOrder.',
  })
  incoming!: string;
  @Field(() => DecimalScalar, {
    description:
      'What replenishments that are drafted, approved or ordered still bring; that of a transfer which has left is incoming.',
  })
  onOrder!: string;
  @Field(() => DecimalScalar, {
    description:
      'Demand not allocated: what documents ask of the location and have reserved nothing of yet (replenishments of other locations from here, stock requests that are submitted and not approved).',
  })
  unallocatedDemand!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What was issued or consumed in the days of the demand window, less what was reversed, by the number of days; for DAYS_OF_COVER, rounded to 4 places.',
  })
  averageDailyDemand!: string | null;
  @Field(() => DecimalScalar, {
    description:
      'The level at or below which an order is suggested: min with MIN_MAX, the reorder point with REORDER_POINT, calculated with DAYS_OF_COVER.',
  })
  reorderPoint!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The level that an order brings the position up to: max, or less with DAYS_OF_COVER.',
  })
  target!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'The maximum of the settings.' })
  max!: string | null;
  @Field(() => ReplenishmentUrgencyEnum, { description: 'How pressing it is.' })
  urgency!: Urgency;
  @Field(() => String, { description: 'Why, in words and figures.' })
  reason!: string;
}

@ObjectType({
  description:
    'What should be ordered. What several sources have to bring for one product and location are several suggestions, which add up to neededQuantity.',
  simpleResolvers: true,
})
export class ReplenishmentSuggestion extends LowReplenishmentPosition implements SuggestionRow {
  @Field(() => DecimalScalar, { description: 'How much should be ordered from this source.' })
  suggestedQuantity!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much is needed in all: target - position, rounded up to whole multiples of orderMultiple.',
  })
  neededQuantity!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'The order multiple of the settings.' })
  orderMultiple!: string | null;
  @Field(() => ReplenishmentSource, { description: 'Where it should come from.' })
  source!: ReplenishmentSource;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Of another location: what it has above its own maximum (available - unallocatedDemand - max), before this run. A run gives it away once.',
  })
  sourceSurplus!: string | null;
  replenishmentId!: string | null;
  @Field(() => Replenishment, {
    nullable: true,
    description: 'The draft that was made; null where only suggestions were asked for.',
  })
  replenishment?: Replenishment | null;
}

@ObjectType({ description: 'What should be ordered.', simpleResolvers: true })
export class ReplenishmentSuggestions implements SuggestionsAnswer {
  @Field(() => [ReplenishmentSuggestion], {
    description: 'The suggestions, the most pressing first, then what is furthest below its reorder point.',
  })
  suggestions!: ReplenishmentSuggestion[];
  @Field(() => [LowReplenishmentPosition], {
    description:
      'Positions that are low and for which nothing can be suggested, and why: no maximum is set, or nothing is missing up to it. At most limit of them.',
  })
  notSuggested!: LowReplenishmentPosition[];
  @Field(() => Int, { description: 'How many suggestions there are, also beyond the limit.' })
  total!: number;
  @Field(() => Int, {
    description: 'How many products at locations were looked at: all that have settings, within the filter.',
  })
  evaluated!: number;
}

@InputType({ description: 'What is looked at.' })
export class ReplenishmentSuggestionsInput implements SuggestionsInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Only this location (id or code) is replenished; others are looked at for what they can spare.',
  })
  locationId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Only these products (ids or SKUs), 1 to 1,000.' })
  productMasterIds?: string[] | null;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Stock that has expired by this day does not count; not in the past. Left out: today at each location.',
  })
  asOf?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'At most so many suggestions, 1 to 1,000 (the default).',
  })
  limit?: number | null;
}
