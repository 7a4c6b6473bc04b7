import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** Goods in a receiving bin that are to be put away. */
export const PutAwayTaskEntity = defineEntity({
  name: 'PutAwayTask',
  tableName: 'put_away_task',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    status: p.text(),
    itemId: p.text(),
    productId: p.text(),
    locationId: p.text(),
    fromBinId: p.text(),
    quantity: quantity(),
    assignedTo: p.text().nullable(),
    notes: p.text().nullable(),
    documentId: p.text().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
