import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** The first answer to a write that carried an Idempotency-Key (its id), kept in the transaction of the effect. */
export const IdempotencyRecordEntity = defineEntity({
  name: 'IdempotencyRecord',
  tableName: 'idempotency_record',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    caller: p.text(),
    requestHash: p.text(),
    answer: p.text().nullable(),
    createdAt: timestamptz(),
    expiresAt: timestamptz(),
  },
});
