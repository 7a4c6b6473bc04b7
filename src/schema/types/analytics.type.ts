import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AnalyticsReading } from '../../domain/analytics/analytics.query.ts';
import type { FillRate } from '../../domain/analytics/fill-rate.query.ts';
import type {
  presentDay,
  presentShrinkage,
  presentTotals,
  presentTurnover,
} from '../../domain/analytics/present.rules.ts';
import type { AnalyticsFilter } from '../../domain/analytics/scope.query.ts';
import type { StockOuts } from '../../domain/analytics/stock-outs.query.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';

type Shape<Present extends (...args: never[]) => object> = ReturnType<Present>;

@InputType({ description: 'Which stock, and which days: all that is given must hold.' })
export class InventoryAnalyticsFilterInput implements AnalyticsFilter {
  @Field(() => ID, {
    nullable: true,
    description:
      'Stock at this location (id or code); left out: all locations together. NOT_FOUND when there is none.',
  })
  locationId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Stock of products that are in this category now (id or path), or in one below it. NOT_FOUND when there is none.',
  })
  categoryId?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day; default: 30 days with the last one. Not in the future, not after toDate.',
  })
  fromDate?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Last day; default: today. A later day counts as today, for days to come hold nothing yet. At most two years (731 days) from fromDate.',
  })
  toDate?: string | null;
}

@ObjectType({
  description:
    'What the figures are about. A movement belongs to the day, in the time zone of its location, on which it was posted, whatever effective date it was given.',
  simpleResolvers: true,
})
export class AnalyticsPeriod {
  @Field(() => DateScalar, { description: 'First day.' })
  fromDate!: string;
  @Field(() => DateScalar, { description: 'Last day; today is answered as far as it has come.' })
  toDate!: string;
  @Field(() => Int, { description: 'How many days it has, both included.' })
  days!: number;
  @Field(() => ID, { nullable: true, description: 'Id of the location; null: all of them.' })
  locationId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the location.' })
  locationName!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the category; null: all of them.' })
  categoryId!: string | null;
  @Field(() => String, { nullable: true, description: 'Path of the category.' })
  categoryPath!: string | null;
}

@ObjectType({
  description:
    'What moved. A reversal takes back what it reverses, on the day of the reversal. Values are units x cost of the movement. unitsAtStart + unitsIn - unitsOut + unitsAdjusted - unitsInTransitChange = unitsAtEnd; likewise the values, plus revaluation.',
  simpleResolvers: true,
})
export class AnalyticsTotals implements Shape<typeof presentTotals> {
  @Field(() => DecimalScalar, { description: 'Units on hand at the end of the day before the first.' })
  unitsAtStart!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth: sum of on hand x average cost.' })
  valueAtStart!: string;
  @Field(() => DecimalScalar, {
    description:
      'Units that came from outside: received; at a single location, also transferred in. Over all locations a transfer comes from nowhere.',
  })
  unitsIn!: string;
  @Field(() => DecimalScalar, { description: 'Value of unitsIn.' })
  valueIn!: string;
  @Field(() => DecimalScalar, {
    description: 'Units that left: issued; at a single location, also transferred out.',
  })
  unitsOut!: string;
  @Field(() => DecimalScalar, { description: 'Value of unitsOut.' })
  valueOut!: string;
  @Field(() => DecimalScalar, {
    description:
      'Net of every other movement: adjustments, counts, recorded stock, changes of condition or lot, put-away (the last three are net zero in units). Negative: more went missing than was found.',
  })
  unitsAdjusted!: string;
  @Field(() => DecimalScalar, { description: 'Value of unitsAdjusted.' })
  valueAdjusted!: string;
  @Field(() => DecimalScalar, {
    description:
      'By how many units more are between locations at the end than at the start (transferred out less in), lost ones included; 0 for a single location, where transfers are in unitsIn and unitsOut.',
  })
  unitsInTransitChange!: string;
  @Field(() => DecimalScalar, { description: 'Value of unitsInTransitChange.' })
  valueInTransitChange!: string;
  @Field(() => DecimalScalar, {
    description:
      'What the value changed by beyond what moved: average costs are rounded to 4 places, stock that comes in on a negative balance begins a new average, and a reversal leaves at the cost of what it reverses.',
  })
  revaluation!: string;
  @Field(() => DecimalScalar, { description: 'Units on hand at the end of the last day.' })
  unitsAtEnd!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth.' })
  valueAtEnd!: string;
  @Field(() => DecimalScalar, {
    description: 'Mean of the values at the end of each day of the period.',
  })
  averageValue!: string;
  @Field(() => DecimalScalar, { description: 'Units of receipts.' })
  unitsReceived!: string;
  @Field(() => DecimalScalar, { description: 'Value of receipts.' })
  valueReceived!: string;
  @Field(() => DecimalScalar, { description: 'Units of issues.' })
  unitsIssued!: string;
  @Field(() => DecimalScalar, { description: 'Cost of goods issued.' })
  valueIssued!: string;
  @Field(() => DecimalScalar, { description: 'Units that transfers brought to a location.' })
  unitsTransferredIn!: string;
  @Field(() => DecimalScalar, { description: 'Value of unitsTransferredIn.' })
  valueTransferredIn!: string;
  @Field(() => DecimalScalar, { description: 'Units that transfers took from a location.' })
  unitsTransferredOut!: string;
  @Field(() => DecimalScalar, { description: 'Value of unitsTransferredOut.' })
  valueTransferredOut!: string;
}

