import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** One event on its way to one webhook. */
export const WebhookDeliveryEntity = defineEntity({
  name: 'WebhookDelivery',
  tableName: 'webhook_delivery',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    webhookId: p.text(),
    eventId: p.text(),
    status: p.text(),
    attempts: p.integer(),
    nextAttemptAt: timestamptz().nullable(),
    lastAttemptAt: timestamptz().nullable(),
    lastStatus: p.integer().nullable(),
    lastError: p.text().nullable(),
    deliveredAt: timestamptz().nullable(),
    createdAt: timestamptz(),
  },
});
