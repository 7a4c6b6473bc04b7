import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** One product at one location of a reservation. */
export const ReservationLineEntity = defineEntity({
  name: 'ReservationLine',
  tableName: 'reservation_line',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    reservationId: p.text(),
    lineNo: p.integer(),
    productId: p.text(),
    locationId: p.text(),
    quantity: quantity(),
    released: quantity().default('0'),
  },
});
