import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** A part of a stock item's on hand that a document has reserved. */
export const AllocationEntity = defineEntity({
  name: 'Allocation',
  tableName: 'allocation',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    itemId: p.text(),
    productId: p.text(),
    locationId: p.text(),
    channelId: p.text().nullable(),
    documentType: p.text(),
    documentId: p.text(),
    documentLineId: p.text().nullable(),
    quantity: quantity(),
    status: p.text(),
    expiresAt: timestamptz().nullable(),
    createdAt: timestamptz(),
    closedAt: timestamptz().nullable(),
  },
});
