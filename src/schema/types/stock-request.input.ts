import { Field, ID, InputType } from 'type-graphql';
import type {
  StockRequestFilter,
  StockRequestSortField,
} from '../../domain/stock-requests/stock-requests.query.ts';
import type {
  StockRequestPriority,
  StockRequestStatus,
} from '../../domain/stock-requests/stock-requests.rules.ts';
import { DateScalar } from '../scalars.ts';
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
      'With this text (any case) in the number, the notes, the words for whom it is, or in the SKU or name of a product asked for; or with this id of a requester or product.',
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
