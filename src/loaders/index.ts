import { apiKeysById } from './api-keys-by-id.loader.ts';
import { atpPoliciesById } from './atp-policies-by-id.loader.ts';
import { binsById } from './bins-by-id.loader.ts';
import { binsByLocation } from './bins-by-location.loader.ts';
import { categoriesById } from './categories-by-id.loader.ts';
import { channelsById } from './channels-by-id.loader.ts';
import { locationsById } from './locations-by-id.loader.ts';
import { lotsById } from './lots-by-id.loader.ts';
import { productsById } from './products-by-id.loader.ts';
import type { OpenTx } from './rows-by-id.ts';
import {
  historyByDocument,
  linesByDocument,
  linesByReservation,
  stockDocumentsById,
  stockItemsById,
} from './stock.loaders.ts';

/** The loaders of one operation: each batches and remembers what it reads in that operation's transaction. */
export type Loaders = ReturnType<typeof createLoaders>;

/** Makes the loaders of one operation; nothing is read before a key is asked for. */
export function createLoaders(tx: OpenTx, now: Date) {
  return {
    apiKeysById: apiKeysById(tx, now),
    atpPoliciesById: atpPoliciesById(tx),
    binsById: binsById(tx),
    binsByLocation: binsByLocation(tx),
    categoriesById: categoriesById(tx),
    channelsById: channelsById(tx),
    historyByDocument: historyByDocument(tx),
    linesByDocument: linesByDocument(tx),
    linesByReservation: linesByReservation(tx, now),
    locationsById: locationsById(tx),
    lotsById: lotsById(tx),
    productsById: productsById(tx),
    stockDocumentsById: stockDocumentsById(tx),
    stockItemsById: stockItemsById(tx, now),
  };
}
