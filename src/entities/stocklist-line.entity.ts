import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** A product of a stocklist, and how much of it the destination should have. */
export const StocklistLineEntity = defineEntity({
  name: 'StocklistLine',
  tableName: 'stocklist_line',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    stocklistId: p.text(),
    lineNo: p.integer(),
    productId: p.text(),
    parLevel: quantity(),
  },
});
