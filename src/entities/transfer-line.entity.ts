import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** A product, or a lot of it, of a transfer. */
export const TransferLineEntity = defineEntity({
  name: 'TransferLine',
  tableName: 'transfer_line',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    transferId: p.text(),
    lineNo: p.integer(),
    productId: p.text(),
    lotId: p.text().nullable(),
    fromItemId: p.text().nullable(),
    toItemId: p.text().nullable(),
    fromBinId: p.text().nullable(),
    toBinId: p.text().nullable(),
    requested: quantity(),
    shipped: quantity(),
    received: quantity(),
    damaged: quantity(),
    writtenOff: quantity(),
    overReceived: quantity().default('0'),
    reason: p.text().nullable(),
  },
});
