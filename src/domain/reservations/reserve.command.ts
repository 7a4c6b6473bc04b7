import { newId } from '../../platform/ids.ts';
import { ofPairs, readPromises } from '../availability/promise.query.ts';
import type { Command } from '../command.ts';
import { Refusals } from '../errors.rules.ts';
import { findChannels, type NamedChannel } from '../lookups.query.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { decimal, text } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import type { LockedItem } from '../stock/locked-stock.rules.ts';
import { checkLotUse } from '../stock/lots.rules.ts';
import { type AllocationRequest, allocate } from '../stock/reserve-items.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';
import { pickLines, refuseBlocked, reservableStock, type WantedLine } from './pick.rules.ts';

/** One product at one location to be reserved. */
export interface ReserveLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  locationId: string;
  /** Only this lot; default: first expired, first out. */
  lotId?: string | null;
  /** Its number, instead of its id. */
  lotNumber?: string | null;
  quantity: string;
}

/** What is to be reserved, for whom, and until when. */
export interface ReserveStockInput {
  channelId: string;
  reference: string;
  expiresAt?: string | null;
  notes?: string | null;
  lines: ReserveLineInput[];
}

interface Line extends WantedLine {
  id: string;
  row: ResolvedRow;
}

/**
 * Reserves stock for a channel, first expired first out. What a channel may reserve is what it may promise (its
 * ATP, safety stock included); all lines or none. A line that names a lot gets that lot only.
 * @returns the reservation's id.
 * @throws INSUFFICIENT_STOCK with `available` and `requested` for the first line that is short, AVAILABILITY_BLOCKED;
 * LOT_EXPIRED, LOT_RECALLED and STOCK_ON_HOLD for a lot that is named.
 */
export async function reserveStock(command: Command, input: ReserveStockInput): Promise<string> {
  const channel = await checkInput(command, input);
  const rows = await resolveRows(
    command.tx,
    input.lines.map(({ quantity: _, ...row }, index) => ({ ...row, at: `lines[${index}].` })),
  );
  await checkLots(command, input, rows);
  const refusals = new Refusals();
  const lines = rows.map((row, index) => lineOf(row, input.lines[index], refusals));
  const records = await lockRecords(command, lines);
  const items = await lockPairItems(command, lines);
  const requests = await pick(command, channel, lines, items);
  const id = newId('res');
  await persist(command, id, channel, input, lines);
  const holder = {
    type: 'RESERVATION' as const,
    id,
    channelId: channel.id,
    expiresAt: input.expiresAt ?? null,
  };
  await allocate(command, holder, requests, records);
  return id;
}

async function checkInput({ tx, now }: Command, input: ReserveStockInput): Promise<NamedChannel> {
  const refusals = new Refusals();
  const { lines, reference, expiresAt } = input;
  refusals.check(
    reference.trim() !== '' && reference.length <= 255,
    'VALIDATION_FAILED',
    'reference',
    'must have 1 to 255 characters',
  );
  refusals.check(
    (input.notes ?? '').length <= 2000,
    'VALIDATION_FAILED',
    'notes',
    'must have at most 2000 characters',
  );
  refusals.check(
    lines.length >= 1 && lines.length <= 1000,
    'VALIDATION_FAILED',
    'lines',
    'must be 1 to 1,000',
  );
  refusals.check(
    !expiresAt || Date.parse(expiresAt) > now.getTime(),
    'VALIDATION_FAILED',
    'expiresAt',
    'must be in the future',
  );
  for (const [index, { quantity }] of lines.entries()) {
    refusals.check(
      decimal(quantity).gt(0),
      'VALIDATION_FAILED',
      `lines[${index}].quantity`,
      'must be greater than 0',
    );
  }
  const channel = (await findChannels(tx, [input.channelId])).get(input.channelId);
  refusals.check(channel !== undefined, 'NOT_FOUND', 'channelId', 'there is no such channel');
  refusals.check(
    !channel || channel.status === 'ACTIVE',
    'INACTIVE',
    'channelId',
    `the channel ${channel?.code} is inactive`,
  );
  refusals.throwIfAny();
  return channel as NamedChannel;
}

/** Whether the lots that are named may be promised. */
async function checkLots(
  { tx, now }: Command,
  input: ReserveStockInput,
  rows: readonly ResolvedRow[],
): Promise<void> {
  if (rows.every(({ lot }) => lot === null)) return;
  const { lotGoodOnExpiryDate } = await readSettings(tx);
  const refusals = new Refusals();
  for (const [index, row] of rows.entries())
    checkLotUse(
      refusals,
      row,
      { field: lotFieldOf(input.lines[index]) },
      'RESERVE',
      now,
      lotGoodOnExpiryDate,
    );
  refusals.throwIfAny();
}

const lotFieldOf = (line: ReserveLineInput | undefined) => (line?.lotId == null ? 'lotNumber' : 'lotId');

function lineOf(row: ResolvedRow, input: ReserveLineInput | undefined, refusals: Refusals): Line {
  return {
    id: newId('rsl'),
    at: row.at,
    row,
    productId: row.product.id,
    locationId: row.location.id,
    lotId: row.lot?.id ?? null,
    lotField: lotFieldOf(input),
    quantity: decimal(input?.quantity),
    refusals,
  };
}

/** Picks items for every line. */
async function pick(
  { tx, now }: Command,
  channel: NamedChannel,
  lines: readonly Line[],
  items: readonly LockedItem[],
): Promise<AllocationRequest[]> {
  const stock = reservableStock(
    await readPromises(tx, { now, condition: ofPairs(lines), alone: true }),
    channel.id,
    items,
    now,
  );
  const throwIfAny = () => lines[0]?.refusals.throwIfAny();
  refuseBlocked(lines, stock);
  throwIfAny();
  const picks = pickLines(lines, stock);
  throwIfAny();
  return picks.map(({ line, item, quantity }) => ({ item, quantity, lineId: line.id }));
}

async function persist(
  command: Command,
  id: string,
  channel: NamedChannel,
  input: ReserveStockInput,
  lines: readonly Line[],
): Promise<void> {
  const { tx, now, doer } = command;
  const moment = now.toISOString();
  const number = await command.number('RES');
  await tx.db
    .insertInto('reservation')
    .values({
      org_id: tx.orgId,
      id,
      number,
      channel_id: channel.id,
      reference: input.reference,
      status: 'ACTIVE',
      expires_at: input.expiresAt ?? null,
      notes: input.notes ?? null,
      created_by: doer.id,
      created_at: moment,
      updated_at: moment,
      version: 1,
    })
    .execute();
  await tx.db
    .insertInto('reservation_line')
    .values(
      lines.map((line, index) => ({
        org_id: tx.orgId,
        id: line.id,
        reservation_id: id,
        line_no: index + 1,
        product_id: line.row.product.id,
        location_id: line.row.location.id,
        quantity: text(line.quantity),
      })),
    )
    .execute();
  await recordTransitions(command, [
    { documentType: 'RESERVATION', documentId: id, from: null, to: 'ACTIVE', note: input.notes ?? null },
  ]);
  command.record({
    action: 'reservation.reserve',
    documentType: 'Reservation',
    documentId: id,
    event: 'reservation.created',
    after: {
      number,
      channelId: channel.id,
      reference: input.reference,
      expiresAt: input.expiresAt ?? null,
      lines: lines.map(({ row, quantity }) => ({
        productMasterId: row.product.id,
        locationId: row.location.id,
        ...(row.lot ? { lotId: row.lot.id } : {}),
        quantity: text(quantity),
      })),
    },
  });
}
