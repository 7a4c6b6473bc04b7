import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** A template of what a destination usually asks for. */
export const StocklistEntity = defineEntity({
  name: 'Stocklist',
  tableName: 'stocklist',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    code: p.text(),
    name: p.text(),
    destinationId: p.text(),
    fromLocationId: p.text().nullable(),
    notes: p.text().nullable(),
    status: p.text(),
    linesChangedAt: timestamptz(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
