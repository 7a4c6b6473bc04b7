import { Field, ID, Int, ObjectType } from 'type-graphql';
import type {
  AgeBucket,
  ExpiryAge,
  Ageing as Grouped,
  ReceiptAge,
} from '../../domain/analytics/ageing.query.ts';
import type {
  AnalyticsCategory as CategoryRow,
  AnalyticsProduct as ProductRow,
} from '../../domain/analytics/products.query.ts';
import { DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';

@ObjectType({ description: 'What products come to.', simpleResolvers: true })
abstract class AnalyticsFigures {
  @Field(() => DecimalScalar, {
    description: 'Units of issues in the period, less what was reversed of them.',
  })
  unitsIssued!: string;
  @Field(() => DecimalScalar, { description: 'Cost of goods issued.' })
  valueIssued!: string;
  @Field(() => DecimalScalar, { description: 'Units on hand at the end of the period.' })
  unitsAtEnd!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth.' })
  valueAtEnd!: string;
}

@ObjectType({ description: 'A product, over the locations that are asked about.', simpleResolvers: true })
export class AnalyticsProduct extends AnalyticsFigures implements ProductRow {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
}

@ObjectType({
  description:
    'The products that are in a category itself now (those of categories below it are counted there), over the locations that are asked about.',
  simpleResolvers: true,
})
export class AnalyticsCategory extends AnalyticsFigures implements CategoryRow {
  @Field(() => ID, { nullable: true, description: 'Id of the category; null: products of none.' })
  categoryId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the category.' })
  categoryName!: string | null;
  @Field(() => String, { nullable: true, description: 'Path of the category.' })
  categoryPath!: string | null;
  @Field(() => Int, { description: 'How many products of it had moved by the end of the period.' })
  products!: number;
  @Field(() => DecimalScalar, { description: 'Units on hand at the end of the day before the first.' })
  unitsAtStart!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth.' })
  valueAtStart!: string;
}

@ObjectType({
  description:
    'Products with stock at the end of the period of which nothing left in it: no issue and, at a single location, no transfer out, beyond what was reversed.',
  simpleResolvers: true,
})
export class AnalyticsDeadStock {
  @Field(() => Int, { description: 'How many products.' })
  products!: number;
  @Field(() => DecimalScalar, { description: 'Units on hand of them, at the end.' })
  units!: string;
  @Field(() => DecimalScalar, { description: 'What they are worth.' })
  value!: string;
  @Field(() => [AnalyticsProduct], { description: 'The first of them by value; ties by units, then id.' })
  items!: AnalyticsProduct[];
}

export const ReceiptAgeEnum = choices<ReceiptAge>(
  'ReceiptAge',
  'How old stock is: days from the local day of its receipt to the last day of the period.',
  {
    UP_TO_30: '0 to 30 days.',
    FROM_31_TO_60: '31 to 60 days.',
    FROM_61_TO_90: '61 to 90 days.',
    FROM_91_TO_180: '91 to 180 days.',
    FROM_181_TO_365: '181 to 365 days.',
    OVER_365: 'More than 365 days.',
    UNKNOWN: 'The balance never began with a receipt: it is below zero.',
  },
);

export const ExpiryAgeEnum = choices<ExpiryAge>(
  'ExpiryAge',
  'How long stock is still good: days from the last day of the period to its last good day, which is the expiry date of its lot, or the day before where the setting lotGoodOnExpiryDate is off.',
  {
    EXPIRED: 'Its last good day has passed.',
    UP_TO_30: '0 to 30 days.',
    FROM_31_TO_60: '31 to 60 days.',
    FROM_61_TO_90: '61 to 90 days.',
    OVER_90: 'More than 90 days.',
    NONE: 'It does not expire.',
  },
);

@ObjectType({ description: 'Stock of an age.', simpleResolvers: true })
export class ReceiptAgeBucket implements AgeBucket<ReceiptAge> {
  @Field(() => ReceiptAgeEnum, { description: 'Since its receipt.' })
  age!: ReceiptAge;
  @Field(() => DecimalScalar, { description: 'Units on hand.' })
  units!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth.' })
  value!: string;
}

@ObjectType({ description: 'Stock that is good for so long.', simpleResolvers: true })
export class ExpiryAgeBucket implements AgeBucket<ExpiryAge> {
  @Field(() => ExpiryAgeEnum, { description: 'Until it expires.' })
  age!: ExpiryAge;
  @Field(() => DecimalScalar, { description: 'Units on hand.' })
  units!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth.' })
  value!: string;
}

@ObjectType({
  description:
    'The stock at the end of the period by age: in each list every bucket once, which add up to unitsAtEnd and valueAtEnd.',
  simpleResolvers: true,
})
export class AnalyticsAgeing implements Grouped {
  @Field(() => [ReceiptAgeBucket], {
    description:
      'By receipt: a balance (product, location, bin, lot, condition) is as old as the stock that it began with, when it came in on nothing; what is added later takes its age.',
  })
  byReceipt!: ReceiptAgeBucket[];
  @Field(() => [ExpiryAgeBucket], {
    description: 'By the expiry date that its lot has now.',
  })
  byExpiry!: ExpiryAgeBucket[];
}
