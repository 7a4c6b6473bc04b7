import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  AbcFilter,
  AbcClassification as AbcPage,
  AbcProductRow,
  AbcSortField,
  AbcTotal,
} from '../../domain/cycle-counts/abc.query.ts';
import type { AbcBasis } from '../../domain/cycle-counts/abc.rules.ts';
import type { CreateAbcBatchInput } from '../../domain/cycle-counts/create-abc-batch.command.ts';
import type { Page } from '../../domain/lists.query.ts';
import type { AbcClass, PerClass } from '../../domain/organizations/settings.rules.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { PageArgs } from '../support/paging.ts';
import { sortInput } from '../support/sort.ts';

export const AbcClassEnum = choices<AbcClass>(
  'AbcClass',
  'Class of a product at a location, by the share of the value that comes before it.',
  {
    A: 'The few products that make up most of the value: counted most often.',
    B: 'The next ones.',
    C: 'The many that make up little, and those of no value.',
  },
);

export const AbcBasisEnum = choices<AbcBasis>('AbcBasis', 'What products are ranked by.', {
  CONSUMPTION: 'What was issued in the period, less what was reversed of it, at cost.',
  STOCK_VALUE: 'What is on hand now, at cost.',
});

@ObjectType({
  description: 'A product with its class, and when it is to be counted.',
  simpleResolvers: true,
})
export class AbcProduct implements AbcProductRow {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => AbcClassEnum, { description: 'Its class.' })
  class!: AbcClass;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Its value by the basis. Of the value on hand this and the shares are null without inventory.read: they would tell what a count must not know.',
  })
  value!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Its share of the whole value, in percent.' })
  share!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'The share of this product and all that are worth more, in percent. The class follows from the share before it.',
  })
  cumulativeShare!: string | null;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it was last counted: at a location, the latest count of its stock; over all locations, where that is longest ago. Null: never.',
  })
  lastCountedAt!: string | null;
  @Field(() => DateScalar, {
    description:
      'When its next count is due: the days of its class after the last one; never counted: the day it was first stocked.',
  })
  dueDate!: string;
  @Field(() => Int, { description: 'Days since it was due; 0 on that day and before.' })
  daysOverdue!: number;
  @Field(() => Boolean, { description: 'Whether it is due.' })
  due!: boolean;
}

@ObjectType({ description: 'What the products of a class come to.', simpleResolvers: true })
export class AbcClassTotal implements AbcTotal {
  @Field(() => Int, { description: 'How many products it has.' })
  products!: number;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Their value; null as that of a product is.',
  })
  value!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Their share of the whole value, in percent.',
  })
  share!: string | null;
}

@ObjectType({ description: 'The three classes.', simpleResolvers: true })
export class AbcClassTotals implements PerClass<AbcTotal> {
  @Field(() => AbcClassTotal, { description: 'Class A.' })
  A!: AbcClassTotal;
  @Field(() => AbcClassTotal, { description: 'Class B.' })
  B!: AbcClassTotal;
  @Field(() => AbcClassTotal, { description: 'Class C.' })
  C!: AbcClassTotal;
}

type Classification = Omit<AbcPage, keyof Page<AbcProductRow>>;

@ObjectType({
  description: 'The products of a location, or of all, ranked: a page of them (Relay connection).',
})
export class AbcClassification extends connectionType(AbcProduct, 'AbcProduct') implements Classification {
  @Field(() => AbcBasisEnum, { description: 'What they are ranked by.', simple: true })
  basis!: AbcBasis;
  @Field(() => DateScalar, { description: 'First day of the period.', simple: true })
  fromDate!: string;
  @Field(() => DateScalar, { description: 'Last day of the period.', simple: true })
  toDate!: string;
  @Field(() => AbcClassTotals, {
    description: 'The classes of the whole ranking, whatever is listed.',
    simple: true,
  })
  classes!: AbcClassTotals;
}

@InputType({
  description:
    'Which products are listed: all that is given must hold. Only the location changes the ranking.',
})
export class AbcFilterInput implements AbcFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'Stocked at this location (id or code), and ranked there; left out: over all locations.',
  })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this category (id or path).' })
  categoryId?: string | null;
  @Field(() => AbcClassEnum, { nullable: true, description: 'Of this class.' })
  class?: AbcClass | null;
  @Field(() => Boolean, { nullable: true, description: 'Whose count is due.' })
  onlyDue?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Part of the product name or SKU (any case).' })
  search?: string | null;
}

export const AbcProductSortInput = sortInput<AbcSortField>('AbcProduct', {
  value: 'Its value; ties by id, as they are ranked. By value on hand only with inventory.read.',
  dueDate: 'When its next count is due.',
  lastCountedAt: 'When it was last counted; those that never were come first.',
  globalSku: 'Its SKU.',
  productName: 'Its name.',
});

@ArgsType()
export class AbcArgs extends PageArgs {
  @Field(() => AbcFilterInput, { nullable: true, description: 'Which products.' })
  filter?: AbcFilterInput | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the period; default: as long before its end as abcPeriodDays of the settings.',
  })
  fromDate?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Last day of the period; default: today.' })
  toDate?: string | null;
  @Field(() => AbcBasisEnum, {
    nullable: true,
    description: 'What to rank by; default: CONSUMPTION, and STOCK_VALUE where nothing was consumed.',
  })
  basis?: AbcBasis | null;
  @Field(() => AbcProductSortInput, {
    nullable: true,
    description: 'The order; default: the most valuable first, without inventory.read the longest due first.',
  })
  sort?: InstanceType<typeof AbcProductSortInput> | null;
}

@InputType({ description: 'Which products are to be counted, and by whom.' })
export class CreateAbcCycleCountBatchInput implements CreateAbcBatchInput {
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => [AbcClassEnum], { nullable: true, description: 'Of these classes; default: all.' })
  classes?: AbcClass[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only what is due and not being counted already; default: true. False: also what is not due yet, in the same order.',
  })
  onlyDue?: boolean | null;
  @Field(() => Int, {
    nullable: true,
    description:
      'How many stock items at most: 1 to 10,000, default 100. Products are taken whole, and at least one.',
  })
  maxItems?: number | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the counters do not see what the system says; default: true.',
  })
  blind?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Who is to count it, 1 to 255 characters.' })
  assignedTo?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When it is to be done.' })
  dueDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}
