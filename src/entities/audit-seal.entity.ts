import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A link of the hash chain over an organization's audit entries: which it covers, in order, with the digest of each. Append-only. */
export const AuditSealEntity = defineEntity({
  name: 'AuditSeal',
  tableName: 'audit_seal',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.integer(),
    entryIds: p.array(),
    entryDigests: p.array(),
    entryCount: p.integer(),
    previousHash: p.text(),
    hash: p.text(),
    sealedAt: timestamptz(),
  },
});
