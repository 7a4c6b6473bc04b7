import type DataLoader from 'dataloader';
import { type MemberRow, membersByIds } from '../domain/members/members.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Members by id, within one operation. */
export function membersById(tx: OpenTx): DataLoader<string, MemberRow | null> {
  return rowsById(tx, membersByIds);
}