@ObjectType({ description: 'How often the stock was turned over.', simpleResolvers: true })
export class AnalyticsTurnover implements Shape<typeof presentTurnover> {
  @Field(() => DecimalScalar, { description: 'Value of issues, less what was reversed of it.' })
  costOfGoodsIssued!: string;
  @Field(() => DecimalScalar, { description: 'Mean of the values at the end of each day.' })
  averageValue!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'costOfGoodsIssued / averageValue, in the period as it is; null where the average is 0 or below.',
  })
  turns!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'At that pace in a year: turns x 365 / days.' })
  annualTurns!: string | null;
}

@ObjectType({
  description:
    'How often products had run out. A product-day is one active product at one location on one day, from the day of its first movement there; it is a stock-out where the day ended with nothing on hand, in any condition (on hand <= 0). Today is judged as it is now.',
  simpleResolvers: true,
})
export class AnalyticsStockOuts implements StockOuts {
  @Field(() => Int, { description: 'Product-days of the period.' })
  productDays!: number;
  @Field(() => Int, { description: 'Those of them that ended with nothing on hand.' })
  stockOutDays!: number;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: '100 x stockOutDays / productDays; null without product-days.',
  })
  ratePercent!: string | null;
  @Field(() => Int, { description: 'Products at locations that were out on one day or more.' })
  affected!: number;
  @Field(() => Int, { description: 'Products at locations that are out at the end of the last day.' })
  outAtEnd!: number;
}

@ObjectType({
  description:
    'How much of what stock requests asked for was issued: the requests that were issued in the period, by the calendar of the location that supplied them. What was rejected or cancelled does not count; an issue that was rolled back is none.',
  simpleResolvers: true,
})
export class AnalyticsFillRate implements FillRate {
  @Field(() => Int, { description: 'Requests that were issued; of a category: with a line of it.' })
  requests!: number;
  @Field(() => Int, { description: 'Their lines.' })
  lines!: number;
  @Field(() => Int, { description: 'Lines of which all that was requested was issued.' })
  linesInFull!: number;
  @Field(() => DecimalScalar, { description: 'Units that the lines asked for.' })
  unitsRequested!: string;
  @Field(() => DecimalScalar, { description: 'Units that were issued with them.' })
  unitsIssued!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Unit fill rate: 100 x unitsIssued / unitsRequested; null where nothing was issued.',
  })
  ratePercent!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Line fill rate: 100 x linesInFull / lines; null where nothing was issued.',
  })
  lineRatePercent!: string | null;
}

@ObjectType({
  description:
    'What cycle counts found missing (movements of type CYCLE_COUNT), less what was reversed of it.',
  simpleResolvers: true,
})
export class AnalyticsShrinkage implements Shape<typeof presentShrinkage> {
  @Field(() => DecimalScalar, { description: 'Units of the variances that were below what the books had.' })
  unitsLost!: string;
  @Field(() => DecimalScalar, { description: 'Their value, at average cost.' })
  valueLost!: string;
  @Field(() => DecimalScalar, { description: 'Units of the variances that were above.' })
  unitsFound!: string;
  @Field(() => DecimalScalar, { description: 'Their value, at average cost.' })
  valueFound!: string;
  @Field(() => DecimalScalar, { description: 'unitsLost - unitsFound.' })
  unitsNet!: string;
  @Field(() => DecimalScalar, { description: 'valueLost - valueFound.' })
  valueNet!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: '100 x valueNet / averageValue of the totals; null where that is 0 or below.',
  })
  ratePercent!: string | null;
}

@ObjectType({ description: 'A day, with what was there at its end.', simpleResolvers: true })
export class AnalyticsDay implements Shape<typeof presentDay> {
  @Field(() => DateScalar, { description: 'The day, at each location by its own calendar.' })
  date!: string;
  @Field(() => DecimalScalar, {
    description: 'Units of receipts; below 0 where more was reversed than came.',
  })
  unitsReceived!: string;
  @Field(() => DecimalScalar, { description: 'Units of issues.' })
  unitsIssued!: string;
  @Field(() => DecimalScalar, { description: 'Cost of goods issued.' })
  valueIssued!: string;
  @Field(() => DecimalScalar, { description: 'Units that transfers brought to a location.' })
  unitsTransferredIn!: string;
  @Field(() => DecimalScalar, { description: 'Units that transfers took from a location.' })
  unitsTransferredOut!: string;
  @Field(() => DecimalScalar, { description: 'Net units of every other movement.' })
  unitsAdjusted!: string;
  @Field(() => DecimalScalar, {
    description:
      'By how much units on hand changed: received - issued + transferred in - transferred out + adjusted.',
  })
  unitsNet!: string;
  @Field(() => DecimalScalar, { description: 'Units on hand at its end.' })
  units!: string;
  @Field(() => DecimalScalar, { description: 'What they were worth.' })
  value!: string;
}

@ObjectType({
  description:
    'Figures of a period, all of one moment and all following from the movements of stock. Each is computed only where it is selected.',
})
export class InventoryAnalytics {
  @Field(() => AnalyticsPeriod, { description: 'What the figures are about.', simple: true })
  period!: AnalyticsPeriod;
  /** What the other fields are read through. */
  reading!: AnalyticsReading;
}
