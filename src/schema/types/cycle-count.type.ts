import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  AccuracyFigures as AccuracyFiguresRow,
  CountAccuracy,
} from '../../domain/cycle-counts/count-accuracy.query.ts';
import type { CountLineFilter, CountLineRow } from '../../domain/cycle-counts/count-lines.query.ts';
import type {
  CountProgress,
  CycleCountFilter,
  CycleCountRow,
  CycleCountSortField,
} from '../../domain/cycle-counts/cycle-counts.query.ts';
import type {
  CountLineStatus,
  CountResolution,
  CountStatus,
  CountType,
} from '../../domain/cycle-counts/cycle-counts.rules.ts';
import type { AbcClass } from '../../domain/organizations/settings.rules.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { AbcClassEnum } from './abc.type.ts';
import {
  CountLineStatusEnum,
  CountOutcomeEnum,
  CountStatusEnum,
  CountTypeEnum,
} from './cycle-count-enums.type.ts';
import { ConditionEnum } from './stock-item.type.ts';

const whileBlind = 'Null while it is kept back: see blind.';

@ObjectType({ description: 'The location of a cycle count.', simpleResolvers: true })
export class CycleCountLocation {
  @Field(() => ID, { description: 'Id of the location.' })
  id!: string;
  @Field(() => String, { description: 'Code of the location.' })
  code!: string;
  @Field(() => String, { description: 'Name of the location.' })
  name!: string;
}

@ObjectType({ description: 'How far a cycle count has come.', simpleResolvers: true })
export class CycleCountProgress implements CountProgress {
  @Field(() => Int, { description: 'Its lines.' })
  lines!: number;
  @Field(() => Int, { description: 'Lines with a count.' })
  counted!: number;
  @Field(() => Int, { nullable: true, description: `Counted lines that are off. ${whileBlind}` })
  variances!: number | null;
}

@ObjectType({
  description: 'A batch of stock items that are counted, and then reviewed.',
  simpleResolvers: true,
})
export class CycleCountBatch implements CycleCountRow {
  @Field(() => ID, { description: 'Id of the batch.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as CC-000123.' })
  number!: string;
  @Field(() => CountTypeEnum, { description: 'What it counts.' })
  type!: CountType;
  @Field(() => CountStatusEnum, { description: 'State.' })
  status!: CountStatus;
  @Field(() => Boolean, {
    description:
      'Whether nobody is shown what the system has (systemQuantity, unitCost, variance, varianceValue, withinTolerance, progress.variances, accuracy) until the batch is in review. Callers without inventory.read are not shown it either while another blind count of the same stock is under way.',
  })
  blind!: boolean;
  @Field(() => Boolean, { description: 'Whether items with nothing on hand were taken, too.' })
  includeZero!: boolean;
  @Field(() => CycleCountLocation, { description: 'Where it counts.' })
  location!: CycleCountLocation;
  @Field(() => String, { nullable: true, description: 'Who is to count.' })
  assignedTo!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day by which it is to be done.' })
  dueDate!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last handed in for review.' })
  submittedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When its last line was resolved.' })
  resolvedAt!: string | null;
  @Field(() => Int, {
    description: 'Increases with each change, with each count too; give it as expectedVersion.',
  })
  version!: number;
}

export const CycleCountBatchConnection = connectionType(CycleCountBatch, 'CycleCountBatch');

@ObjectType({ description: 'One stock item of a cycle count.', simpleResolvers: true })
export class CycleCountLine implements Omit<CountLineRow, 'batchId'> {
  @Field(() => ID, { description: 'Id of the line.' })
  id!: string;
  @Field(() => Int, { description: 'Number of the line, from 1: by bin, SKU, lot and condition.' })
  lineNo!: number;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the bin; null: not in a bin.' })
  binId!: string | null;
  @Field(() => String, { nullable: true, description: 'Name of the bin.' })
  binName!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => ConditionEnum, { description: 'Condition of the stock.' })
  condition!: Condition;
  @Field(() => AbcClassEnum, {
    description:
      'Class of the product at the location when the line was made: its tolerance follows from it.',
  })
  class!: AbcClass;
  @Field(() => CountLineStatusEnum, { description: 'State.' })
  status!: CountLineStatus;
  @Field(() => Boolean, { description: 'Whether it was added while counting.' })
  added!: boolean;
  @Field(() => Int, { description: 'How often it was counted.' })
  countNo!: number;
  @Field(() => DecimalScalar, { nullable: true, description: 'What was counted last; null: not counted.' })
  countedQuantity!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the credential that counted.' })
  countedBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was counted.' })
  countedAt!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes of who counted.' })
  notes!: string | null;
  @Field(() => Boolean, {
    description:
      'Whether systemQuantity, unitCost, variance, varianceValue and withinTolerance are kept back: see blind of the batch.',
  })
  figuresHidden!: boolean;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: `What the system had when the count was entered; null before that. ${whileBlind}`,
  })
  systemQuantity!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: `Cost of one unit when the count was entered. ${whileBlind}`,
  })
  unitCost!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: `Counted less what the system had. ${whileBlind}`,
  })
  variance!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: `The variance at the unit cost. ${whileBlind}` })
  varianceValue!: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: `Whether the variance is within the tolerance of the class. ${whileBlind}`,
  })
  withinTolerance!: boolean | null;
  @Field(() => CountOutcomeEnum, { nullable: true, description: 'What was decided.' })
  resolution!: Exclude<CountResolution, 'RECOUNT'> | null;
  @Field(() => String, { nullable: true, description: 'Code of the reason of the last decision.' })
  reasonCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes of who decided last.' })
  resolutionNotes!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the credential that resolved it.' })
  resolvedBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was resolved.' })
  resolvedAt!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the adjustment that posted its variance.' })
  adjustmentId!: string | null;
  @Field(() => Int, { description: 'Increases with each change.' })
  version!: number;
}

