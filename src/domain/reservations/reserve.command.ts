import { newId } from '../../platform/ids.ts';
import { ofPairs, readPromises } from '../availability/promise.query.ts';
import { promiseOf } from '../availability/promise.rules.ts';
import type { Command } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { Refusals } from '../errors.rules.ts';
import { findChannels, type NamedChannel } from '../lookups.query.ts';
import { completeSettings } from '../organizations/settings.rules.ts';
import { type Decimal, decimal, max, text, ZERO } from '../quantity.rules.ts';
import { recordTransitions } from '../status-history.command.ts';
import { firstGoodExpiry } from '../stock/conditions.rules.ts';
import { pickFefo } from '../stock/fefo.rules.ts';
import { lockPairItems, lockRecords } from '../stock/lock-stock.command.ts';
import { type LockedItem, pairKey } from '../stock/locked-stock.rules.ts';
import { type AllocationRequest, allocate } from '../stock/reserve-items.command.ts';
import { resolveRows } from '../stock/resolve-rows.query.ts';
import type { ResolvedRow } from '../stock/stock-row.rules.ts';

/** One product at one location to be reserved. */
export interface ReserveLineInput {
  productMasterId?: string | null;
  globalSku?: string | null;
  locationId: string;
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

interface Line {
  id: string;
  at: string;
  row: ResolvedRow;
  quantity: Decimal;
}

/**
 * Reserves stock for a channel, first expired first out. What a channel may reserve is what it may promise (its
 * ATP, safety stock included); all lines or none.
 * @returns the reservation's id.
 * @throws INSUFFICIENT_STOCK with `available` and `requested` for the first line that is short, AVAILABILITY_BLOCKED.
 */
export async function reserveStock(command: Command, input: ReserveStockInput): Promise<string> {
  const channel = await checkInput(command, input);
  const rows = await resolveRows(
    command.tx,
    input.lines.map(({ quantity: _, ...row }, index) => ({ ...row, at: `lines[${index}].` })),
  );
  const lines = rows.map((row, index) => ({
    id: newId('rsl'),
    at: row.at,
    row,
    quantity: decimal(input.lines[index]?.quantity),
  }));
  const pairs = rows.map(({ product, location }) => ({ productId: product.id, locationId: location.id }));
  const records = await lockRecords(command, pairs);
  const items = await lockPairItems(command, pairs);
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

/** Picks items for every line; lines of one product and location share what there is. */
async function pick(
  { tx, now }: Command,
  channel: NamedChannel,
  lines: readonly Line[],
  items: readonly LockedItem[],
): Promise<AllocationRequest[]> {
  const pairs = lines.map(({ row }) => ({ productId: row.product.id, locationId: row.location.id }));
  const promises = await readPromises(tx, now, ofPairs(pairs));
  const refusals = new Refusals();
  const taken = new Map<string, Decimal>();
  const requests: AllocationRequest[] = [];
  const remaining = new Map<string, { atp: Decimal; good: LockedItem[] }>();
  for (const record of promises.records) {
    const { cell, policy } = promiseOf(record, channel.id, promises.policies, promises.demand, now);
    const firstGood = firstGoodExpiry(
      dayIn(record.timezone, now),
      completeSettings(record.settings).lotGoodOnExpiryDate,
      policy?.minRemainingShelfLifeDays ?? 0,
    );
    const good = items.filter(
      (item) =>
        pairKey(item) === pairKey(record) &&
        item.promisable &&
        (item.expiryDate === null || item.expiryDate >= firstGood),
    );
    remaining.set(pairKey(record), { atp: max(ZERO, cell.atp), good });
    refusals.check(
      !record.blocked,
      'AVAILABILITY_BLOCKED',
      lineAt(lines, record),
      `${record.globalSku} is blocked at ${record.locationName}`,
    );
  }
  refusals.throwIfAny();
  for (const line of lines) {
    const stock = remaining.get(
      pairKey({ productId: line.row.product.id, locationId: line.row.location.id }),
    );
    if (!stock) continue;
    const free = stock.good.map((item) => ({
      ...item,
      free: item.onHand.minus(item.reserved).minus(taken.get(item.id) ?? ZERO),
    }));
    const { picks, short } = pickFefo(free, line.quantity);
    const enough = refusals.check(
      short.eq(0) && line.quantity.lte(stock.atp),
      'INSUFFICIENT_STOCK',
      `${line.at}quantity`,
      `${text(line.quantity)} requested, ${text(stock.atp)} available`,
      {
        available: Number(stock.atp),
        requested: Number(line.quantity),
        productMasterId: line.row.product.id,
        locationId: line.row.location.id,
      },
    );
    if (!enough) continue;
    stock.atp = stock.atp.minus(line.quantity);
    for (const { item, quantity } of picks) {
      taken.set(item.id, (taken.get(item.id) ?? ZERO).plus(quantity));
      requests.push({ item, quantity, lineId: line.id });
    }
  }
  refusals.throwIfAny();
  return requests;
}

function lineAt(lines: readonly Line[], record: { productId: string; locationId: string }): string {
  const line = lines.find(
    ({ row }) => row.product.id === record.productId && row.location.id === record.locationId,
  );
  return `${line?.at ?? ''}productMasterId`;
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
        quantity: text(quantity),
      })),
    },
  });
}
