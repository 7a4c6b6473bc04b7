import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity, timestamptz } from './columns.ts';

/** An order of a product for a location, from another location or from a supplier. */
export const ReplenishmentEntity = defineEntity({
  name: 'Replenishment',
  tableName: 'replenishment',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    status: p.text(),
    productId: p.text(),
    locationId: p.text(),
    quantity: quantity(),
    received: quantity().default('0'),
    sourceType: p.text(),
    sourceLocationId: p.text().nullable(),
    supplier: p.text().nullable(),
    expectedDate: calendarDate().nullable(),
    reason: p.text().nullable(),
    notes: p.text().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
