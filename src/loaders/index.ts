import { atpPoliciesById } from './atp-policies-by-id.loader.ts';
import { binsById } from './bins-by-id.loader.ts';
import { binsByLocation } from './bins-by-location.loader.ts';
import { categoriesById } from './categories-by-id.loader.ts';
import { channelsById } from './channels-by-id.loader.ts';
import { locationsById } from './locations-by-id.loader.ts';
import { lotsById } from './lots-by-id.loader.ts';
import { productsById } from './products-by-id.loader.ts';
import type { OpenTx } from './rows-by-id.ts';

/** The loaders of one operation: each batches and remembers what it reads in that operation's transaction. */
export type Loaders = ReturnType<typeof createLoaders>;

/** Makes the loaders of one operation; nothing is read before a key is asked for. */
export function createLoaders(tx: OpenTx) {
  return {
    atpPoliciesById: atpPoliciesById(tx),
    binsById: binsById(tx),
    binsByLocation: binsByLocation(tx),
    categoriesById: categoriesById(tx),
    channelsById: channelsById(tx),
    locationsById: locationsById(tx),
    lotsById: lotsById(tx),
    productsById: productsById(tx),
  };
}
