import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A place that keeps stock. */
export const LocationEntity = defineEntity({
  name: 'Location',
  tableName: 'location',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    code: p.text(),
    name: p.text(),
    type: p.text(),
    parentId: p.text().nullable(),
    timezone: p.text(),
    allowNegativeStock: p.boolean(),
    status: p.text(),
    requestDelivery: p.text().default('DIRECT'),
    costCentre: p.text().nullable(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
