import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, timestamptz } from './columns.ts';

/** What a department, store or ward asks a supplying location for. */
export const StockRequestEntity = defineEntity({
  name: 'StockRequest',
  tableName: 'stock_request',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    number: p.text(),
    status: p.text(),
    fromLocationId: p.text(),
    destinationId: p.text(),
    requesterId: p.text(),
    requestedFor: p.text().nullable(),
    contributors: p.array(),
    category: p.text().nullable(),
    priority: p.text(),
    neededBy: calendarDate().nullable(),
    notes: p.text().nullable(),
    attachments: p.json<unknown[]>(),
    rejectionReason: p.text().nullable(),
    submittedAt: timestamptz().nullable(),
    approvedAt: timestamptz().nullable(),
    issuedAt: timestamptz().nullable(),
    delivery: p.text().nullable(),
    transferId: p.text().nullable(),
    issueId: p.text().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
