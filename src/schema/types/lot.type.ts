import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { LotFilter, LotRow, LotSortField } from '../../domain/lots/lots.query.ts';
import type { UpsertLotInput as UpsertLot } from '../../domain/lots/upsert-lots.command.ts';
import type { LotStatus } from '../../domain/stock/conditions.rules.ts';
import { DateScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';

export const LotStatusEnum = choices<LotStatus>('LotStatus', 'Whether a lot may be used.', {
  ACTIVE: 'In use. Whether it has expired is judged by its date.',
  RECALLED: 'Recalled: its stock is not promised and no more of it is received.',
});

@ObjectType({ description: 'A batch of one product, with its expiry.', simpleResolvers: true })
export class Lot extends MasterData implements LotRow {
  @Field(() => ID, { description: 'Id of the lot.' })
  id!: string;
  @Field(() => ID, { name: 'productMasterId', simple: false, description: 'Id of its product.' })
  productId!: string;
  @Field(() => String, { description: 'The lot number: unique for its product.' })
  number!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Day of expiry; null: does not expire.' })
  expiryDate!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day of manufacture, where it is known.' })
  manufacturedDate!: string | null;
  @Field(() => LotStatusEnum, { description: 'Whether it may be used.' })
  status!: LotStatus;
}

export const LotConnection = connectionType(Lot, 'Lot');

@InputType({ description: 'Which lots are listed: all that is given must hold.' })
export class LotFilterInput implements LotFilter {
  @Field(() => ID, { nullable: true, description: 'Lots of this product (id or SKU).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'Lots of exactly this number.' })
  number?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of the number (any case).' })
  search?: string | null;
  @Field(() => LotStatusEnum, { nullable: true, description: 'Lots of this status.' })
  status?: LotStatus | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Lots whose expiry is before this day; those that do not expire are left out.',
  })
  expiresBefore?: string | null;
}

export const LotSortInput = sortInput<LotSortField>('Lot', {
  number: 'The number.',
  expiryDate: 'The day of expiry; those that do not expire come last.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description:
    'A lot to be made or changed, found by id or by its product and number. What is left out stays as it is, or takes its default.',
})
export class UpsertLotInput extends UpsertInput implements UpsertLot {
  @Field(() => ID, {
    description:
      'Id or SKU of the product. A new lot of an inactive one is refused (INACTIVE), and so is giving a lot with stock to another product (REFERENCED).',
  })
  productMasterId!: string;
  @Field(() => String, { description: 'Lot number, 1 to 100 characters; unique for the product.' })
  number!: string;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of expiry; null: does not expire. The stock of the lot and the promise follow at once.',
  })
  expiryDate?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of manufacture, not after the expiry; null: not known.',
  })
  manufacturedDate?: string | null;
  @Field(() => LotStatusEnum, {
    nullable: true,
    description:
      'Whether it may be used; default: ACTIVE. RECALLED takes its stock out of the promise at once.',
  })
  status?: LotStatus | null;
}

@InputType({ description: 'Lots to be made or changed, all or nothing.' })
export class UpsertLotsInput {
  @Field(() => [UpsertLotInput], { description: 'The lots, 1 to 1,000.' })
  lots!: UpsertLotInput[];
}

@ObjectType({ description: 'The lots as they are now, in the order of the request.', simpleResolvers: true })
export class UpsertLotsPayload {
  @Field(() => [Lot], { description: 'The lots.' })
  lots!: Lot[];
}
