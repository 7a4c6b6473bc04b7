import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A credential of the platform itself, with no organization: refused on every tenant route. */
export const PlatformKeyEntity = defineEntity({
  name: 'PlatformKey',
  tableName: 'platform_key',
  properties: {
    id: p.text().primary(),
    name: p.text(),
    publicPart: p.text(),
    last4: p.text(),
    secretHash: p.text(),
    status: p.text(),
    createdAt: timestamptz(),
  },
});
