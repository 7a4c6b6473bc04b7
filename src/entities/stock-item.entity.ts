import { defineEntity, p } from '@mikro-orm/postgresql';
import { calendarDate, quantity, timestamptz } from './columns.ts';

/** A stock item (REST: inventory item): one balance of product, location, bin, lot and condition. */
export const StockItemEntity = defineEntity({
  name: 'StockItem',
  tableName: 'stock_item',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    productId: p.text(),
    locationId: p.text(),
    binId: p.text().nullable(),
    lotId: p.text().nullable(),
    condition: p.text(),
    onHand: quantity(),
    reserved: quantity(),
    unitCost: quantity(),
    promisable: p.boolean(),
    expiryDate: calendarDate().nullable(),
    allowNegative: p.boolean(),
    firstReceivedAt: timestamptz().nullable(),
    lastCountedAt: timestamptz().nullable(),
    nextReleaseAt: timestamptz().nullable(),
    held: quantity().default('0'),
    holdCount: p.integer().default(0),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
