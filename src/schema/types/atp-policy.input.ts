import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { UpsertAtpPolicyInput as UpsertAtpPolicy } from '../../domain/atp-policies/upsert-atp-policies.command.ts';
import type { AllocationType } from '../../domain/availability/atp.rules.ts';
import { DecimalScalar } from '../scalars.ts';
import { UpsertInput } from '../support/master-data.ts';
import { AllocationTypeEnum, AtpPolicy } from './atp-policy.type.ts';

@InputType({
  description:
    'An ATP policy to be made, or changed by its id (nothing else names one). What is left out stays as it is, or takes its default; giving one of two alternatives lets go of the other.',
})
export class UpsertAtpPolicyInput extends UpsertInput implements UpsertAtpPolicy {
  @Field(() => String, { description: 'Name, 1 to 255 characters.' })
  name!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or SKU of the product that it is for; null: any. Not together with categoryId.',
  })
  productMasterId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or path of the category that it is for, with all below it; null: any. Not together with productMasterId.',
  })
  categoryId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the channel that it is for; null: any.' })
  channelId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location that it is for; null: any.' })
  locationId?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Safety stock in units, 0 or more; null: none. Not together with safetyStockDays.',
  })
  safetyStock?: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'Safety stock as days of average daily demand, 0 to 3650; null: none. Not together with safetyStock.',
  })
  safetyStockDays?: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'ATP at or below it is LOW, in units; default: 0.',
  })
  lowAtpThreshold?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'ATP at or below it is CRITICAL, in units; not above lowAtpThreshold; default: 0.',
  })
  criticalAtpThreshold?: string | null;
  @Field(() => AllocationTypeEnum, {
    nullable: true,
    description: 'How much of the stock the channel may use; default: SHARED.',
  })
  allocationType?: AllocationType | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The quantity in units, 0 or more: required for FIXED, refused otherwise.',
  })
  allocationQuantity?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The percentage of what is on hand, 0 to 100: required for PERCENTAGE, refused otherwise.',
  })
  allocationPercent?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days that a lot must still be good for to count, 0 to 36500; null: none.',
  })
  minRemainingShelfLifeDays?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it applies; default: true.' })
  active?: boolean | null;
}

@InputType({ description: 'ATP policies to be made or changed, all or nothing.' })
export class UpsertAtpPoliciesInput {
  @Field(() => [UpsertAtpPolicyInput], { description: 'The policies, 1 to 1,000.' })
  atpPolicies!: UpsertAtpPolicyInput[];
}

@ObjectType({
  description: 'The policies as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertAtpPoliciesPayload {
  @Field(() => [AtpPolicy], { description: 'The policies.' })
  atpPolicies!: AtpPolicy[];
}

@InputType({ description: 'ATP policies to be deleted, all or nothing.' })
export class DeleteAtpPoliciesInput {
  @Field(() => [ID], {
    description: 'Their ids, 1 to 1,000; one that there is not is refused with NOT_FOUND.',
  })
  ids!: string[];
}

@ObjectType({ description: 'What was deleted.', simpleResolvers: true })
export class DeleteAtpPoliciesPayload {
  @Field(() => [ID], { description: 'The ids of the policies that are gone.' })
  ids!: string[];
}
