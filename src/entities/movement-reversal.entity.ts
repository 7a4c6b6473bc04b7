import { defineEntity, p } from '@mikro-orm/postgresql';

/** That a movement was undone, and by which; a movement can be undone once. */
export const MovementReversalEntity = defineEntity({
  name: 'MovementReversal',
  tableName: 'movement_reversal',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    reversedById: p.text(),
  },
});
