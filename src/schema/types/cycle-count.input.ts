import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  AddCountLineInput as AddCountLine,
  CountLineInput,
} from '../../domain/cycle-counts/add-line.command.ts';
import type {
  AssignCountInput,
  BatchStepInput,
  SubmitCountInput,
} from '../../domain/cycle-counts/change-batch.command.ts';
import type { CreateBatchInput } from '../../domain/cycle-counts/create-batch.command.ts';
import type { CountResolution } from '../../domain/cycle-counts/cycle-counts.rules.ts';
import type {
  CountInput,
  EnterCountsInput as EnterCounts,
} from '../../domain/cycle-counts/enter-counts.command.ts';
import type { ResolutionInput, ResolveCountInput } from '../../domain/cycle-counts/resolve-batch.command.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { Adjustment } from './adjustment.type.ts';
import { CycleCountBatch } from './cycle-count.type.ts';
import { CountResolutionEnum, NewCountTypeEnum } from './cycle-count-enums.type.ts';
import { ConditionEnum } from './stock-item.type.ts';

@InputType({
  description:
    'A batch to be made of the stock items at a location: all of them (FULL), or those under all the filters that are given.',
})
export class CreateCycleCountBatchInput implements CreateBatchInput {
  @Field(() => ID, { description: 'Id or code of the location.' })
  locationId!: string;
  @Field(() => NewCountTypeEnum, { description: 'What is counted.' })
  type!: CreateBatchInput['type'];
  @Field(() => [ID], {
    nullable: true,
    description: 'Ids or SKUs of products, 1 to 1,000; of PARTIAL and SPOT counts.',
  })
  productMasterIds?: string[] | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Ids or codes of bins, 1 to 1,000; of PARTIAL and SPOT counts.',
  })
  binIds?: string[] | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id or path of a category, with those below it; of PARTIAL and SPOT counts.',
  })
  categoryId?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether who counts is not shown what the system has; default: true.',
  })
  blind?: boolean | null;
  @Field(() => DateScalar, { nullable: true, description: 'The day by which it is to be done.' })
  dueDate?: string | null;
  @Field(() => String, { nullable: true, description: 'Who is to count, 1 to 255 characters.' })
  assignedTo?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Also items with nothing on hand; default: false.',
  })
  includeZero?: boolean | null;
}

/** What names a batch in every write. */
@InputType({ description: 'Which cycle count.' })
abstract class CycleCountReferenceInput {
  @Field(() => ID, { description: 'Id of the batch.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which cycle count, and why.' })
export class CycleCountStepInput extends CycleCountReferenceInput implements BatchStepInput {
  @Field(() => String, { nullable: true, description: 'Why, at most 2000 characters; kept in the history.' })
  notes?: string | null;
}

@InputType({ description: 'The cycle count that is handed in for review.' })
export class SubmitCycleCountInput extends CycleCountStepInput implements SubmitCountInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Hand it in although lines are not counted: those can be counted again or rejected, not accepted. Default: false, then COUNT_INCOMPLETE.',
  })
  allowUncounted?: boolean | null;
}

@InputType({ description: 'Who is to count.' })
export class AssignCycleCountInput extends CycleCountReferenceInput implements AssignCountInput {
  @Field(() => String, {
    nullable: true,
    description: 'Who, 1 to 255 characters; null: nobody. It must be given.',
  })
  assignedTo?: string | null;
}

@InputType({ description: 'What was counted of one line.' })
export class EnteredCountInput implements CountInput {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => DecimalScalar, { description: 'What was counted, 0 or more. Left out is an error, not zero.' })
  countedQuantity!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Notes, at most 2000 characters; left out, earlier ones stay.',
  })
  notes?: string | null;
}

@InputType({ description: 'Counts of lines of a cycle count.' })
export class EnterCountsInput extends CycleCountReferenceInput implements EnterCounts {
  @Field(() => [EnteredCountInput], { description: 'The counts, 1 to 1,000, each line once.' })
  counts!: EnteredCountInput[];
}

@InputType({ description: 'Stock that was found at the location and that the cycle count does not have.' })
export class CycleCountLineInput implements CountLineInput {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the bin; left out: not in a bin.' })
  binId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot (or give lotNumber).' })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot; made if it is new.' })
  lotNumber?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Expiry date of the lot; must agree with a lot that is known.',
  })
  expiryDate?: string | null;
  @Field(() => ConditionEnum, { nullable: true, description: 'Condition of the stock; default: AVAILABLE.' })
  condition?: Condition | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What was counted, 0 or more; left out: the line waits for its count.',
  })
  countedQuantity?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'A line to be added to a cycle count.' })
export class AddCountLineInput extends CycleCountReferenceInput implements AddCountLine {
  @Field(() => CycleCountLineInput, { description: 'What was found.' })
  line!: CycleCountLineInput;
}

@InputType({ description: 'What is decided on one line.' })
export class CycleCountResolutionInput implements ResolutionInput {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => CountResolutionEnum, { description: 'What becomes of it.' })
  action!: CountResolution;
  @Field(() => String, {
    nullable: true,
    description: 'Code of the reason; of what is accepted, default: RECOUNTED.',
  })
  reasonCode?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why, at most 2000 characters. A rejected line needs notes or a reasonCode.',
  })
  notes?: string | null;
}

@InputType({ description: 'Decisions on lines of a cycle count in review; all or nothing.' })
export class ResolveCycleCountInput extends CycleCountReferenceInput implements ResolveCountInput {
  @Field(() => [CycleCountResolutionInput], {
    nullable: true,
    description: 'The decisions, at most 1,000, each line once; at least one, or acceptWithinTolerance.',
  })
  resolutions?: CycleCountResolutionInput[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Accept every counted line that is not named and that is within tolerance; default: false. One request takes the first 10,000: while more are left, the batch stays in review, and the same can be sent again.',
  })
  acceptWithinTolerance?: boolean | null;
}

@ObjectType({ description: 'The cycle count as it is now.' })
export class CycleCountPayload {
  @Field(() => CycleCountBatch, { description: 'The batch.', simple: true })
  batch!: CycleCountBatch;
  /** The lines that the write touched; left out where it touched none in particular. */
  lineIds?: readonly string[];
}

@ObjectType({ description: 'The cycle count as it is now, and what was posted.' })
export class ResolveCycleCountPayload {
  @Field(() => CycleCountBatch, { description: 'The batch.', simple: true })
  batch!: CycleCountBatch;
  @Field(() => Adjustment, {
    nullable: true,
    description:
      'The adjustment of what was accepted, each of its lines naming one of the count; null: nothing was.',
    simple: true,
  })
  adjustment!: Adjustment | null;
  /** The lines that were decided on. */
  lineIds!: readonly string[];
}
