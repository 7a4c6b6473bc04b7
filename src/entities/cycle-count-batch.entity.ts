import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, timestamptz } from './columns.ts';

/** A batch of stock items to be counted. */
export const CycleCountBatchEntity = defineEntity({
  name: 'CycleCountBatch',
  tableName: 'cycle_count_batch',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    locationId: p.text(),
    type: p.text(),
    status: p.text(),
    blind: p.boolean(),
    includeZero: p.boolean(),
    assignedTo: p.text().nullable(),
    dueDate: calendarDate().nullable(),
    notes: p.text().nullable(),
    createdBy: p.text(),
    submittedAt: timestamptz().nullable(),
    resolvedAt: timestamptz().nullable(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
