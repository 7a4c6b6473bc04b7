import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, timestamptz } from './columns.ts';

/** A batch of one product, with its expiry. */
export const LotEntity = defineEntity({
  name: 'Lot',
  tableName: 'lot',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    productId: p.text(),
    number: p.text(),
    expiryDate: calendarDate().nullable(),
    manufacturedDate: calendarDate().nullable(),
    status: p.text(),
    holdCount: p.integer().default(0),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
