import type DataLoader from 'dataloader';
import { type ProductRow, productsByIds } from '../domain/products/products.query.ts';
import { type OpenTx, rowsById } from './rows-by-id.ts';

/** Products by id, within one operation. */
export function productsById(tx: OpenTx): DataLoader<string, ProductRow | null> {
  return rowsById(tx, productsByIds);
}
