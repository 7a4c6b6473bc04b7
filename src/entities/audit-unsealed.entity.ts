import { defineEntity, p } from '@mikro-orm/postgresql';

/** An audit entry that waits for its seal; the row is gone when it has one. */
export const AuditUnsealedEntity = defineEntity({
  name: 'AuditUnsealed',
  tableName: 'audit_unsealed',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
  },
});
