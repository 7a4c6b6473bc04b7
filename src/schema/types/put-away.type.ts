import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { CompletePutAwayTaskInput as CompletePutAwayTask } from '../../domain/put-away/complete-put-away-task.command.ts';
import type { CreatePutAwayTaskInput as CreatePutAwayTask } from '../../domain/put-away/create-put-away-task.command.ts';
import type { PutAwayTaskChangeInput as PutAwayTaskChange } from '../../domain/put-away/lock-put-away-task.command.ts';
import type {
  PutAwaySplitInput as PutAwaySplitFields,
  PutAwayStatus,
} from '../../domain/put-away/put-away.rules.ts';
import type {
  PutAwayCandidateFilter,
  PutAwayCandidateRow,
  PutAwayCandidateSortField,
} from '../../domain/put-away/put-away-candidates.query.ts';
import type {
  PutAwaySplitRow,
  PutAwayTaskFilter,
  PutAwayTaskRow,
  PutAwayTaskSortField,
} from '../../domain/put-away/put-away-tasks.query.ts';
import type { SuggestedBinRow, SuggestionReason } from '../../domain/put-away/suggested-bins.query.ts';
import type { Condition } from '../../domain/stock/conditions.rules.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { ConditionEnum } from './stock-item.type.ts';

export const PutAwayStatusEnum = choices<PutAwayStatus>('PutAwayStatus', 'State of a put-away task.', {
  PENDING: 'Made: nobody has begun.',
  IN_PROGRESS: 'Somebody is at it.',
  COMPLETED: 'The goods are in their bins.',
  CANCELLED: 'Given up: the goods stayed where they were.',
});

export const SuggestionReasonEnum = choices<SuggestionReason>(
  'PutAwaySuggestionReason',
  'Why a bin is suggested.',
  {
    OWN_BIN: 'The product lies there already, in the same condition.',
    EMPTY_BIN_OF_ZONE: 'The first empty storage bin of the zone that the goods are in.',
    EMPTY_BIN: 'The first empty storage bin of the location.',
  },
);

@ObjectType({ description: 'A bin that goods could be put away into.', simpleResolvers: true })
export class SuggestedBin implements Omit<SuggestedBinRow, 'inventoryItemId'> {
  @Field(() => ID, { description: 'Id of the bin.' })
  binId!: string;
  @Field(() => String, { description: 'Code of the bin.' })
  binCode!: string;
  @Field(() => String, { description: 'Name of the bin.' })
  binName!: string;
  @Field(() => SuggestionReasonEnum, { description: 'Why this one.' })
  reason!: SuggestionReason;
}

@ObjectType({
  description: 'A bin that some of the goods of a task go to, or went to.',
  simpleResolvers: true,
})
export class PutAwaySplit implements Omit<PutAwaySplitRow, 'taskId'> {
  @Field(() => ID, { description: 'Id of the bin.' })
  binId!: string;
  @Field(() => String, { description: 'Name of the bin.' })
  binName!: string;
  @Field(() => DecimalScalar, { description: 'How much of the goods.' })
  quantity!: string;
}

/** The goods that are put away: what tasks and candidates have in common. */
@ObjectType({ simpleResolvers: true })
abstract class PutAwayGoods {
  @Field(() => ID, { description: 'Id of the stock item that the goods are taken out of.' })
  inventoryItemId!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => ID, { description: 'Id of the location.' })
  locationId!: string;
  @Field(() => ID, { description: 'Id of the receiving bin.' })
  fromBinId!: string;
  @Field(() => String, { description: 'Name of the receiving bin.' })
  fromBinName!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => ConditionEnum, { description: 'Physical state.' })
  condition!: Condition;
}

