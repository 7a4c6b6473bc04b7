import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type {
  CategoryFilter,
  CategoryRow,
  CategorySortField,
} from '../../domain/categories/categories.query.ts';
import type { UpsertCategoryInput as UpsertCategory } from '../../domain/categories/upsert-categories.command.ts';
import { connectionType } from '../support/connection.ts';
import { MasterData, UpsertInput } from '../support/master-data.ts';
import { sortInput } from '../support/sort.ts';

@ObjectType({ description: 'A node of the tree that products are sorted into.', simpleResolvers: true })
export class Category extends MasterData implements CategoryRow {
  @Field(() => ID, { description: 'Id of the category.' })
  id!: string;
  @Field(() => String, { description: 'Its own name: unique below its parent.' })
  name!: string;
  @Field(() => ID, { nullable: true, description: 'Id of the category above; null at the top.' })
  parentId!: string | null;
  @Field(() => String, {
    description: 'The names from the top down, such as "Clothing / Caps": unique in the organization.',
  })
  path!: string;
}

export const CategoryConnection = connectionType(Category, 'Category');

@InputType({ description: 'Which categories are listed: all that is given must hold.' })
export class CategoryFilterInput implements CategoryFilter {
  @Field(() => String, { nullable: true, description: 'Part of the path (any case).' })
  search?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Those right below this category (id or path); null finds those at the top.',
  })
  parentId?: string | null;
}

export const CategorySortInput = sortInput<CategorySortField>('Category', {
  path: 'The path: parents before their children.',
  name: 'The name.',
  updatedAt: 'When it was last changed.',
});

@InputType({
  description:
    'A category to be made, renamed or moved; the paths of all that stand below follow. Without an id it is found by its name below its parent.',
})
export class UpsertCategoryInput extends UpsertInput implements UpsertCategory {
  @Field(() => String, {
    description:
      'Name, 1 to 255 characters, without blanks around it and without a "/" that stands alone (paths have those).',
  })
  name!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'Id or path of the category above; it may be made by the same request, before this one. null: the top; left out: as it is, and for a new one the top. Below itself is refused.',
  })
  parentId?: string | null;
}

@InputType({ description: 'Categories to be made or changed, all or nothing.' })
export class UpsertCategoriesInput {
  @Field(() => [UpsertCategoryInput], { description: 'The categories, 1 to 1,000, applied in this order.' })
  categories!: UpsertCategoryInput[];
}

@ObjectType({
  description: 'The categories as they are now, in the order of the request.',
  simpleResolvers: true,
})
export class UpsertCategoriesPayload {
  @Field(() => [Category], { description: 'The categories.' })
  categories!: Category[];
}
