import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { CategoryCounts, StatusCounts } from '../../domain/stock-requests/overview/by-category.query.ts';
import type { DashboardRow, RequestedProduct } from '../../domain/stock-requests/overview/dashboard.query.ts';
import type {
  Counted,
  CountedPlace,
  FilterCounts,
} from '../../domain/stock-requests/overview/filters.query.ts';
import type { LineToApproveRow } from '../../domain/stock-requests/overview/pending-approvals.query.ts';
import type {
  StockRequestPriority,
  StockRequestStatus,
} from '../../domain/stock-requests/stock-requests.rules.ts';
import { DecimalScalar } from '../scalars.ts';
import { StockRequestPriorityEnum, StockRequestStatusEnum } from './stock-request.type.ts';

@ObjectType({ description: 'How many stock requests there are in each state.', simpleResolvers: true })
export class StockRequestStatusCounts implements StatusCounts {
  @Field(() => Int, { description: 'Drafts.' })
  DRAFT!: number;
  @Field(() => Int, { description: 'Waiting for approval.' })
  SUBMITTED!: number;
  @Field(() => Int, { description: 'Approved.' })
  APPROVED!: number;
  @Field(() => Int, { description: 'Being picked.' })
  PICKING!: number;
  @Field(() => Int, { description: 'Issued.' })
  ISSUED!: number;
  @Field(() => Int, { description: 'Rejected.' })
  REJECTED!: number;
  @Field(() => Int, { description: 'Cancelled.' })
  CANCELLED!: number;
}

@ObjectType({ description: 'The stock requests of a category.', simpleResolvers: true })
export class StockRequestCategoryCounts implements CategoryCounts {
  @Field(() => String, { nullable: true, description: 'The category; null: requests of none.' })
  category!: string | null;
  @Field(() => Int, { description: 'How many requests it has.' })
  total!: number;
  @Field(() => StockRequestStatusCounts, { description: 'How many of them are in each state.' })
  byStatus!: StockRequestStatusCounts;
}

@ObjectType({ description: 'A product that is often asked for.', simpleResolvers: true })
export class MostRequestedProduct implements RequestedProduct {
  @Field(() => ID, { description: 'Id of the product.' })
  productMasterId!: string;
  @Field(() => String, { description: 'SKU of the product.' })
  globalSku!: string;
  @Field(() => String, { description: 'Name of the product.' })
  name!: string;
  @Field(() => Int, { description: 'How many of the requests ask for it.' })
  requests!: number;
  @Field(() => DecimalScalar, { description: 'How much of it they ask for together.' })
  quantity!: string;
}

@ObjectType({ description: 'How the stock requests under a filter stand.', simpleResolvers: true })
export class StockRequestDashboard implements DashboardRow {
  @Field(() => Int, { description: 'How many requests there are.' })
  total!: number;
  @Field(() => StockRequestStatusCounts, { description: 'How many are in each state.' })
  byStatus!: StockRequestStatusCounts;
  @Field(() => Int, {
    description: 'How many somebody still waits for after the day by which they were needed.',
  })
  overdue!: number;
  @Field(() => Int, {
    description:
      'How many wait for the approval of the caller: see pendingApprovals. 0 without stockrequests.approve.',
  })
  waitingForMe!: number;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Hours from submission to approval, on average over all requests that are approved or issued; null where there is none.',
  })
  averageHoursToApprove!: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Hours from submission to issue, on average over all requests that are issued; null where there is none.',
  })
  averageHoursToIssue!: string | null;
  @Field(() => [MostRequestedProduct], {
    description:
      'The 10 products that most of the latest 1,000 requests ask for (drafts and cancelled ones do not count); at the same number those of which more is asked for.',
  })
  mostRequestedProducts!: MostRequestedProduct[];
}

