import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity, timestamptz } from './columns.ts';

/** Stock on its way to a location, known by its expected date. */
export const ExpectedSupplyEntity = defineEntity({
  name: 'ExpectedSupply',
  tableName: 'expected_supply',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    reference: p.text(),
    productId: p.text(),
    locationId: p.text(),
    quantity: quantity(),
    expectedDate: calendarDate(),
    status: p.text(),
    causeType: p.text().nullable(),
    causeId: p.text().nullable(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
