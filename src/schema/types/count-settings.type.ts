import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { CountSettingsInput } from '../../domain/organizations/count-settings.rules.ts';
import type {
  OrganizationSettings,
  PerClass,
  CountTolerance as Tolerance,
} from '../../domain/organizations/settings.rules.ts';
import { DecimalScalar } from '../scalars.ts';

@ObjectType({
  description:
    'How far a count may be off before somebody has to look at it: every limit that is given must hold. Without any, only a count that agrees is within tolerance.',
  simpleResolvers: true,
})
export class CountTolerance implements Tolerance {
  @Field(() => DecimalScalar, { nullable: true, description: "Percent of the system's quantity." })
  percent?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Units.' })
  quantity?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Value of the difference, at the stock item's cost.",
  })
  value?: string | null;
}

@ObjectType({ description: 'How far a count may be off, by class of the product.', simpleResolvers: true })
export class CountTolerances implements PerClass<Tolerance> {
  @Field(() => CountTolerance, { description: 'Of class A; default: 0.2 percent.' })
  A!: CountTolerance;
  @Field(() => CountTolerance, { description: 'Of class B; default: 1 percent.' })
  B!: CountTolerance;
  @Field(() => CountTolerance, { description: 'Of class C; default: 5 percent.' })
  C!: CountTolerance;
}

type Cutoffs = NonNullable<OrganizationSettings['abcCutoffs']>;

@ObjectType({
  description:
    'Cumulative shares of consumption value, in percent: a product is of class A while the share before it is below that of A, of class B below that of B, else of class C.',
  simpleResolvers: true,
})
export class AbcCutoffs implements Cutoffs {
  @Field(() => DecimalScalar, { description: 'Where class A ends; default: 80.' })
  A!: number;
  @Field(() => DecimalScalar, { description: 'Where class B ends; default: 95.' })
  B!: number;
}

@ObjectType({ description: 'Days between two counts of a product, by its class.', simpleResolvers: true })
export class CountFrequencies implements PerClass<number> {
  @Field(() => Int, { description: 'Of class A; default: 30.' })
  A!: number;
  @Field(() => Int, { description: 'Of class B; default: 90.' })
  B!: number;
  @Field(() => Int, { description: 'Of class C; default: 365.' })
  C!: number;
}

@InputType({
  description: 'How far a count may be off: every limit that is given must hold; none: it must agree.',
})
export class CountToleranceInput implements Tolerance {
  @Field(() => DecimalScalar, { nullable: true, description: "Percent of the system's quantity, 0 or more." })
  percent?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Units, 0 or more.' })
  quantity?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Value of the difference, 0 or more.' })
  value?: string | null;
}

type Given<Name extends keyof CountSettingsInput> = NonNullable<CountSettingsInput[Name]>;

@InputType({ description: 'Tolerances by class: one left out stays as it is; null: its default again.' })
export class CountTolerancesInput implements Given<'countTolerances'> {
  @Field(() => CountToleranceInput, { nullable: true, description: 'Of class A.' })
  A?: CountToleranceInput | null;
  @Field(() => CountToleranceInput, { nullable: true, description: 'Of class B.' })
  B?: CountToleranceInput | null;
  @Field(() => CountToleranceInput, { nullable: true, description: 'Of class C.' })
  C?: CountToleranceInput | null;
}

@InputType({
  description:
    'Cut-offs of the ABC classes in percent, 0 < A < B < 100: one left out stays as it is; null: its default again.',
})
export class AbcCutoffsInput implements Given<'abcCutoffs'> {
  @Field(() => DecimalScalar, { nullable: true, description: 'Where class A ends.' })
  A?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Where class B ends.' })
  B?: string | null;
}

@InputType({ description: 'Days between counts by class, 1 to 3650: one left out stays; null: its default.' })
export class CountFrequenciesInput implements Given<'countFrequencyDays'> {
  @Field(() => Int, { nullable: true, description: 'Of class A.' })
  A?: number | null;
  @Field(() => Int, { nullable: true, description: 'Of class B.' })
  B?: number | null;
  @Field(() => Int, { nullable: true, description: 'Of class C.' })
  C?: number | null;
}
