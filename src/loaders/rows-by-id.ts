import DataLoader from 'dataloader';
import type { Tx } from '../platform/database/transaction.ts';
import { inOrder } from './in-order.ts';

/** The transaction that a loader reads in, opened when it first has to. */
export type OpenTx = () => Promise<Tx>;

/** A loader of rows by id, read in one statement for all that are asked for at once; `null` where there is none. */
export function rowsById<Row extends { id: string }>(
  tx: OpenTx,
  read: (tx: Tx, ids: readonly string[]) => Promise<Row[]>,
): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => inOrder(ids, await read(await tx(), ids)));
}
