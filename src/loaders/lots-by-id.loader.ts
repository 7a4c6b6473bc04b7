import type DataLoader from 'dataloader';
import { type LotRow, lotsByIds } from '../domain/lots/lots.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Lots by id, within one operation. */
export function lotsById(tx: OpenTx): DataLoader<string, LotRow | null> {
  return rowsById(tx, lotsByIds);
}
