import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** Stock held for a channel and an outside reference, such as an order. */
export const ReservationEntity = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    channelId: p.text(),
    reference: p.text(),
    status: p.text(),
    expiresAt: timestamptz().nullable(),
    notes: p.text().nullable(),
    issueId: p.text().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
