import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { StockRequestCommentRow } from '../../domain/stock-requests/comments.query.ts';
import type { RequestDelivery } from '../../domain/stock-requests/deliveries.rules.ts';
import type { PickListEntryRow } from '../../domain/stock-requests/pick-list.query.ts';
import type {
  StockRequestAllocationRow,
  StockRequestLineRow,
} from '../../domain/stock-requests/stock-request-lines.query.ts';
import type {
  Attachment as AttachmentRow,
  StockRequestApprovalRow,
  StockRequestPlaceRow,
  StockRequestRow,
} from '../../domain/stock-requests/stock-requests.query.ts';
import type {
  StockRequestPriority,
  StockRequestStatus,
} from '../../domain/stock-requests/stock-requests.rules.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../scalars.ts';
import { choices } from '../support/choices.ts';
import { connectionType } from '../support/connection.ts';
import { RequestDeliveryEnum } from './request-delivery.type.ts';

export const StockRequestStatusEnum = choices<StockRequestStatus>(
  'StockRequestStatus',
  'State of a stock request.',
  {
    DRAFT: 'Can still be changed, or deleted.',
    SUBMITTED: 'Waits for approval: one, or two above a value that the organization sets.',
    APPROVED: 'Its stock is allocated.',
    PICKING: 'Being picked by its pick list.',
    ISSUED: 'Its goods have left for the destination.',
    REJECTED: 'Refused, with a reason.',
    CANCELLED: 'Given up before it was issued; what was allocated is free again.',
  },
);

export const StockRequestPriorityEnum = choices<StockRequestPriority>(
  'StockRequestPriority',
  'How urgent a stock request is.',
  {
    LOW: 'When there is time.',
    NORMAL: 'In its turn.',
    HIGH: 'Before others.',
    URGENT: 'At once.',
  },
);

@ObjectType({ description: 'A location that a stock request is about.', simpleResolvers: true })
export class StockRequestLocation implements StockRequestPlaceRow {
  @Field(() => ID, { description: 'Id of the location.' })
  id!: string;
  @Field(() => String, { description: 'Code of the location.' })
  code!: string;
  @Field(() => String, { description: 'Name of the location.' })
  name!: string;
}

@ObjectType({
  description: 'A document kept elsewhere: only its address is known here.',
  simpleResolvers: true,
})
export class Attachment implements AttachmentRow {
  @Field(() => String, { description: 'What it is called.' })
  name!: string;
  @Field(() => String, { description: 'Its address: http or https.' })
  url!: string;
}

@ObjectType({ description: 'An approval that counts: it was not rolled back.', simpleResolvers: true })
export class StockRequestApproval implements StockRequestApprovalRow {
  @Field(() => Int, { description: 'Which approval it was: 1 or 2.' })
  level!: number;
  @Field(() => ID, { description: 'Id of the credential that approved.' })
  approvedBy!: string;
  @Field(() => DateTimeScalar, { description: 'When.' })
  approvedAt!: string;
  @Field(() => String, { nullable: true, description: 'What the approver noted.' })
  notes!: string | null;
}

@ObjectType({
  description: 'What a department, store or ward asks a supplying location for.',
  simpleResolvers: true,
})
export class StockRequest implements StockRequestRow {
  @Field(() => ID, { description: 'Id of the stock request.' })
  id!: string;
  @Field(() => String, { description: 'Human number, such as SR-000123: unique in the organization.' })
  number!: string;
  @Field(() => StockRequestStatusEnum, { description: 'State.' })
  status!: StockRequestStatus;
  @Field(() => ID, { description: 'Id of the location that is to supply it.' })
  fromLocationId!: string;
  @Field(() => StockRequestLocation, { description: 'The location that is to supply it.' })
  fromLocation!: StockRequestLocation;
  @Field(() => ID, { description: 'Id of the location that the goods are for.' })
  destinationId!: string;
  @Field(() => StockRequestLocation, { description: 'The location that the goods are for.' })
  destination!: StockRequestLocation;
  @Field(() => ID, { description: 'Id of the credential that asks.' })
  requesterId!: string;
  @Field(() => String, { nullable: true, description: 'For whom, in words: a person or team.' })
  requestedFor!: string | null;
  @Field(() => String, { nullable: true, description: "Category, in the organization's own words." })
  category!: string | null;
  @Field(() => StockRequestPriorityEnum, { description: 'How urgent it is.' })
  priority!: StockRequestPriority;
  @Field(() => DateScalar, {
    nullable: true,
    description: "The day by which it is needed, by the destination's calendar.",
  })
  neededBy!: string | null;
  @Field(() => Boolean, {
    description:
      'Whether somebody still waits for it (SUBMITTED, APPROVED or PICKING) after the day by which it was needed.',
  })
  overdue!: boolean;
  @Field(() => String, { nullable: true, description: 'Notes.' })
  notes!: string | null;
  @Field(() => [Attachment], { description: 'Documents that belong to it.' })
  attachments!: Attachment[];
  @Field(() => String, { nullable: true, description: 'Why it was rejected.' })
  rejectionReason!: string | null;
  @Field(() => [StockRequestApproval], {
    description:
      'The approvals that count so far, first the first. One that was rolled back is in the history only.',
  })
  approvals!: StockRequestApproval[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was submitted.' })
  submittedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved in the end.' })
  approvedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was issued.' })
  issuedAt!: string | null;
  @Field(() => RequestDeliveryEnum, {
    nullable: true,
    description: 'How it was delivered; null until it is issued.',
  })
  delivery!: RequestDelivery | null;
  @Field(() => ID, { nullable: true, description: 'Id of the transfer that brings it to the destination.' })
  transferId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the act on the ledger that issued it, where no transfer did.',
  })
  issueId!: string | null;
  @Field(() => ID, { description: 'Id of the credential that made it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: string;
  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: string;
  @Field(() => Int, { description: 'Increases with each change; give it as expectedVersion.' })
  version!: number;
}

export const StockRequestConnection = connectionType(StockRequest, 'StockRequest');

@ObjectType({ description: 'What a line has allocated of a stock item.', simpleResolvers: true })
export class StockRequestAllocation implements StockRequestAllocationRow {
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => ID, { nullable: true, description: 'Id of its bin.' })
  binId!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of its bin.' })
  binCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Number of its lot.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of its lot.' })
  expiryDate!: string | null;
  @Field(() => DecimalScalar, { description: 'How much of it is allocated.' })
  quantity!: string;
}

