import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** Stock that is set aside: an item, a quantity of it, or a lot wherever it lies. */
export const HoldEntity = defineEntity({
  name: 'Hold',
  tableName: 'hold',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    scope: p.text(),
    itemId: p.text().nullable(),
    productId: p.text(),
    locationId: p.text().nullable(),
    lotId: p.text().nullable(),
    type: p.text(),
    reason: p.text(),
    quantity: quantity().nullable(),
    released: quantity().default('0'),
    status: p.text(),
    expiresAt: timestamptz().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
