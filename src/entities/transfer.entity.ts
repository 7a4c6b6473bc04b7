import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, timestamptz } from './columns.ts';

/** Stock on its way from one location to another. */
export const TransferEntity = defineEntity({
  name: 'Transfer',
  tableName: 'transfer',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    kind: p.text(),
    status: p.text(),
    fromLocationId: p.text(),
    toLocationId: p.text(),
    expectedDate: calendarDate().nullable(),
    notes: p.text().nullable(),
    includeHeld: p.boolean().default(false),
    replenishmentId: p.text().nullable(),
    shippedAt: timestamptz().nullable(),
    receivedAt: timestamptz().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
