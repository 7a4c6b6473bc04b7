import { sql } from 'kysely';
import { readMovements, undoAct } from '../adjustments/undo-act.command.ts';
import type { Command } from '../command.ts';
import { DomainError } from '../errors.rules.ts';
import { type Decimal, decimal, max, min, sum, text, ZERO } from '../quantity.rules.ts';
import { goodStock } from '../stock/good-stock.query.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem } from '../stock/locked-stock.rules.ts';
import { type AllocationRequest, allocate } from '../stock/reserve-items.command.ts';
import { StockPool } from '../stock/stock-pool.rules.ts';
import { unshipTransfer } from '../transfers/unship-transfer.command.ts';
import type { LockedStockRequest } from './lock-stock-request.command.ts';

/** So much of an item that was issued with a line. */
interface Issued {
  lineId: string;
  itemId: string;
  quantity: Decimal;
}

/**
 * Undoes an issue: the goods are where they were, and allocated to the request again, the same items. What was allocated
 * and had not been issued was given back then: it is allocated again as far as it is still there, else it is let go.
 * @throws GOODS_MOVED_ON when the goods are not at the destination any more, or are promised there
 */
export async function takeBackIssue(
  command: Command,
  request: LockedStockRequest,
  note: string | null,
): Promise<object> {
  const issued = await readIssued(command, request);
  if (request.transferId) await unshipTransfer(command, request.transferId, note);
  else await undoDirect(command, request, note);
  const requests = await allocateAgain(command, request, issued);
  const lines = request.lines.map((line) => {
    const allocated = sum(
      requests.filter(({ lineId }) => lineId === line.id).map(({ quantity }) => quantity),
    );
    return {
      lineId: line.id,
      issued: text(line.issued),
      allocated: text(allocated),
      letGo: text(line.approved.minus(allocated)),
    };
  });
  await writeBack(command, lines);
  return { lines };
}

/** What left of which item with each line. */
async function readIssued(
  { tx }: Command,
  { id, issueId, transferId }: LockedStockRequest,
): Promise<Issued[]> {
  const { rows } = await (transferId
    ? sql<{ lineId: string; itemId: string; quantity: string }>`
      select n.id as "lineId", p.from_item_id as "itemId", p.shipped as quantity
      from transfer_parcel p
      join transfer_line x on x.org_id = ${tx.orgId} and x.id = p.line_id
      join stock_request_line n on n.org_id = ${tx.orgId} and n.request_id = ${id} and n.product_id = x.product_id
      where p.org_id = ${tx.orgId} and p.transfer_id = ${transferId} order by p.id`
    : sql<{ lineId: string; itemId: string; quantity: string }>`
      select m.cause_line_id as "lineId", m.item_id as "itemId", -m.quantity_delta as quantity from movement m
      where m.org_id = ${tx.orgId} and m.document_id = ${issueId} and m.quantity_delta < 0 order by m.line_no`
  ).execute(tx.db);
  return rows.map((row) => ({ ...row, quantity: decimal(row.quantity) }));
}

/** Reverses the act that issued it. What it brought to the destination must be there still, and free. */
async function undoDirect(
  command: Command,
  { issueId, id, destination, delivery }: LockedStockRequest,
  note: string | null,
): Promise<void> {
  const { tx } = command;
  const { rows } = await sql<{ id: string; number: string; costCentre: string | null }>`
    select d.id, d.number, d.cost_centre as "costCentre" from stock_document d
    where d.org_id = ${tx.orgId} and d.id = ${issueId} for update`.execute(tx.db);
  const [original] = rows;
  if (!original) throw new Error(`The issue ${issueId} of the stock request ${id} is not there`);
  const movements = await readMovements(command, original.id);
  const cause = { type: 'STOCK_REQUEST', id };
  try {
    await undoAct(command, original, movements, { notes: note, cause, costCentre: original.costCentre });
  } catch (error) {
    const gone = error instanceof DomainError && ['INSUFFICIENT_STOCK', 'STOCK_ON_HOLD'].includes(error.code);
    if (!gone || delivery === 'CONSUMPTION') throw error;
    throw new DomainError(
      'GOODS_MOVED_ON',
      `What was issued is not at ${destination.code} any more, or is promised there: ${error.message}`,
      { ...error.details, fields: [], status: 'ISSUED', destinationId: destination.id },
    );
  }
}

/** Allocates what came back to the lines that it was issued with, and then what they had beside it, as far as there is any. */
async function allocateAgain(
  command: Command,
  request: LockedStockRequest,
  issued: readonly Issued[],
): Promise<AllocationRequest[]> {
  const pairs = request.lines.map(({ productId }) => ({ productId, locationId: request.from.id }));
  const records = await lockRecords(command, pairs);
  const items = new Map((await lockPairItems(command, pairs)).map((item) => [item.id, item]));
  const requests: AllocationRequest[] = [];
  const take = (item: LockedItem, quantity: Decimal, lineId: string) => {
    requests.push({ item, quantity, lineId });
    items.set(item.id, { ...item, reserved: item.reserved.plus(quantity) });
  };
  for (const { lineId, itemId, quantity } of issued) {
    const item = items.get(itemId);
    if (!item) continue;
    // a hold may have taken what came back
    const free = item.allowNegative ? quantity : min(quantity, max(ZERO, item.onHand.minus(item.reserved)));
    if (free.gt(0)) take(item, free, lineId);
  }
  const pool = new StockPool(await goodStock(command, request, [...items.values()]));
  for (const line of request.lines) {
    const had = line.approved.minus(line.letGo);
    const again = sum(requests.filter(({ lineId }) => lineId === line.id).map(({ quantity }) => quantity));
    const missing = had.minus(again);
    if (missing.lte(0)) continue;
    const from = { productId: line.productId, lot: null, fromBinId: null };
    const all = pool.take(from, missing, false);
    const { free } = all.short.gt(0) && all.available.gt(0) ? pool.take(from, all.available, false) : all;
    for (const { item, quantity } of free) {
      const now = items.get(item.id);
      if (now) take(now, quantity, line.id);
    }
  }
  if (requests.length > 0) {
    const holder = { type: 'STOCK_REQUEST' as const, id: request.id, channelId: null, expiresAt: null };
    await allocate(command, holder, requests, records);
  }
  return requests;
}

async function writeBack(
  { tx }: Command,
  lines: readonly { lineId: string; letGo: string }[],
): Promise<void> {
  await sql`
    update stock_request_line n set issued = 0, reason = null, let_go = x."letGo"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x("lineId" text, "letGo" numeric)
    where n.org_id = ${tx.orgId} and n.id = x."lineId"`.execute(tx.db);
}
