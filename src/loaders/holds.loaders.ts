import DataLoader from 'dataloader';
import {
  type CutIntoRow,
  cutsIntoByHolds,
  type HoldLineRow,
  linesByHolds,
} from '../domain/holds/holds.query.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { grouped } from './in-order.ts';

/** What holds cover, by the hold's id. */
export function linesByHold(tx: () => Promise<Tx>, now: Date): DataLoader<string, HoldLineRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await linesByHolds(await tx(), now, ids), ({ holdId }) => holdId),
  );
}

/** What holds cut into, by the hold's id. */
export function cutsIntoByHold(tx: () => Promise<Tx>, now: Date): DataLoader<string, CutIntoRow[]> {
  return new DataLoader(async (ids) =>
    grouped(ids, await cutsIntoByHolds(await tx(), now, ids), ({ holdId }) => holdId),
  );
}
