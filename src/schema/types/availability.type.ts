import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  AvailabilityFilter,
  AvailabilityRow,
  AvailabilitySortField,
} from '../../domain/availability/availability.query.ts';
import type {
  CreateAvailabilityInput as CreateAvailability,
  UpdateAvailabilityInput as UpdateAvailability,
} from '../../domain/availability/create-availability.command.ts';
import type { AvailabilityStatus } from '../../domain/availability/promise.rules.ts';
import type { ProductRow } from '../../domain/products/products.query.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { Product } from './product.type.ts';

export const AvailabilityStatusEnum = choices<AvailabilityStatus>(
  'AvailabilityStatus',
  'Whether a product may be sold from a location, in one word.',
  {
    IN_STOCK: 'ATP is above the low threshold.',
    LOW: 'ATP is above 0, at or below the low threshold.',
    OUT_OF_STOCK: 'Nothing can be promised.',
    BACKORDER: 'Nothing can be promised from stock, but the backorder limit is not used up.',
    BLOCKED: 'Not to be promised, whatever is there.',
  },
);

@ObjectType({
  description:
    'What is there and what may be promised of a product at a location, to no channel in particular.',
  simpleResolvers: true,
})
export class AvailabilityRecord implements AvailabilityRow {
  @Field(() => ID, { description: 'Id of the record.' })
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
  @Field(() => DecimalScalar, { description: 'What is physically there, in every condition.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'What is promised already; lapsed reservations do not count.' })
  reserved!: string;
  @Field(() => DecimalScalar, {
    description: 'On hand that cannot be promised: wrong condition, recalled or expired lot.',
  })
  unavailable!: string;
  @Field(() => DecimalScalar, { description: 'Promisable on hand less what is reserved of it.' })
  available!: string;
  @Field(() => DecimalScalar, { description: 'Supply on its way.' })
  incoming!: string;
  @Field(() => DateScalar, { nullable: true, description: 'When the next of it is expected.' })
  nextIncomingDate!: string | null;
  @Field(() => DecimalScalar, {
    description: 'Safety stock of the ATP policy that applies without a channel.',
  })
  safetyStock!: string;
  @Field(() => DecimalScalar, {
    description: 'Available to promise: available less safety stock; negative when over-committed.',
  })
  atp!: string;
  @Field(() => AvailabilityStatusEnum, { description: 'In one word.' })
  status!: AvailabilityStatus;
  @Field(() => DecimalScalar, { description: 'How much may be promised beyond stock.' })
  backorderLimit!: string;
  @Field(() => Boolean, { description: 'Whether it is not to be promised at all.' })
  blocked!: boolean;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Pre-order date: nothing is promised for a day before it.',
  })
  availableFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => DateTimeScalar, { description: 'When the record was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const AvailabilityRecordConnection = connectionType(AvailabilityRecord, 'AvailabilityRecord');

@InputType({ description: 'Which availability records are listed: all that is given must hold.' })
export class AvailabilityFilterInput implements AvailabilityFilter {
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productMasterId?: string | null;
  @Field(() => ID, { nullable: true, description: 'At this location (id or code).' })
  locationId?: string | null;
  @Field(() => AvailabilityStatusEnum, {
    nullable: true,
    description:
      'In this status. It is judged record by record: on large organizations combine it with another filter.',
  })
  status?: AvailabilityStatus | null;
  @Field(() => String, { nullable: true, description: 'Part of the product name or SKU (any case).' })
  search?: string | null;
}

export const AvailabilityRecordSortInput = sortInput<AvailabilitySortField>('AvailabilityRecord', {
  id: 'Id.',
  globalSku: 'SKU of the product.',
  productName: 'Name of the product.',
  locationName: 'Name of the location.',
  onHand: 'What is physically there.',
  updatedAt: 'When it last changed.',
});

@InputType({ description: 'The product to be stocked at a location, and its promise settings there.' })
export class CreateAvailabilityInput implements CreateAvailability {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => Boolean, { nullable: true, description: 'Not to be promised at all; default: false.' })
  blocked?: boolean | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much may be promised beyond stock, 0 or more; default: 0.',
  })
  backorderLimit?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Pre-order date: nothing is promised for a day before it.',
  })
  availableFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}

@ObjectType({ description: 'The availability record.', simpleResolvers: true })
export class CreateAvailabilityPayload {
  @Field(() => AvailabilityRecord, { description: 'The record.' })
  availability!: AvailabilityRecord;
  @Field(() => Boolean, { description: 'Whether it was made now; false: the same record was there already.' })
  created!: boolean;
}

@InputType({ description: 'Promise settings to change; what is left out stays as it is.' })
export class UpdateAvailabilityInput implements UpdateAvailability {
  @Field(() => ID, { description: 'Id of the record.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Not to be promised at all.' })
  blocked?: boolean | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much may be promised beyond stock, 0 or more.',
  })
  backorderLimit?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Pre-order date; null: none.' })
  availableFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters; null: none.' })
  notes?: string | null;
}

@ObjectType({ description: 'The availability record as it is now.', simpleResolvers: true })
export class UpdateAvailabilityPayload {
  @Field(() => AvailabilityRecord, { description: 'The record.' })
  availability!: AvailabilityRecord;
}

@ObjectType({ description: 'A product over all locations.', simpleResolvers: true })
export class InventoryLevelTotals {
  @Field(() => DecimalScalar, { description: 'What is physically there.' })
  onHand!: string;
  @Field(() => DecimalScalar, { description: 'What is promised already.' })
  reserved!: string;
  @Field(() => DecimalScalar, { description: 'On hand that cannot be promised.' })
  unavailable!: string;
  @Field(() => DecimalScalar, { description: 'Promisable on hand less what is reserved of it.' })
  available!: string;
  @Field(() => DecimalScalar, { description: 'Supply on its way.' })
  incoming!: string;
  @Field(() => DecimalScalar, { description: 'Sum of the ATP of the locations.' })
  atp!: string;
}

@ObjectType({ description: 'A product, location by location.', simpleResolvers: true })
export class InventoryLevels {
  @Field(() => Product, { description: 'The product.' })
  product!: ProductRow;
  @Field(() => [AvailabilityRecord], {
    description: 'Its availability at each location that stocks it, by name of the location.',
  })
  levels!: AvailabilityRow[];
  @Field(() => InventoryLevelTotals, { description: 'Over all locations.' })
  totals!: InventoryLevelTotals;
}
