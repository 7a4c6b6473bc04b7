import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type RequestContext, scopeOf } from '../context.ts';
import { type CategorySortField, listCategories } from '../domain/categories/categories.query.ts';
import { upsertCategories } from '../domain/categories/upsert-categories.command.ts';
import type { Sort } from '../domain/lists.query.ts';
import { connection } from '../schema/support/connection.ts';
import { batchOf } from '../schema/support/master-data.ts';
import { PageArgs, pageRequest } from '../schema/support/paging.ts';
import {
  Category,
  CategoryConnection,
  CategoryFilterInput,
  CategorySortInput,
  UpsertCategoriesInput,
  UpsertCategoriesPayload,
} from '../schema/types/category.type.ts';

const byPath: Sort<CategorySortField> = { field: 'path', direction: 'ASC' };

@Resolver(() => Category)
export class CategoriesResolver {
  @Query(() => CategoryConnection, { description: 'The product categories of the organization.' })
  async categories(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => CategoryFilterInput, { nullable: true, description: 'Which categories.' })
    filter?: CategoryFilterInput,
    @Arg('sort', () => CategorySortInput, {
      nullable: true,
      description: 'The order; default: path ascending.',
    })
    sort?: Sort<CategorySortField>,
  ) {
    const tx = await scopeOf(context).tx();
    return connection(await listCategories(tx, filter ?? {}, sort ?? byPath, pageRequest(page)));
  }

  @Query(() => Category, {
    nullable: true,
    description: 'One category, or null when there is none of that id.',
  })
  category(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the category.' }) id: string,
  ) {
    return scopeOf(context).loaders.categoriesById.load(id);
  }

  @FieldResolver(() => Category, { nullable: true, description: 'The category above; null at the top.' })
  parent(@Ctx() context: RequestContext, @Root() { parentId }: Category) {
    return parentId === null ? null : scopeOf(context).loaders.categoriesById.load(parentId);
  }

  @Mutation(() => UpsertCategoriesPayload, {
    description:
      'Makes, renames or moves categories, found by id or by their name below their parent; all or nothing.',
  })
  async upsertCategories(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpsertCategoriesInput, { description: 'The categories.' })
    input: UpsertCategoriesInput,
  ) {
    const inputs = batchOf('categories', input.categories);
    return { categories: await scopeOf(context).command((command) => upsertCategories(command, inputs)) };
  }
}
