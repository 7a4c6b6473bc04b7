import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity } from './columns.ts';

/** What moved of a product at a location in a month (named by its first day), by the type of movement. */
export const StockMonthlyEntity = defineEntity({
  name: 'StockMonthly',
  tableName: 'stock_monthly',
  properties: {
    orgId: p.integer().primary(),
    id: p.bigint('string').primary(),
    productId: p.text(),
    locationId: p.text(),
    month: calendarDate(),
    type: p.text(),
    unitsIn: quantity(),
    unitsOut: quantity(),
    valueIn: p.decimal('string').precision(28).scale(8),
    valueOut: p.decimal('string').precision(28).scale(8),
    valueChange: p.decimal('string').precision(28).scale(8),
  },
});
