import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** What was shipped of a line, by the stock item that it came from: its lot and cost arrive with it. */
export const TransferParcelEntity = defineEntity({
  name: 'TransferParcel',
  tableName: 'transfer_parcel',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    transferId: p.text(),
    lineId: p.text(),
    parcelNo: p.integer(),
    fromItemId: p.text(),
    lotId: p.text().nullable(),
    condition: p.text(),
    unitCost: quantity(),
    shipped: quantity(),
    received: quantity(),
    damaged: quantity(),
    writtenOff: quantity(),
  },
});
