import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity, timestamptz } from './columns.ts';

/** A change of what is on hand. Append-only: the database refuses to update or delete one. */
export const MovementEntity = defineEntity({
  name: 'Movement',
  tableName: 'movement',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    seq: p.bigint('string').autoincrement(false),
    documentId: p.text(),
    lineNo: p.integer(),
    itemId: p.text(),
    productId: p.text(),
    locationId: p.text(),
    quantityDelta: quantity(),
    balanceAfter: quantity(),
    unitCost: quantity(),
    type: p.text(),
    reasonCode: p.text().nullable(),
    notes: p.text().nullable(),
    effectiveDate: calendarDate(),
    postedAt: timestamptz(),
    postedBy: p.text(),
    causeLineId: p.text().nullable(),
    day: calendarDate(),
    costAfter: quantity(),
  },
});
