import { defineEntity, p } from '@mikro-orm/postgresql';

const seconds = () => p.decimal('string').precision(24).scale(6);

/** How many requests there are of a kind: kept by triggers of the table of requests. */
export const StockRequestCountEntity = defineEntity({
  name: 'StockRequestCount',
  tableName: 'stock_request_count',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    status: p.text(),
    priority: p.text(),
    category: p.text().nullable(),
    fromLocationId: p.text(),
    destinationId: p.text(),
    requesterId: p.text(),
    requests: p.integer(),
    approved: p.integer(),
    approveSeconds: seconds(),
    issued: p.integer(),
    issueSeconds: seconds(),
  },
});
