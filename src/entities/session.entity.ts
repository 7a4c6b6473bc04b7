import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A signed-in browser: made from an API key or by a member; only the hash of its token is kept. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    apiKeyId: p.text().nullable(),
    memberId: p.text().nullable(),
    claimedRoles: p.array().nullable(),
    tokenHash: p.text(),
    createdAt: timestamptz(),
    expiresAt: timestamptz(),
  },
});
