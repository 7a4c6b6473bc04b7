import type DataLoader from 'dataloader';
import { type BinRow, binsByIds } from '../domain/bins/bins.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Bins by id, within one operation. */
export function binsById(tx: OpenTx): DataLoader<string, BinRow | null> {
  return rowsById(tx, binsByIds);
}
