import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A node of the product tree; `path` is its name behind those of its parents, joined by " / ". */
export const CategoryEntity = defineEntity({
  name: 'Category',
  tableName: 'category',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    parentId: p.text().nullable(),
    name: p.text(),
    path: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
