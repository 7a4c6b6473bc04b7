import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** A product (REST: product master). */
export const ProductEntity = defineEntity({
  name: 'Product',
  tableName: 'product',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    globalSku: p.text(),
    name: p.text(),
    categoryId: p.text().nullable(),
    unit: p.text(),
    unitCost: quantity(),
    safetyStock: quantity(),
    reorderPoint: quantity(),
    lotControlled: p.boolean(),
    expiryControlled: p.boolean(),
    barcode: p.text().nullable(),
    packSize: quantity().default('1'),
    status: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
