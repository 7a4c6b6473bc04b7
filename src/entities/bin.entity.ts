import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A place within a location. */
export const BinEntity = defineEntity({
  name: 'Bin',
  tableName: 'bin',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    locationId: p.text(),
    code: p.text(),
    name: p.text(),
    zone: p.text().nullable(),
    type: p.text(),
    blocked: p.boolean(),
    status: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
