import { Field, ID, InputType, Int } from 'type-graphql';
import type { AddStockRequestLineInput as AddLine } from '../../domain/stock-requests/add-stock-request-line.command.ts';
import type {
  ApproveStockRequestInput as Approve,
  ApproveStockRequestLineInput as ApproveLine,
} from '../../domain/stock-requests/approve-stock-request.command.ts';
import type { AttachmentInput as AttachmentFields } from '../../domain/stock-requests/attachments.rules.ts';
import type { CommentStockRequestInput as Comment } from '../../domain/stock-requests/comment-stock-request.command.ts';
import type { CreateStockRequestInput as Create } from '../../domain/stock-requests/create-stock-request.command.ts';
import type {
  IssueStockRequestInput as Issue,
  IssueStockRequestLineInput as IssueLine,
} from '../../domain/stock-requests/issue-stock-request.command.ts';
import type { RejectStockRequestInput as Reject } from '../../domain/stock-requests/reject-stock-request.command.ts';
import type { StockRequestFields as DraftFields } from '../../domain/stock-requests/request-fields.command.ts';
import type { RollBackStockRequestInput as RollBack } from '../../domain/stock-requests/roll-back-stock-request.command.ts';
import type { StockRequestLineInput as LineFields } from '../../domain/stock-requests/stock-request-lines.command.ts';
import type {
  StockRequestFilter,
  StockRequestSortField,
} from '../../domain/stock-requests/stock-requests.query.ts';
import type {
  StockRequestStepInput as Step,
  StockRequestPriority,
  StockRequestStatus,
} from '../../domain/stock-requests/stock-requests.rules.ts';
import type { NotedStepInput as NotedStep } from '../../domain/stock-requests/submit-stock-request.command.ts';
import type { UpdateStockRequestInput as Update } from '../../domain/stock-requests/update-stock-request.command.ts';
import { DateScalar, DecimalScalar } from '../scalars.ts';
import { sortInput } from '../support/sort.ts';
import { StockRequestPriorityEnum, StockRequestStatusEnum } from './stock-request.type.ts';

@InputType({ description: 'Which stock requests are listed: all that is given must hold.' })
export class StockRequestFilterInput implements StockRequestFilter {
  @Field(() => StockRequestStatusEnum, { nullable: true, description: 'In this state.' })
  status?: StockRequestStatus | null;
  @Field(() => ID, { nullable: true, description: 'Asked for by this credential.' })
  requesterId?: string | null;
  @Field(() => ID, { nullable: true, description: 'To be supplied by this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'For this location (id or code).' })
  destinationId?: string | null;
  @Field(() => StockRequestPriorityEnum, { nullable: true, description: 'Of this priority.' })
  priority?: StockRequestPriority | null;
  @Field(() => String, { nullable: true, description: 'Of this category, exactly.' })
  category?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'With all of these words, or words that begin so (any case), in the number, the notes, the words for whom it is or the id of the requester; or with this text in the SKU or name of a product asked for, or as its id.',
  })
  search?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Needed on a day before this one.' })
  neededBefore?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether somebody waits for it past the day by which it was needed.',
  })
  overdue?: boolean | null;
}

export const StockRequestSortInput = sortInput<StockRequestSortField>('StockRequest', {
  createdAt: 'When it was made.',
  number: 'Its number.',
  neededBy: 'When it is needed; those without a day come last.',
  priority: 'How urgent it is: LOW first.',
  updatedAt: 'When it last changed.',
});

@InputType({ description: 'A product that is asked for.' })
export class StockRequestLineInput implements LineFields {
  @Field(() => ID, { nullable: true, description: 'Id of the product (or give globalSku).' })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => DecimalScalar, { description: 'How much, more than 0.' })
  quantity!: string;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'A document kept elsewhere.' })
export class AttachmentInput implements AttachmentFields {
  @Field(() => String, {
    nullable: true,
    description: 'What it is called, 1 to 255 characters; default: its address.',
  })
  name?: string | null;
  @Field(() => String, { description: 'Its address: http or https, at most 2000 characters.' })
  url!: string;
}

@InputType({ description: 'What a draft says beside its lines.' })
export class StockRequestFieldsInput implements DraftFields {
  @Field(() => String, {
    nullable: true,
    description: 'For whom, in words: a person or team, 1 to 255 characters; null: nobody in particular.',
  })
  requestedFor?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "Category, in the organization's own words, 1 to 100 characters; null: none.",
  })
  category?: string | null;
  @Field(() => StockRequestPriorityEnum, {
    nullable: true,
    description: 'How urgent it is; default: NORMAL.',
  })
  priority?: StockRequestPriority | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: "The day by which it is needed, by the destination's calendar; null: none.",
  })
  neededBy?: string | null;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters; null: none.' })
  notes?: string | null;
  @Field(() => [AttachmentInput], {
    nullable: true,
    description: 'Documents that belong to it, at most 20: they take the place of all that it has.',
  })
  attachments?: AttachmentInput[] | null;
}

