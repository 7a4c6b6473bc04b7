import type { Command } from '../command.ts';
import { DomainError, Refusals } from '../errors.rules.ts';
import { type Decimal, sum, text } from '../quantity.rules.ts';
import { goodStock } from '../stock/good-stock.query.ts';
import { refuseUnfit } from '../stock/refuse-unfit.command.ts';
import { type AllocationRequest, allocate } from '../stock/reserve-items.command.ts';
import { StockPool } from '../stock/stock-pool.rules.ts';
import { checkFreeText } from '../text.rules.ts';
import { type LockedTransfer, lockTransfer, type TransferLineState } from './lock-transfer.command.ts';
import { moveTransfer } from './move-transfer.command.ts';
import type { TransferStepInput } from './transfers.rules.ts';

/** A line that cannot be had in full. */
interface Shortfall {
  line: TransferLineState;
  available: Decimal;
}

/**
 * Approves a draft: reserves its stock, first expired first out, for all lines or none. What is free may be reserved, also
 * where channels have policies: a transfer takes stock from under them.
 * @throws INSUFFICIENT_STOCK with the shortfall of each line; LOT_EXPIRED, LOT_RECALLED for a lot that is named
 */
export async function approveTransfer(command: Command, input: TransferStepInput): Promise<void> {
  const refusals = new Refusals();
  checkFreeText(refusals, 'notes', input.notes);
  refusals.throwIfAny();
  const transfer = await lockTransfer(command, input, 'APPROVE', { from: true });
  await refuseUnfitLots(command, transfer);
  const requests = await pick(command, transfer);
  if (requests.length > 0) {
    const holder = { type: 'TRANSFER' as const, id: transfer.id, channelId: null, expiresAt: null };
    await allocate(command, holder, requests, transfer.records);
  }
  await moveTransfer(command, transfer, 'approve', {
    to: 'APPROVED',
    note: input.notes ?? null,
    after: {
      lines: transfer.lines.map(({ id, requested }) => ({
        lineId: id,
        requested: text(requested),
        reserved: text(sum(requests.filter(({ lineId }) => lineId === id).map(({ quantity }) => quantity))),
      })),
    },
  });
}

/** A lot that is named must be one that may leave. */
function refuseUnfitLots(command: Command, { lines, from }: LockedTransfer): Promise<void> {
  const rows = lines.map(({ lot, productId, globalSku }, index) => ({
    at: `lines[${index}].`,
    product: { id: productId, globalSku },
    location: from,
    lot,
  }));
  return refuseUnfit(command, rows, { field: 'lotNumber', advice: 'change the line' });
}

async function pick(command: Command, transfer: LockedTransfer): Promise<AllocationRequest[]> {
  const pool = new StockPool(await goodStock(command, transfer, transfer.items));
  const requests: AllocationRequest[] = [];
  const shortfalls: Shortfall[] = [];
  for (const line of transfer.lines) {
    const { free, available, short } = pool.take(line, line.requested, transfer.includeHeld);
    if (short.gt(0)) shortfalls.push({ line, available });
    // what is on hold stays with its holds until it leaves
    requests.push(...free.map(({ item, quantity }) => ({ item, quantity, lineId: line.id })));
  }
  if (shortfalls.length > 0) throw insufficient(shortfalls);
  return requests;
}

function insufficient(shortfalls: readonly Shortfall[]): DomainError {
  const told = shortfalls.map(({ line, available }) => ({
    line: line.lineNo,
    lineId: line.id,
    productMasterId: line.productId,
    globalSku: line.globalSku,
    requested: Number(line.requested),
    available: Number(available),
    shortfall: Number(line.requested.minus(available)),
  }));
  const fields = told.map(({ line, requested, available }) => ({
    path: `lines[${line - 1}].quantity`,
    message: `${requested} requested, ${available} available`,
  }));
  const [first] = told;
  return new DomainError('INSUFFICIENT_STOCK', `${fields[0]?.path}: ${fields[0]?.message}`, {
    available: first?.available,
    requested: first?.requested,
    shortfalls: told,
    fields,
  });
}
