import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** How a product is replenished at a location. */
export const ReplenishmentConfigEntity = defineEntity({
  name: 'ReplenishmentConfig',
  tableName: 'replenishment_config',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    productId: p.text(),
    locationId: p.text(),
    active: p.boolean(),
    method: p.text(),
    min: quantity(),
    reorderPoint: quantity(),
    max: quantity().nullable(),
    safetyStock: quantity(),
    leadTimeDays: p.integer(),
    coverDays: p.integer().nullable(),
    orderMultiple: quantity().nullable(),
    sourceType: p.text().nullable(),
    sourceLocationId: p.text().nullable(),
    supplier: p.text().nullable(),
    autoApproveLimit: quantity().nullable(),
    announced: p.boolean().default(false),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
