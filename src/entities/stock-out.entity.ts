import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate } from './columns.ts';

/** Days at whose end a product was out of stock at a location: up to the day before `toDay`, or up to now. */
export const StockOutEntity = defineEntity({
  name: 'StockOut',
  tableName: 'stock_out',
  properties: {
    orgId: p.integer().primary(),
    id: p.bigint('string').primary(),
    productId: p.text(),
    locationId: p.text(),
    fromDay: calendarDate(),
    toDay: calendarDate().nullable(),
  },
});
