import { defineEntity, p } from '@mikro-orm/postgresql';

/** The highest document number handed out, by kind; numbers are taken in blocks. */
export const DocumentCounterEntity = defineEntity({
  name: 'DocumentCounter',
  tableName: 'document_counter',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    value: p.integer(),
  },
});
