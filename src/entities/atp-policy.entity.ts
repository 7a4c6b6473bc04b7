import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** How much may be promised, for a scope of product, category, channel and location. */
export const AtpPolicyEntity = defineEntity({
  name: 'AtpPolicy',
  tableName: 'atp_policy',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    name: p.text(),
    productId: p.text().nullable(),
    categoryId: p.text().nullable(),
    channelId: p.text().nullable(),
    locationId: p.text().nullable(),
    safetyStock: quantity().nullable(),
    safetyStockDays: p.integer().nullable(),
    lowAtpThreshold: quantity(),
    criticalAtpThreshold: quantity(),
    allocationType: p.text(),
    allocationQuantity: quantity().nullable(),
    allocationPercent: quantity().nullable(),
    minRemainingShelfLifeDays: p.integer().nullable(),
    active: p.boolean(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