@ObjectType({ description: 'A product that is asked for.', simpleResolvers: true })
export class StockRequestLine implements Omit<StockRequestLineRow, 'requestId'> {
  @Field(() => ID, { description: 'Id of the line.' })
  id!: string;
  @Field(() => Int, { description: 'Number of the line, from 1.' })
  lineNo!: number;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => String, { description: 'Unit that the product is counted in.' })
  unit!: string;
  @Field(() => DecimalScalar, { description: 'How much was asked for.' })
  requested!: string;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much was approved, at most what was asked for; null until the request is approved.',
  })
  approved!: string | null;
  @Field(() => DecimalScalar, {
    description: 'How much is allocated to it now: approved - letGo while it is APPROVED or PICKING, else 0.',
  })
  allocated!: string;
  @Field(() => DecimalScalar, {
    description:
      'How much of what was approved is not allocated any more: it had not been issued, somebody else took it, and then the issue was rolled back.',
  })
  letGo!: string;
  @Field(() => DecimalScalar, { description: 'How much was issued.' })
  issued!: string;
  @Field(() => String, { nullable: true, description: 'Notes of the requester.' })
  notes!: string | null;
  @Field(() => String, { nullable: true, description: 'Why less was issued than approved.' })
  reason!: string | null;
  @Field(() => [StockRequestAllocation], { description: 'What is allocated to it, first expired first.' })
  allocations!: StockRequestAllocation[];
}

@ObjectType({ description: 'What somebody said about a stock request.', simpleResolvers: true })
export class StockRequestComment implements Omit<StockRequestCommentRow, 'requestId'> {
  @Field(() => ID, { description: 'Id of the comment.' })
  id!: string;
  @Field(() => String, { description: 'What was said.' })
  text!: string;
  @Field(() => [ID], { description: 'Ids of those who are to take notice.' })
  mentions!: string[];
  @Field(() => [Attachment], { description: 'Documents that belong to it.' })
  attachments!: Attachment[];
  @Field(() => ID, { description: 'Id of the credential that said it.' })
  createdBy!: string;
  @Field(() => DateTimeScalar, { description: 'When.' })
  createdAt!: string;
}

@ObjectType({ description: 'What is to be taken out of a bin.', simpleResolvers: true })
export class PickListEntry implements Omit<PickListEntryRow, 'requestId'> {
  @Field(() => ID, { description: 'Id of the line that it is for.' })
  lineId!: string;
  @Field(() => Int, { description: 'Number of that line.' })
  lineNo!: number;
  @Field(() => ID, { nullable: true, description: 'Id of the bin; null: it lies in none.' })
  binId!: string | null;
  @Field(() => String, { nullable: true, description: 'Code of the bin.' })
  binCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Zone of the bin.' })
  zone!: string | null;
  @Field(() => ID, { description: 'Id of the stock item.' })
  inventoryItemId!: string;
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  productName!: string;
  @Field(() => String, { description: 'Unit that the product is counted in.' })
  unit!: string;
  @Field(() => String, { nullable: true, description: 'Number of the lot to take.' })
  lotNumber!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Expiry date of the lot.' })
  expiryDate!: string | null;
  @Field(() => DecimalScalar, { description: 'How much to take.' })
  quantity!: string;
}

@ObjectType({ description: 'The stock request as it is now.', simpleResolvers: true })
export class StockRequestPayload {
  @Field(() => StockRequest, { description: 'The stock request.' })
  stockRequest!: StockRequest;
}

@ObjectType({
  description: 'The line that was added, and its stock request as it is now.',
  simpleResolvers: true,
})
export class StockRequestLinePayload {
  @Field(() => StockRequestLine, { description: 'The line.' })
  line!: StockRequestLine;
  @Field(() => StockRequest, { description: 'The stock request.' })
  stockRequest!: StockRequest;
}

@ObjectType({ description: 'What was said.', simpleResolvers: true })
export class StockRequestCommentPayload {
  @Field(() => StockRequestComment, { description: 'The comment.' })
  comment!: StockRequestComment;
}

@ObjectType({ description: 'What was deleted.', simpleResolvers: true })
export class DeleteStockRequestPayload {
  @Field(() => ID, { description: 'Id of the draft that there is no more.' })
  id!: string;
}
