import { defineEntity, p } from '@mikro-orm/postgresql';

/** A word by which a stock request is found. */
export const StockRequestWordEntity = defineEntity({
  name: 'StockRequestWord',
  tableName: 'stock_request_word',
  properties: {
    orgId: p.integer().primary(),
    id: p.bigint('string').primary(),
    requestId: p.text(),
    word: p.text(),
  },
});
