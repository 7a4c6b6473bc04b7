import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A person of an organization; the identity provider knows them as `subject`. */
export const MemberEntity = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    name: p.text(),
    email: p.text(),
    subject: p.text(),
    role: p.text(),
    status: p.text(),
    removedAt: timestamptz().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
