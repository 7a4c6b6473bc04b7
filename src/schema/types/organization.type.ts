import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { OrganizationRow } from '../../domain/organizations/organization.query.ts';
import type { OrganizationSettings as Settings } from '../../domain/organizations/settings.rules.ts';
import type { UpdateSettingsInput } from '../../domain/organizations/update-settings.command.ts';
import { DecimalScalar } from '../scalars.ts';
import { MasterData } from '../support/master-data.ts';
import {
  AbcCutoffs,
  AbcCutoffsInput,
  CountFrequencies,
  CountFrequenciesInput,
  CountTolerances,
  CountTolerancesInput,
} from './count-settings.type.ts';

@ObjectType({
  description: 'What an organization decides for itself; defaults where it did not choose.',
  simpleResolvers: true,
})
export class OrganizationSettings implements Required<Settings> {
  @Field(() => Boolean, {
    description:
      "Whether a lot is still good through the end of its expiry date, in the location's time zone; default: true.",
  })
  lotGoodOnExpiryDate!: boolean;
  @Field(() => Int, {
    description: 'Days of history behind an average daily demand (safety stock in days); default: 28.',
  })
  demandWindowDays!: number;
  @Field(() => Boolean, {
    description:
      'Whether whoever counted a line may also accept its difference above tolerance; default: false.',
  })
  countSelfApproval!: boolean;
  @Field(() => CountTolerances, { description: 'How far a count may be off, by class of the product.' })
  countTolerances!: CountTolerances;
  @Field(() => AbcCutoffs, { description: 'Where the ABC classes end.' })
  abcCutoffs!: AbcCutoffs;
  @Field(() => CountFrequencies, { description: 'Days between two counts of a product, by its class.' })
  countFrequencyDays!: CountFrequencies;
  @Field(() => Int, { description: 'Days of history behind the ABC classification; default: 365.' })
  abcPeriodDays!: number;
  @Field(() => Boolean, {
    description:
      'Whether what is suggested is drafted at once when stock that moves takes a position to its reorder point or below; default: false.',
  })
  draftReplenishments!: boolean;
  @Field(() => Boolean, {
    description: 'Whether who made, edited or submitted a stock request may also approve it; default: false.',
  })
  stockRequestSelfApproval!: boolean;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'A stock request of which the approved quantities are worth more than this, at the cost of the stock allocated, needs two approvals, of different approvers; null: never (the default).',
  })
  stockRequestSecondApprovalAbove!: string | null;
}

@ObjectType({ description: 'The organization that everything is scoped to.', simpleResolvers: true })
export class Organization extends MasterData implements OrganizationRow {
  @Field(() => ID, { description: 'Id of the organization.' })
  id!: string;
  @Field(() => String, {
    description: 'Short name: unique among all organizations; the command line takes it.',
  })
  slug!: string;
  @Field(() => String, { description: 'The name.' })
  name!: string;
  @Field(() => OrganizationSettings, { description: 'What it decides for itself.' })
  settings!: OrganizationSettings;
}

@InputType({
  description: 'Settings to be changed. What is left out stays as it is; null: the default again.',
})
export class UpdateOrganizationSettingsInput implements UpdateSettingsInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a lot is still good through the end of its expiry date; default: true.',
  })
  lotGoodOnExpiryDate?: boolean | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days of history behind an average daily demand, 1 to 365; default: 28.',
  })
  demandWindowDays?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether whoever counted a line may also accept its difference above tolerance; default: false.',
  })
  countSelfApproval?: boolean | null;
  @Field(() => CountTolerancesInput, {
    nullable: true,
    description: 'How far a count may be off, by class; default: A 0.2 %, B 1 %, C 5 %.',
  })
  countTolerances?: CountTolerancesInput | null;
  @Field(() => AbcCutoffsInput, {
    nullable: true,
    description: 'Where the ABC classes end, in percent; default: A 80, B 95.',
  })
  abcCutoffs?: AbcCutoffsInput | null;
  @Field(() => CountFrequenciesInput, {
    nullable: true,
    description: 'Days between two counts, by class; default: A 30, B 90, C 365.',
  })
  countFrequencyDays?: CountFrequenciesInput | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Days of history behind the ABC classification, 1 to 3650; default: 365.',
  })
  abcPeriodDays?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether what is suggested is drafted at once when a position falls to its reorder point or below; default: false.',
  })
  draftReplenishments?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether who made, edited or submitted a stock request may also approve it; default: false.',
  })
  stockRequestSelfApproval?: boolean | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Above this value of the approved quantities a stock request needs two approvals, 0 or more; null: never (the default).',
  })
  stockRequestSecondApprovalAbove?: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'The version of the organization that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@ObjectType({ description: 'The organization as it is now.', simpleResolvers: true })
export class UpdateOrganizationSettingsPayload {
  @Field(() => Organization, { description: 'The organization.' })
  organization!: Organization;
}