@InputType({ description: 'What is asked for, of whom, and for whom.' })
export class CreateStockRequestInput extends StockRequestFieldsInput implements Create {
  @Field(() => ID, { description: 'Id or code of the location that is to supply it.' })
  fromLocationId!: string;
  @Field(() => ID, { description: 'Id or code of the location that the goods are for; another one.' })
  destinationId!: string;
  @Field(() => [StockRequestLineInput], {
    nullable: true,
    description:
      'The lines, at most 1,000; they may come later. A product on two lines is refused with DUPLICATE.',
  })
  lines?: StockRequestLineInput[] | null;
}

@InputType({ description: 'Changes of a draft; what is left out stays as it is.' })
export class UpdateStockRequestInput extends StockRequestFieldsInput implements Update {
  @Field(() => ID, { description: 'Id of the stock request.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location that is to supply it.' })
  fromLocationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Id or code of the location that the goods are for.' })
  destinationId?: string | null;
  @Field(() => [StockRequestLineInput], {
    nullable: true,
    description: 'The lines, at most 1,000: they take the place of all that it has.',
  })
  lines?: StockRequestLineInput[] | null;
}

@InputType({ description: 'Which stock request.' })
export class StockRequestStepInput implements Step {
  @Field(() => ID, { description: 'Id of the stock request.' })
  id!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change is based on; another one is refused with VERSION_CONFLICT.',
  })
  expectedVersion?: number | null;
}

@InputType({ description: 'Which stock request, with a note.' })
export class StockRequestNotedStepInput extends StockRequestStepInput implements NotedStep {
  @Field(() => String, { nullable: true, description: 'Notes for its history, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'A line more of a draft.' })
export class AddStockRequestLineInput extends StockRequestStepInput implements AddLine {
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the product (or give globalSku); one that is on a line already is refused with DUPLICATE.',
  })
  productMasterId?: string | null;
  @Field(() => String, { nullable: true, description: 'SKU of the product.' })
  globalSku?: string | null;
  @Field(() => DecimalScalar, { description: 'How much, more than 0.' })
  quantity!: string;
  @Field(() => String, { nullable: true, description: 'Notes, at most 2000 characters.' })
  notes?: string | null;
}

@InputType({ description: 'Something said about a stock request.' })
export class CommentStockRequestInput implements Comment {
  @Field(() => ID, { description: 'Id of the stock request.' })
  id!: string;
  @Field(() => String, { description: 'What is said, 1 to 4000 characters.' })
  text!: string;
  @Field(() => [ID], {
    nullable: true,
    description:
      'Ids of members of the organization (or of its API keys) who are to take notice, at most 50.',
  })
  mentions?: string[] | null;
  @Field(() => [AttachmentInput], { nullable: true, description: 'Documents that belong to it, at most 20.' })
  attachments?: AttachmentInput[] | null;
}

@InputType({ description: 'How much of a line is approved.' })
export class ApproveStockRequestLineInput implements ApproveLine {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much, 0 to what was requested (by the second approver: to what the first approved); more is refused with EXCEEDS_REQUESTED.',
  })
  approvedQuantity!: string;
}

@InputType({ description: 'Which stock request is approved, and how much of it.' })
export class ApproveStockRequestInput extends StockRequestNotedStepInput implements Approve {
  @Field(() => [ApproveStockRequestLineInput], {
    nullable: true,
    description:
      'Lines of which less is approved than was asked for, 1 to 1,000, each once. A line that is not named is approved in full.',
  })
  lines?: ApproveStockRequestLineInput[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Where there is not enough, approve what there is; default: false, and then it is refused with INSUFFICIENT_STOCK.',
  })
  allowPartial?: boolean | null;
}

@InputType({ description: 'Which stock request is refused, and why.' })
export class RejectStockRequestInput extends StockRequestStepInput implements Reject {
  @Field(() => String, { description: 'Why, 1 to 2000 characters.' })
  reason!: string;
}

@InputType({ description: 'How much of a line is issued.' })
export class IssueStockRequestLineInput implements IssueLine {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'How much, 0 or more; default: all that is allocated. More is refused with EXCEEDS_APPROVED.',
  })
  issuedQuantity?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Why it is less than was approved, at most 2000 characters; required then.',
  })
  reason?: string | null;
}

@InputType({ description: 'Which stock request is issued, and how much of it.' })
export class IssueStockRequestInput extends StockRequestNotedStepInput implements Issue {
  @Field(() => [IssueStockRequestLineInput], {
    nullable: true,
    description:
      'Lines of which less is issued than was approved, 1 to 1,000, each once. A line that is not named is issued in full.',
  })
  lines?: IssueStockRequestLineInput[] | null;
}

@InputType({ description: 'Which stock request goes a step back, and why.' })
export class RollBackStockRequestInput extends StockRequestStepInput implements RollBack {
  @Field(() => String, { nullable: true, description: 'Why, at most 2000 characters.' })
  reason?: string | null;
}
