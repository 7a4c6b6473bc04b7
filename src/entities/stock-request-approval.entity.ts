import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** Somebody's approval of a stock request. */
export const StockRequestApprovalEntity = defineEntity({
  name: 'StockRequestApproval',
  tableName: 'stock_request_approval',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    requestId: p.text(),
    level: p.integer(),
    approvedBy: p.text(),
    approvedAt: timestamptz(),
    notes: p.text().nullable(),
    value: p.decimal('string').precision(28).scale(8),
    quantities: p.json<Record<string, string>>(),
    voidedAt: timestamptz().nullable(),
  },
});
