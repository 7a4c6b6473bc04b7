import { type ClassType, Field, InputType } from 'type-graphql';
import type { Sort } from '../../domain/lists.query.ts';
import { choices } from './choices.ts';
import { SortDirection } from './paging.ts';

/** Makes the sort input of a list, `ProductSortInput` for `Product`: one of its fields, and which way. */
export function sortInput<Name extends string>(
  noun: string,
  fields: Readonly<Record<Name, string>>,
): ClassType<Sort<Name>> {
  const names = choices(`${noun}SortField`, `What a list of ${noun} can be ordered by.`, fields);
  @InputType(`${noun}SortInput`, { description: `The order of a list of ${noun}.` })
  class SortInput implements Sort<Name> {
    @Field(() => names, { description: 'What to order by.' })
    field!: Name;
    @Field(() => SortDirection, { defaultValue: SortDirection.ASC, description: 'Which way.' })
    direction!: 'ASC' | 'DESC';
  }
  return SortInput;
}
