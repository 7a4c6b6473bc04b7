import { apiKeysById } from './api-keys-by-id.loader.ts';
import { atpPoliciesById } from './atp-policies-by-id.loader.ts';
import { binsById } from './bins-by-id.loader.ts';
import { binsByLocation } from './bins-by-location.loader.ts';
import { categoriesById } from './categories-by-id.loader.ts';
import { channelsById } from './channels-by-id.loader.ts';
import {
  accuracyByCycleCount,
  cycleCountsById,
  linesByCycleCount,
  progressByCycleCount,
} from './cycle-counts.loaders.ts';
import { cutsIntoByHold, linesByHold } from './holds.loaders.ts';
import { locationsById } from './locations-by-id.loader.ts';
import { lotsById } from './lots-by-id.loader.ts';
import { membersById } from './members-by-id.loader.ts';
import { productsById } from './products-by-id.loader.ts';
import { splitsByPutAwayTask, suggestedBinByItem } from './put-away.loaders.ts';
import { movementsByReplenishment, replenishmentsById } from './replenishment.loaders.ts';
import type { OpenTx } from './rows-by-id.ts';
import {
  historyByDocument,
  linesByDocument,
  linesByReservation,
  stockDocumentsById,
  stockItemsById,
} from './stock.loaders.ts';
import {
  commentsByStockRequest,
  linesByStockRequest,
  movementsByStockRequest,
  pickListByStockRequest,
} from './stock-requests.loaders.ts';
import { linesByStocklist, linesToApproveByStockRequest, stocklistsById } from './stocklists.loaders.ts';
import { linesByTransfer, movementsByTransfer } from './transfers.loaders.ts';
import { webhooksById } from './webhooks-by-id.loader.ts';

/** The loaders of one operation: each batches and remembers what it reads in that operation's transaction. */
export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Makes the loaders of one operation; nothing is read before a key is asked for.
 * @param seesStock whether the caller may read stock: what blind counts keep back depends on it.
 */
export function createLoaders(tx: OpenTx, now: Date, seesStock: boolean) {
  return {
    accuracyByCycleCount: accuracyByCycleCount(tx, seesStock),
    apiKeysById: apiKeysById(tx, now),
    atpPoliciesById: atpPoliciesById(tx),
    binsById: binsById(tx),
    binsByLocation: binsByLocation(tx),
    categoriesById: categoriesById(tx),
    channelsById: channelsById(tx),
    cycleCountsById: cycleCountsById(tx),
    cutsIntoByHold: cutsIntoByHold(tx, now),
    historyByDocument: historyByDocument(tx),
    linesByCycleCount: linesByCycleCount(tx, seesStock),
    linesByDocument: linesByDocument(tx),
    linesByHold: linesByHold(tx, now),
    linesByReservation: linesByReservation(tx, now),
    commentsByStockRequest: commentsByStockRequest(tx),
    linesByStockRequest: linesByStockRequest(tx),
    movementsByStockRequest: movementsByStockRequest(tx),
    pickListByStockRequest: pickListByStockRequest(tx),
    linesByStocklist: linesByStocklist(tx),
    linesToApproveByStockRequest: linesToApproveByStockRequest(tx, now),
    stocklistsById: stocklistsById(tx),
    linesByTransfer: linesByTransfer(tx),
    locationsById: locationsById(tx),
    lotsById: lotsById(tx),
    membersById: membersById(tx),
    movementsByReplenishment: movementsByReplenishment(tx),
    movementsByTransfer: movementsByTransfer(tx),
    productsById: productsById(tx),
    progressByCycleCount: progressByCycleCount(tx, seesStock),
    replenishmentsById: replenishmentsById(tx),
    splitsByPutAwayTask: splitsByPutAwayTask(tx),
    stockDocumentsById: stockDocumentsById(tx),
    stockItemsById: stockItemsById(tx, now),
    suggestedBinByItem: suggestedBinByItem(tx),
    webhooksById: webhooksById(tx),
  };
}
