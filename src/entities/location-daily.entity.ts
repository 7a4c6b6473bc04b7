import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity } from './columns.ts';

/** What moved at a location on a day, by the type of movement; over all stripes, each of which one connection adds to. */
export const LocationDailyEntity = defineEntity({
  name: 'LocationDaily',
  tableName: 'location_daily',
  properties: {
    orgId: p.integer().primary(),
    id: p.bigint('string').primary(),
    locationId: p.text(),
    day: calendarDate(),
    type: p.text(),
    stripe: p.integer(),
    unitsIn: quantity(),
    unitsOut: quantity(),
    valueIn: p.decimal('string').precision(28).scale(8),
    valueOut: p.decimal('string').precision(28).scale(8),
    valueChange: p.decimal('string').precision(28).scale(8),
  },
});
