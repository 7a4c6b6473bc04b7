import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** Why stock was changed. */
export const ReasonCodeEntity = defineEntity({
  name: 'ReasonCode',
  tableName: 'reason_code',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    code: p.text(),
    name: p.text(),
    direction: p.text(),
    requiresNotes: p.boolean(),
    active: p.boolean(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
