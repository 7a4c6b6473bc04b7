import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A credential of one organization; only the hash of its secret is kept. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    name: p.text(),
    publicPart: p.text(),
    last4: p.text(),
    secretHash: p.text(),
    scopes: p.array(),
    status: p.text(),
    expiresAt: timestamptz().nullable(),
    revokedAt: timestamptz().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
