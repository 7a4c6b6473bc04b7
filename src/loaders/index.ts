import type { Tx } from '../platform/database/database.ts';
import { productsById } from './products-by-id.loader.ts';

/** The loaders of one operation: each batches and remembers what it reads in that operation's transaction. */
export type Loaders = ReturnType<typeof createLoaders>;

/** Makes the loaders of one operation; nothing is read before a key is asked for. */
export function createLoaders(tx: () => Promise<Tx>) {
  return {
    productsById: productsById(tx),
  };
}
