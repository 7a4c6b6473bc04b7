import { defineEntity, p } from '@mikro-orm/postgresql';
import { timestamptz } from './columns.ts';

/** Where an organization wants to be told of events, and of which. */
export const WebhookEntity = defineEntity({
  name: 'Webhook',
  tableName: 'webhook',
  properties: {
    orgId: p.integer().primary(),
    id: p.text().primary(),
    url: p.text(),
    description: p.text().nullable(),
    eventTypes: p.array(),
    status: p.text(),
    disabledReason: p.text().nullable(),
    secret: p.text(),
    previousSecret: p.text().nullable(),
    previousSecretUntil: timestamptz().nullable(),
    failingSince: timestamptz().nullable(),
    createdBy: p.text(),
    createdAt: timestamptz(),
    updatedAt: timestamptz(),
    version: p.integer().version(),
  },
});