@ObjectType({ description: 'A state that requests can be filtered by.', simpleResolvers: true })
export class CountedStockRequestStatus implements Counted<StockRequestStatus> {
  @Field(() => StockRequestStatusEnum, { description: 'The state.' })
  value!: StockRequestStatus;
  @Field(() => Int, { description: 'How many requests it would find, with the other filters.' })
  count!: number;
}

@ObjectType({ description: 'A priority that requests can be filtered by.', simpleResolvers: true })
export class CountedStockRequestPriority implements Counted<StockRequestPriority> {
  @Field(() => StockRequestPriorityEnum, { description: 'The priority.' })
  value!: StockRequestPriority;
  @Field(() => Int, { description: 'How many requests it would find, with the other filters.' })
  count!: number;
}

@ObjectType({ description: 'A text that requests can be filtered by.', simpleResolvers: true })
export class CountedStockRequestText implements Counted<string | null> {
  @Field(() => String, { nullable: true, description: 'The text; null: requests that have none.' })
  value!: string | null;
  @Field(() => Int, { description: 'How many requests it would find, with the other filters.' })
  count!: number;
}

@ObjectType({ description: 'A credential that requests can be filtered by.', simpleResolvers: true })
export class CountedStockRequester implements Counted<string> {
  @Field(() => ID, { description: 'Id of the credential.' })
  value!: string;
  @Field(() => Int, { description: 'How many requests it would find, with the other filters.' })
  count!: number;
}

@ObjectType({ description: 'A location that requests can be filtered by.', simpleResolvers: true })
export class CountedStockRequestLocation implements CountedPlace {
  @Field(() => ID, { description: 'Id of the location.' })
  value!: string;
  @Field(() => String, { description: 'Code of the location.' })
  code!: string;
  @Field(() => String, { description: 'Name of the location.' })
  name!: string;
  @Field(() => Int, { description: 'How many requests it would find, with the other filters.' })
  count!: number;
}

@ObjectType({
  description:
    'What stock requests can be filtered by. Each value with the number of requests that the list would have with it in the place of this filter, and all the other filters as they are. Of each at most 100 values, those with the most requests.',
  simpleResolvers: true,
})
export class StockRequestFilterCounts implements FilterCounts {
  @Field(() => [CountedStockRequestStatus], { description: 'The states, in their order.' })
  status!: CountedStockRequestStatus[];
  @Field(() => [CountedStockRequestPriority], { description: 'The priorities, LOW first.' })
  priority!: CountedStockRequestPriority[];
  @Field(() => [CountedStockRequestText], {
    description: 'The categories, those with the most requests first.',
  })
  category!: CountedStockRequestText[];
  @Field(() => [CountedStockRequestLocation], {
    description: 'The locations that supply (filter locationId), those with the most requests first.',
  })
  location!: CountedStockRequestLocation[];
  @Field(() => [CountedStockRequestLocation], {
    description: 'The locations that requests are for (filter destinationId), those with the most first.',
  })
  destination!: CountedStockRequestLocation[];
  @Field(() => [CountedStockRequester], {
    description: 'The credentials that ask (filter requesterId), those with the most requests first.',
  })
  requester!: CountedStockRequester[];
  @Field(() => Int, { description: 'How many are overdue (filter overdue: true).' })
  overdue!: number;
  @Field(() => Int, { description: 'How many are not overdue (filter overdue: false).' })
  notOverdue!: number;
}

@ObjectType({
  description: 'A line that waits for approval, and what there is for it.',
  simpleResolvers: true,
})
export class StockRequestLineToApprove implements Omit<LineToApproveRow, 'requestId'> {
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
    description: 'The most that can be approved: what was asked for, or what the first approver left of it.',
  })
  approvable!: string;
  @Field(() => DecimalScalar, {
    description:
      'What the supplying location can promise of the product now, as its availability record says: for this and all other requests together.',
  })
  available!: string;
  @Field(() => DecimalScalar, {
    description: 'What of approvable is not available: 0 where there is enough.',
  })
  shortfall!: string;
  @Field(() => String, { nullable: true, description: 'Notes of the requester.' })
  notes!: string | null;
}
