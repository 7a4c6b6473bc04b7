import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** How much of an item a hold is to keep; what it does keep is its allocation. */
export const HoldLineEntity = defineEntity({
  name: 'HoldLine',
  tableName: 'hold_line',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    holdId: p.text(),
    itemId: p.text(),
    quantity: quantity(),
  },
});
