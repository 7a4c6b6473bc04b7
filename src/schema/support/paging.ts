import { ArgsType, Field, Int, registerEnumType } from 'type-graphql';
import { invalid } from '../../domain/errors.rules.ts';
import type { PageRequest } from '../../domain/lists.query.ts';

/** Longest page of a list. */
export const MAX_PAGE = 100;

/** Direction of an order. */
export enum SortDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Direction of an order.',
  valuesConfig: {
    ASC: { description: 'Smallest, oldest or first in the alphabet first.' },
    DESC: { description: 'The reverse.' },
  },
});

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many nodes at most: 1 to 100.' })
  first: number = 20;
  @Field(() => String, { nullable: true, description: 'Cursor of the node after which the page begins.' })
  after?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many nodes to skip, for clients that count pages; not together with `after`.',
  })
  offset?: number | null;
}

/** Checks paging arguments. @throws VALIDATION_FAILED naming the argument. */
export function pageRequest(args: PageArgs, longest = MAX_PAGE): PageRequest {
  const fields = [];
  if (args.first < 1 || args.first > longest)
    fields.push({ path: 'first', message: `must be between 1 and ${longest}` });
  if (args.offset != null && args.offset < 0)
    fields.push({ path: 'offset', message: 'must not be negative' });
  if (args.offset != null && args.after != null)
    fields.push({ path: 'offset', message: 'cannot be given together with after' });
  if (fields.length > 0) throw invalid(fields);
  return { first: args.first, after: args.after ?? null, offset: args.offset ?? null };
}
