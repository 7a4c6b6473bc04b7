import DataLoader from 'dataloader';
import { type ProductRow, productsByIds } from '../domain/products/products.query.ts';
import type { Tx } from '../platform/database/database.ts';
import { inOrder } from './in-order.ts';

/** Products by id, within one operation. */
export function productsById(tx: () => Promise<Tx>): DataLoader<string, ProductRow | null> {
  return new DataLoader(async (ids) => inOrder(ids, await productsByIds(await tx(), ids)));
}
