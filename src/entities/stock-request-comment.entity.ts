import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** What somebody said about a stock request. */
export const StockRequestCommentEntity = defineEntity({
  name: 'StockRequestComment',
  tableName: 'stock_request_comment',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    requestId: p.text(),
    text: p.text(),
    mentions: p.array(),
    attachments: p.json<unknown[]>(),
    createdBy: p.text(),
    createdAt: timestamptz(),
  },
});
