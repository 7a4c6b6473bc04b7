import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity, timestamptz } from './columns.ts';

/** A stock item to be counted in a batch, what was counted, and what was decided. */
export const CycleCountLineEntity = defineEntity({
  name: 'CycleCountLine',
  tableName: 'cycle_count_line',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    batchId: p.text(),
    lineNo: p.integer(),
    itemId: p.text(),
    productId: p.text(),
    locationId: p.text(),
    class: p.text(),
    added: p.boolean(),
    status: p.text(),
    countNo: p.integer(),
    countedQuantity: quantity().nullable(),
    countedBy: p.text().nullable(),
    countedAt: timestamptz().nullable(),
    systemQuantity: quantity().nullable(),
    unitCost: quantity().nullable(),
    withinTolerance: p.boolean().nullable(),
    notes: p.text().nullable(),
    resolution: p.text().nullable(),
    reasonCode: p.text().nullable(),
    resolutionNotes: p.text().nullable(),
    resolvedBy: p.text().nullable(),
    resolvedAt: timestamptz().nullable(),
    adjustmentId: p.text().nullable(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
