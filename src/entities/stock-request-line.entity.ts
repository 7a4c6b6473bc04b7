import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** A product of a stock request: how much was asked for, approved and issued. */
export const StockRequestLineEntity = defineEntity({
  name: 'StockRequestLine',
  tableName: 'stock_request_line',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    requestId: p.text(),
    lineNo: p.integer(),
    productId: p.text(),
    requested: quantity(),
    approved: quantity().nullable(),
    letGo: quantity().default('0'),
    issued: quantity().default('0'),
    notes: p.text().nullable(),
    reason: p.text().nullable(),
  },
});