export const CycleCountLineConnection = connectionType(CycleCountLine, 'CycleCountLine');

@InputType({ description: 'Which lines of a cycle count are listed: all that is given must hold.' })
export class CycleCountLineFilterInput implements CountLineFilter {
  @Field(() => CountLineStatusEnum, { nullable: true, description: 'In this state.' })
  status?: CountLineStatus | null;
}

/** Longest page of the lines of a batch. */
export const MAX_LINES_PAGE = 1_000;

@ArgsType()
export class CycleCountLineArgs {
  @Field(() => CycleCountLineFilterInput, { nullable: true, description: 'Which lines.' })
  filter?: CycleCountLineFilterInput | null;
  @Field(() => Int, { defaultValue: 100, description: 'How many lines at most: 1 to 1,000.' })
  first: number = 100;
  @Field(() => String, { nullable: true, description: 'Cursor of the line after which the page begins.' })
  after?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many lines to skip, for clients that count pages; not together with `after`.',
  })
  offset?: number | null;
}

@ObjectType({ description: 'How near counts were to what the system had.', simpleResolvers: true })
export abstract class AccuracyFigures implements AccuracyFiguresRow {
  @Field(() => Int, { description: 'The lines that are looked at.' })
  lines!: number;
  @Field(() => Int, { description: 'Those of them with a count.' })
  counted!: number;
  @Field(() => Int, { description: 'Counts within the tolerance of their class.' })
  withinTolerance!: number;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Percentage of the counts that were within tolerance, with 2 decimals; null without any.',
  })
  accuracyPercent!: string | null;
  @Field(() => DecimalScalar, { description: 'Value that the system had of them.' })
  systemValue!: string;
  @Field(() => DecimalScalar, {
    description: 'Value of the variances, where too much and too little cancel.',
  })
  netVarianceValue!: string;
  @Field(() => DecimalScalar, { description: 'Value of the variances, each taken as positive.' })
  absoluteVarianceValue!: string;
  @Field(() => DecimalScalar, { description: 'Units that were too many, less those that were missing.' })
  netVarianceQuantity!: string;
}

@ObjectType({ description: 'How near the counts of a class were.', simpleResolvers: true })
export class ClassAccuracy extends AccuracyFigures {
  @Field(() => AbcClassEnum, { description: 'The class.' })
  class!: AbcClass;
}

@ObjectType({
  description:
    'How near counts were to what the system had. A line that was counted and then rejected is looked at like one that was accepted: a count was made.',
  simpleResolvers: true,
})
export class CycleCountAccuracy extends AccuracyFigures implements CountAccuracy {
  @Field(() => [ClassAccuracy], { description: 'The same by class; classes without lines are left out.' })
  byClass!: ClassAccuracy[];
}

@InputType({ description: 'Which cycle counts are listed: all that is given must hold.' })
export class CycleCountFilterInput implements CycleCountFilter {
  @Field(() => CountStatusEnum, { nullable: true, description: 'In this state.' })
  status?: CountStatus | null;
  @Field(() => CountTypeEnum, { nullable: true, description: 'Of this kind.' })
  type?: CountType | null;
  @Field(() => ID, { nullable: true, description: 'At this location (id or code).' })
  locationId?: string | null;
  @Field(() => String, { nullable: true, description: 'Assigned to exactly whom.' })
  assignedTo?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: "Made on this day of the location's calendar, or later.",
  })
  fromDate?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: "Made on this day of the location's calendar, or earlier.",
  })
  toDate?: string | null;
}

export const CycleCountSortInput = sortInput<CycleCountSortField>('CycleCount', {
  createdAt: 'When it was made.',
  number: 'Its number.',
  dueDate: 'The day by which it is to be done; those without one come last.',
  updatedAt: 'When it last changed.',
});

@InputType({ description: 'Which counts are looked at: all that is given must hold.' })
export class CycleCountAccuracyFilterInput {
  @Field(() => ID, { nullable: true, description: 'At this location (id or code).' })
  locationId?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: "Resolved on this day of the location's calendar, or later.",
  })
  fromDate?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: "Resolved on this day of the location's calendar, or earlier.",
  })
  toDate?: string | null;
}
