import { defineEntity, p } from '@mikro-orm/postgresql';
import { quantity } from './columns.ts';

/** A bin that some of a put-away task goes to. */
export const PutAwaySplitEntity = defineEntity({
  name: 'PutAwaySplit',
  tableName: 'put_away_split',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    taskId: p.text(),
    lineNo: p.integer(),
    binId: p.text(),
    quantity: quantity(),
  },
});
