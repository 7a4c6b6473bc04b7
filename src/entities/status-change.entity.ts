import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A step in the life of a document: from, to, who, when, why. */
export const StatusChangeEntity = defineEntity({
  name: 'StatusChange',
  tableName: 'status_change',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    seq: p.bigint('string').autoincrement(false),
    documentType: p.text(),
    documentId: p.text(),
    fromStatus: p.text().nullable(),
    toStatus: p.text(),
    at: timestamptz(),
    actor: p.text(),
    note: p.text().nullable(),
  },
});
