import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { StockDocumentSortField } from '../../domain/adjustments/adjustments.query.ts';
import { DateScalar } from '../scalars.ts';
import { connectionType } from '../support/connection.ts';
import { sortInput } from '../support/sort.ts';
import { StockDocument, StockDocumentStatusEnum } from './stock-document.type.ts';

@ObjectType({ description: 'An issue: stock that left for whom it was reserved.', simpleResolvers: true })
export class Issue extends StockDocument {}

export const IssueConnection = connectionType(Issue, 'Issue');

@InputType({ description: 'Which issues are listed: all that is given must hold.' })
export class IssueFilterInput {
  @Field(() => ID, { nullable: true, description: 'With a line at this location (id or code).' })
  locationId?: string | null;
  @Field(() => ID, { nullable: true, description: 'With a line of this product.' })
  productMasterId?: string | null;
  @Field(() => StockDocumentStatusEnum, { nullable: true, description: 'In this state.' })
  status?: 'POSTED' | 'REVERSED' | null;
  @Field(() => ID, { nullable: true, description: 'Posted by this credential.' })
  createdBy?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Posted on this day (UTC) or later.' })
  fromDate?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Posted on this day (UTC) or earlier.' })
  toDate?: string | null;
}

export const IssueSortInput = sortInput<StockDocumentSortField>('Issue', {
  createdAt: 'When it was posted.',
  number: 'Its number.',
  effectiveDate: 'The day on which it happened.',
});
