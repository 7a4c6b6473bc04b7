import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** Who did what to which document, with what was before and after. Append-only. */
export const AuditEntryEntity = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit_entry',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    seq: p.bigint('string').autoincrement(false),
    at: timestamptz(),
    actorType: p.text(),
    actorId: p.text(),
    requestId: p.text(),
    action: p.text(),
    documentType: p.text(),
    documentId: p.text(),
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
  },
});
