import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ReplenishmentConfigRow, SourceRow } from '../../domain/replenishment/configs.query.ts';
import type { ReplenishmentMethod } from '../../domain/replenishment/levels.rules.ts';
import type { ReplenishmentStatus, SourceType } from '../../domain/replenishment/replenishment.rules.ts';
import type { ReplenishmentRow } from '../../domain/replenishment/replenishments.query.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData } from '../support/master-data.ts';
import { Transfer } from './transfer.type.ts';

export const ReplenishmentMethodEnum = choices<ReplenishmentMethod>(
  'ReplenishmentMethod',
  'How it is told that a product has to be replenished, and up to where.',
  {
    MIN_MAX: 'At a position of min or below, up to max.',
    REORDER_POINT: 'At a position of the reorder point or below, up to max.',
    DAYS_OF_COVER:
      'At or below average daily demand x lead time + safety stock (or the reorder point, where that is higher), up to average daily demand x (lead time + days of cover) + safety stock, never above max.',
  },
);

export const ReplenishmentSourceTypeEnum = choices<SourceType>(
  'ReplenishmentSourceType',
  'Where goods come from.',
  { TRANSFER: 'Another location of the organization.', PURCHASE: 'A supplier.' },
);

export const ReplenishmentStatusEnum = choices<ReplenishmentStatus>(
  'ReplenishmentStatus',
  'State of a replenishment.',
  {
    DRAFT: 'To be approved; it counts as on order, so that nothing is suggested twice.',
    APPROVED: 'May be ordered.',
    ORDERED: 'On order: supply of its location. One that is received in parts stays in this state.',
    RECEIVED: 'All of it has come, or its transfer has ended.',
    CANCELLED: 'Given up before it came.',
  },
);

@ObjectType({ description: 'Where goods come from.', simpleResolvers: true })
export class ReplenishmentSource implements SourceRow {
  @Field(() => ReplenishmentSourceTypeEnum, { description: 'From another location, or from a supplier.' })
  type!: SourceType;
  @Field(() => ID, { nullable: true, description: 'Id of the other location.' })
  locationId!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the other location.' })
  locationCode!: string | null;
  @Field(() => String, { nullable: true, description: 'The supplier, where one is named.' })
  supplier!: string | null;
}

@ObjectType({
  description:
    'How a product is replenished at a location. All levels are quantities: 0 <= min <= reorderPoint <= max.',
  simpleResolvers: true,
})
export class ReplenishmentConfig extends MasterData implements ReplenishmentConfigRow {
  @Field(() => ID, { description: 'Id of the settings.' })
  id!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => String, { description: 'Code of the location.' })
  locationCode!: string;
  @Field(() => String, { description: 'Name of the location.' })
  locationName!: string;
  @Field(() => Boolean, { description: 'Whether anything is suggested by these settings.' })
  active!: boolean;
  @Field(() => ReplenishmentMethodEnum, { description: 'How it is told that an order is needed.' })
  method!: ReplenishmentMethod;
  @Field(() => DecimalScalar, {
    description: 'Minimum: with MIN_MAX the level at or below which an order is suggested.',
  })
  min!: string;
  @Field(() => DecimalScalar, {
    description:
      'Reorder point: with REORDER_POINT the level at or below which an order is suggested; with DAYS_OF_COVER the lowest that the calculated one may be.',
  })
  reorderPoint!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Maximum: an order brings the position up to it, and what is available above it can be sent to other locations. Null: nothing is suggested, and nothing can be spared.',
  })
  max!: string | null;
  @Field(() => DecimalScalar, {
    description:
      'Safety stock: a position at or below it is critical; DAYS_OF_COVER keeps it beside the demand. With the other methods min and reorderPoint include it.',
  })
  safetyStock!: string;
  @Field(() => Int, { description: 'Days from the order until the goods come.' })
  leadTimeDays!: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Days of average demand that an order is to cover, beyond the lead time; for DAYS_OF_COVER.',
  })
  coverDays!: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Orders are whole multiples of this quantity; null: any quantity.',
  })
  orderMultiple!: string | null;
  @Field(() => ReplenishmentSource, {
    nullable: true,
    description:
      'Where goods come from if they can. PURCHASE: always bought. TRANSFER: what other locations have above their own maximum first, from the named one before others, the rest bought from the supplier. Null: as TRANSFER.',
  })
  preferredSource!: ReplenishmentSource | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'A draft that is made of a suggestion is approved at once where what is needed in all, from whatever sources, is at most this quantity; null: never.',
  })
  autoApproveLimit!: string | null;
}

export const ReplenishmentConfigConnection = connectionType(ReplenishmentConfig, 'ReplenishmentConfig');

@ObjectType({
  description: 'An order of a product for a location, from another location or from a supplier.',
  simpleResolvers: true,
})
export class Replenishment implements ReplenishmentRow {
  @Field(() => ID, { description: 'Id of the replenishment.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as RPL-000123: unique in the organization.' })
  number!: string;
  @Field(() => ReplenishmentStatusEnum, { description: 'State.' })
  status!: ReplenishmentStatus;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { description: 'Id of the location that the goods are for.' })
  locationId!: string;
  @Field(() => String, { description: 'Code of that location.' })
  locationCode!: string;
  @Field(() => String, { description: 'Name of that location.' })
  locationName!: string;
  @Field(() => DecimalScalar, { description: 'How much.' })
  quantity!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much of it has come in good condition; with a transfer also what came beyond what left.',
  })
  received!: string;
  @Field(() => ReplenishmentSource, { description: 'Where the goods come from.' })
  source!: ReplenishmentSource;
  @Field(() => DateScalar, { nullable: true, description: 'The day on which it is expected.' })
  expectedDate!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of one that was suggested: why, in words and figures.',
  })
  reason!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the transfer that its order made, which it follows; null: bought, or not ordered yet.',
  })
  transferId!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const ReplenishmentConnection = connectionType(Replenishment, 'Replenishment');

@ObjectType({ description: 'The replenishment as it is now.', simpleResolvers: true })
export class ReplenishmentPayload {
  @Field(() => Replenishment, { description: 'The replenishment.' })
  replenishment!: Replenishment;
  @Field(() => Transfer, { nullable: true, description: 'The transfer that its order made.' })
  transfer!: Transfer | null;
}

@ObjectType({ description: 'The settings as they are now.', simpleResolvers: true })
export class SetReplenishmentConfigsPayload {
  @Field(() => [ReplenishmentConfig], { description: 'The settings, in the order of the request.' })
  configs!: ReplenishmentConfig[];
}
