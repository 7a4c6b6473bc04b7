import type DataLoader from 'dataloader';
import { type CategoryRow, categoriesByIds } from '../domain/categories/categories.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Categories by id, within one operation. */
export function categoriesById(tx: OpenTx): DataLoader<string, CategoryRow | null> {
  return rowsById(tx, categoriesByIds);
}
