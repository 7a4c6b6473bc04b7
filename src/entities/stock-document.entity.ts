import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, timestamptz } from './columns.ts';

/** One business act on the ledger: an adjustment, a receipt, an issue, a reversal. Its lines are its movements. */
export const StockDocumentEntity = defineEntity({
  name: 'StockDocument',
  tableName: 'stock_document',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    type: p.text(),
    status: p.text(),
    reasonCode: p.text().nullable(),
    reference: p.text().nullable(),
    notes: p.text().nullable(),
    effectiveDate: calendarDate(),
    causeType: p.text().nullable(),
    causeId: p.text().nullable(),
    reversesId: p.text().nullable(),
    reversedById: p.text().nullable(),
    lineCount: p.integer(),
    costCentre: p.text().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
