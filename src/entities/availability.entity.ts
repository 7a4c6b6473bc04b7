import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity, timestamptz } from './columns.ts';

/** Availability record: the sums over the stock items of a product at a location, and the promise settings there. */
export const AvailabilityEntity = defineEntity({
  name: 'Availability',
  tableName: 'availability',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    productId: p.text(),
    /** The product's; the database keeps it so. */
    globalSku: p.text(),
    locationId: p.text(),
    onHand: quantity(),
    reserved: quantity(),
    unpromisableOnHand: quantity(),
    unpromisableReserved: quantity(),
    channelReserved: p.json<Record<string, string>>(),
    value: p.decimal('string').precision(28).scale(8),
    firstExpiryDate: calendarDate().nullable(),
    nextReleaseAt: timestamptz().nullable(),
    incoming: quantity(),
    nextIncomingDate: calendarDate().nullable(),
    blocked: p.boolean(),
    backorderLimit: quantity(),
    availableFrom: calendarDate().nullable(),
    notes: p.text().nullable(),
    stockedFrom: calendarDate().nullable(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
