import type DataLoader from 'dataloader';
import { type WebhookRow, webhooksByIds } from '../domain/webhooks/webhooks.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Webhooks by id, within one operation. */
export function webhooksById(tx: OpenTx): DataLoader<string, WebhookRow | null> {
  return rowsById(tx, webhooksByIds);
}
