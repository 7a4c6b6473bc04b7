import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** What happened, written in the transaction in which it did. */
export const OutboxEventEntity = defineEntity({
  name: 'OutboxEvent',
  tableName: 'outbox_event',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    seq: p.bigint('string').autoincrement(false),
    type: p.text(),
    documentType: p.text(),
    documentId: p.text(),
    payload: p.json<Record<string, unknown>>(),
    createdAt: timestamptz(),
  },
});