@ObjectType({
  description: 'A task to put goods of a receiving bin away into other bins of the location.',
  simpleResolvers: true,
})
export class PutAwayTask extends PutAwayGoods implements PutAwayTaskRow {
  @Field(() => ID, { description: 'Id of the task.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as PUT-000123: unique in the organization.' })
  number!: string;
  @Field(() => PutAwayStatusEnum, { description: 'State.' })
  status!: PutAwayStatus;
  @Field(() => DecimalScalar, { description: 'How much is to be put away.' })
  quantity!: string;
  @Field(() => String, { nullable: true, description: 'Who is to do it.' })
  assignedTo!: string | null;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the act that moved the goods, once completed.' })
  documentId!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const PutAwayTaskConnection = connectionType(PutAwayTask, 'PutAwayTask');

@ObjectType({
  description: 'Stock in a receiving bin that is still to be put away.',
  simpleResolvers: true,
})
export class PutAwayCandidate extends PutAwayGoods implements PutAwayCandidateRow {
  @Field(() => String, { description: 'Name of the location.' })
  locationName!: string;
  @Field(() => DecimalScalar, {
    description: 'How much: what is on hand and neither on hold nor covered by an open task.',
  })
  quantity!: string;
  @Field(() => DecimalScalar, { description: 'What is physically there.' })
  quantityOnHand!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the oldest of it was received.' })
  receivedAt!: string | null;
}

export const PutAwayCandidateConnection = connectionType(PutAwayCandidate, 'PutAwayCandidate');

@InputType({ description: 'Which put-away tasks are listed: all that is given must hold.' })
export class PutAwayTaskFilterInput implements PutAwayTaskFilter {
  @Field(() => PutAwayStatusEnum, { nullable: true, description: 'In this state.' })
  status?: PutAwayStatus | null;
  @Field(() => ID, { nullable: true, description: 'At this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of exactly whom.' })
  assignedTo?: string | null;
}

export const PutAwayTaskSortInput = sortInput<PutAwayTaskSortField>('PutAwayTask', {
  createdAt: 'When it was made.',
  updatedAt: 'When it last changed.',
  number: 'Its number.',
});

@InputType({ description: 'Which stock to be put away is listed: all that is given must hold.' })
export class PutAwayCandidateFilterInput implements PutAwayCandidateFilter {
  @Field(() => ID, { nullable: true, description: 'At this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productMasterId?: string | null;
}

export const PutAwayCandidateSortInput = sortInput<PutAwayCandidateSortField>('PutAwayCandidate', {
  receivedAt: 'When it was received.',
  expiryDate: 'Expiry date; stock without one comes last.',
  globalSku: 'SKU of the product.',
});

@InputType({ description: 'A bin that some of the goods go to.' })
export class PutAwaySplitInput implements PutAwaySplitFields {
  @Field(() => ID, { description: 'Id or code of the bin, of the same location.' })
  binId!: string;
  @Field(() => DecimalScalar, { description: 'How much, more than 0; the same bin named twice is added up.' })
  quantity!: string;
}

@InputType({
  description:
    'What is to be put away: stock of a receiving bin, by inventoryItemId or by product, location, bin, lot and condition. Where to may be left open.',
})
export class CreatePutAwayTaskInput implements CreatePutAwayTask {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the stock item; then neither product, location, bin, lot nor condition may be given.',
  })
  inventoryItemId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location.' })
  locationId?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of the bin that the goods lie in; it must be of type RECEIVING (VALIDATION_FAILED).',
  })
  fromBinId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id of the lot.' })
  lotId?: string | null;
  @Field(() => String, { nullable: true, description: 'Number of the lot (instead of lotId).' })
  lotNumber?: string | null;
  @Field(() => ConditionEnum, { nullable: true, description: 'Physical state; default: AVAILABLE.' })
  condition?: Condition | null;
  @Field(() => DecimalScalar, {
    description:
      'How much, more than 0; at most what is on hand and neither on hold nor covered by an open task.',
  })
  quantity!: string;
  @Field(() => ID, { nullable: true, description: 'Id or code of the bin that all of it goes to.' })
  toBinId?: string | null;
  @Field(() => [PutAwaySplitInput], {
    nullable: true,
    description: 'The bins that it goes to, 1 to 100; they add up to the quantity (instead of toBinId).',
  })
  splits?: PutAwaySplitInput[] | null;
  @Field(() => String, { nullable: true, description: 'Who is to do it, 1 to 255 characters.' })
  assignedTo?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'Which put-away task.' })
export class PutAwayTaskChangeInput implements PutAwayTaskChange {
  @Field(() => ID, { description: 'Id of the task.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => String, { nullable: true, description: 'Notes for its history, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({
  description: 'Which put-away task is done; toBinId or splits take the place of what was planned.',
})
export class CompletePutAwayTaskInput extends PutAwayTaskChangeInput implements CompletePutAwayTask {
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or code of the bin that all of it went to; required (or splits) where nothing was planned.',
  })
  toBinId?: string | null;
  @Field(() => [PutAwaySplitInput], {
    nullable: true,
    description: 'The bins that it went to, 1 to 100; they add up to the quantity (instead of toBinId).',
  })
  splits?: PutAwaySplitInput[] | null;
}

@ObjectType({ description: 'The put-away task as it is now.', simpleResolvers: true })
export class PutAwayTaskPayload {
  @Field(() => PutAwayTask, { description: 'The task.' })
  task!: PutAwayTask;
}
