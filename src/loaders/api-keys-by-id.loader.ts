import type DataLoader from 'dataloader';
import { type ApiKeyRow, apiKeysByIds } from '../domain/api-keys/api-keys.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** API keys by id with their status at a moment, within one operation. */
export function apiKeysById(tx: OpenTx, now: Date): DataLoader<string, ApiKeyRow | null> {
  return rowsById(tx, (open, ids) => apiKeysByIds(open, ids, now));
}
