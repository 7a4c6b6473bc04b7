import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity } from './columns.ts';

/** What moved of a product at a location in a month (named by its first day). */
export const StockMonthlyEntity = defineEntity({
  name: 'StockMonthly',
  tableName: 'stock_monthly',
  properties: {
    orgId: p.integer().primary(),
    id: p.bigint('string').primary(),
    productId: p.text(),
    locationId: p.text(),
    month: calendarDate(),
    unitsIssued: quantity(),
    valueIssued: p.decimal('string').precision(28).scale(8),
    unitsTransferredOut: quantity(),
    unitsChange: quantity(),
    valueChange: p.decimal('string').precision(28).scale(8),
  },
});
