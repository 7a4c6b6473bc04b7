import { Field, ID, InputType, Int } from 'type-graphql';
import type { ApproveReplenishmentInput as Approve } from '../../domain/replenishment/approve-replenishment.command.ts';
import type {
  ReplenishmentConfigFilter,
  ReplenishmentConfigSortField,
} from '../../domain/replenishment/configs.query.ts';
import type {
  ReplenishmentConfigInput as ConfigFields,
  PreferredSourceInput as Preferred,
} from '../../domain/replenishment/configs.rules.ts';
import type {
  CreateReplenishmentInput as Create,
  ReplenishmentSourceInput as Source,
} from '../../domain/replenishment/create-replenishment.command.ts';
import type { ReplenishmentMethod } from '../../domain/replenishment/levels.rules.ts';
import type { OrderReplenishmentInput as Order } from '../../domain/replenishment/order-replenishment.command.ts';
import type { ReceiveReplenishmentInput as Receive } from '../../domain/replenishment/receive-replenishment.command.ts';
import type {
  ReplenishmentStatus,
  SourceType,
  ReplenishmentStepInput as Step,
} from '../../domain/replenishment/replenishment.rules.ts';
import type {
  ReplenishmentFilter,
  ReplenishmentSortField,
} from '../../domain/replenishment/replenishments.query.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { sortInput } from '../support/sort.ts';
import {
  ReplenishmentMethodEnum,
  ReplenishmentSourceTypeEnum,
  ReplenishmentStatusEnum,
} from './replenishment.type.ts';

@InputType({ description: 'Which replenishments are listed: all that is given must hold.' })
export class ReplenishmentFilterInput implements ReplenishmentFilter {
  @Field(() => ReplenishmentStatusEnum, { nullable: true, description: 'In this state.' })
  status?: ReplenishmentStatus | null;
  @Field(() => ID, { nullable: true, description: 'For this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this product (id or SKU).' })
  productMasterId?: string | null;
  @Field(() => ReplenishmentSourceTypeEnum, { nullable: true, description: 'From such a source.' })
  source?: SourceType | null;
}

export const ReplenishmentSortInput = sortInput<ReplenishmentSortField>('Replenishment', {
  createdAt: 'When it was made.',
  number: 'Its number.',
  expectedDate: 'When it is expected; those without a day come last.',
  updatedAt: 'When it last changed.',
});

@InputType({ description: 'Which settings are listed: all that is given must hold.' })
export class ReplenishmentConfigFilterInput implements ReplenishmentConfigFilter {
  @Field(() => ID, { nullable: true, description: 'At this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this product (id or SKU).' })
  productMasterId?: string | null;
  @Field(() => ReplenishmentMethodEnum, { nullable: true, description: 'Of this method.' })
  method?: ReplenishmentMethod | null;
  @Field(() => Boolean, { nullable: true, description: 'Active ones, or inactive ones.' })
  active?: boolean | null;
}

export const ReplenishmentConfigSortInput = sortInput<ReplenishmentConfigSortField>('ReplenishmentConfig', {
  globalSku: 'SKU of the product.',
  updatedAt: 'When they last changed.',
});

@InputType({ description: 'Where goods are to come from if they can.' })
export class PreferredSourceInput implements Preferred {
  @Field(() => ReplenishmentSourceTypeEnum, {
    description:
      'PURCHASE: always bought. TRANSFER: what other locations have above their own maximum first, the rest bought.',
  })
  type!: SourceType;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of another location that comes before others; for TRANSFER only.',
  })
  locationId?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Who it is bought from, 1 to 255 characters; with TRANSFER: what other locations do not have.',
  })
  supplier?: string | null;
}

@InputType({
  description:
    'How a product is to be replenished at a location: made or changed. What is left out stays as it is, or takes its default; null: the default again. 0 <= min <= reorderPoint <= max, else VALIDATION_FAILED.',
})
export class ReplenishmentConfigInput implements ConfigFields {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether anything is suggested; default: true.' })
  active?: boolean | null;
  @Field(() => ReplenishmentMethodEnum, {
    nullable: true,
    description: 'How it is told that an order is needed; default: REORDER_POINT.',
  })
  method?: ReplenishmentMethod | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Minimum, 0 or more; default: 0.' })
  min?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Reorder point, min or more; default for new settings: min.',
  })
  reorderPoint?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Maximum, the reorder point or more; null (the default): nothing is suggested.',
  })
  max?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Safety stock, 0 or more; default: 0.' })
  safetyStock?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days from the order until the goods come, 0 to 3650; default: 0.',
  })
  leadTimeDays?: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days of average demand that an order is to cover, 1 to 3650; required for DAYS_OF_COVER.',
  })
  coverDays?: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Orders are whole multiples of it, more than 0; null (the default): any quantity.',
  })
  orderMultiple?: string | null;
  @Field(() => PreferredSourceInput, {
    nullable: true,
    description: 'Where goods come from if they can; null (the default): as TRANSFER.',
  })
  preferredSource?: PreferredSourceInput | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'A draft that is made of a suggestion is approved at once where what is needed in all, from whatever sources, is at most this quantity; null (the default): never.',
  })
  autoApproveLimit?: string | null;
}

@InputType({ description: 'How products are to be replenished; all of it or nothing.' })
export class SetReplenishmentConfigsInput {
  @Field(() => [ReplenishmentConfigInput], {
    description: 'The settings, 1 to 1,000, each product and location once.',
  })
  configs!: ReplenishmentConfigInput[];
}

@InputType({ description: 'Where goods are to come from.' })
export class ReplenishmentSourceInput implements Source {
  @Field(() => ReplenishmentSourceTypeEnum, { description: 'From another location, or from a supplier.' })
  type!: SourceType;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of the other location; required for TRANSFER, and for it only.',
  })
  locationId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The supplier, 1 to 255 characters; for PURCHASE only.',
  })
  supplier?: string | null;
}

@InputType({ description: 'What is to be brought, where to, and where from.' })
export class CreateReplenishmentInput implements Create {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { description: 'Id or code of the location that the goods are for.' })
  locationId!: string;
  @Field(() => DecimalScalar, { description: 'How much, more than 0.' })
  quantity!: string;
  @Field(() => ReplenishmentSourceInput, { description: 'Where the goods are to come from.' })
  source!: ReplenishmentSourceInput;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it is expected; left out: the day of the order and the lead time.',
  })
  expectedDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'Which replenishment.' })
export class ReplenishmentStepInput implements Step {
  @Field(() => ID, { description: 'Id of the replenishment.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'Notes for its history, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'Which replenishment is approved, and how much of it.' })
export class ApproveReplenishmentInput extends ReplenishmentStepInput implements Approve {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much, more than 0; default: as it was drafted.',
  })
  quantity?: string | null;
}

@InputType({ description: 'Which replenishment is ordered, and when it is expected.' })
export class OrderReplenishmentInput extends ReplenishmentStepInput implements Order {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it is expected; default: as it was drafted, else today and the lead time of the settings.',
  })
  expectedDate?: string | null;
}

@InputType({ description: 'What has come of a replenishment that was bought.' })
export class ReceiveReplenishmentInput extends ReplenishmentStepInput implements Receive {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much has come, more than 0, at most what is still to come (EXCEEDS_ORDERED); default: all of that.',
  })
  quantity?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or code of the bin that it goes into; default: into no bin.',
  })
  binId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Number of its lot, made if it is new; required for products with lots.',
  })
  lotNumber?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Cost of a unit, 0 or more; default: as it is.',
  })
  unitCost?: string | null;
}
