import type DataLoader from 'dataloader';
import { type AtpPolicyRow, atpPoliciesByIds } from '../domain/atp-policies/atp-policies.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** ATP policies by id, within one operation. */
export function atpPoliciesById(tx: OpenTx): DataLoader<string, AtpPolicyRow | null> {
  return rowsById(tx, atpPoliciesByIds);
}
