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
    /** To the minute or so: it is written behind the requests. */
    lastUsedAt: timestamptz().nullable(),
    /** Addresses that it may be used from; none: from anywhere. */
    ipRanges: p.array(),
    /** The secret before the last rotation: it works until then. */
    replacedHash: p.text().nullable(),
    replacedUntil: timestamptz().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
