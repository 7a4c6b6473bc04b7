import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { NamedChannel } from '../lookups.query.ts';
import { type Decimal, decimal, round4, text, ZERO } from '../quantity.rules.ts';
import { chosenChannels, readFrame } from './frame.query.ts';
import { readPolicies } from './policies.query.ts';
import { demandFor } from './promise.query.ts';
import { longestShelfLife, poolsOf, promiseOf } from './promise.rules.ts';
import { readRecords } from './records.query.ts';

/** What a channel can sell, over all locations or at one. */
export interface ChannelSummary {
  channelId: string;
  channelName: string;
  channelType: string;
  products: number;
  onHand: string;
  reserved: string;
  atp: string;
  ok: number;
  low: number;
  critical: number;
  value: string;
}

interface Sums {
  products: Set<string>;
  onHand: Decimal;
  reserved: Decimal;
  atp: Decimal;
  value: Decimal;
  cells: Record<'OK' | 'LOW' | 'CRITICAL', number>;
}

const CHUNK = 2_000;

/**
 * Adds up each channel's cells. Channels share stock: a channel's figures are its own, and adding them over channels
 * would count the same stock again. Value is what the channel may use at the average cost of the product there.
 */
export async function readChannelSummary(
  tx: Tx,
  now: Date,
  request: { channels?: readonly string[] | null; locationId?: string | null },
): Promise<ChannelSummary[]> {
  const { channels, location } =
    request.locationId != null
      ? await readFrame(tx, request.locationId, request.channels)
      : { channels: await chosenChannels(tx, request.channels), location: null };
  const sums = new Map(channels.map(({ id }) => [id, emptySums()]));
  const policies = await readPolicies(tx, location ? { locationIds: [location.id] } : {});
  const place = location ? sql`v.location_id = ${location.id}` : sql`true`;
  for (let after = ''; ; ) {
    const records = await readRecords(
      tx,
      {
        now,
        condition: sql`${place} and v.id > ${after}`,
        tail: sql`order by v.id limit ${sql.lit(CHUNK)}`,
        alone: true,
      },
      longestShelfLife(policies),
    );
    const demand = await demandFor(tx, records, policies, now);
    for (const record of records) {
      const pools = poolsOf(record, now);
      for (const { id } of channels) {
        const { cell } = promiseOf(record, id, policies, demand, now, pools);
        add(sums.get(id), record, cell);
      }
    }
    if (records.length < CHUNK) break;
    after = records.at(-1)?.id ?? after;
    await setImmediate(); // other requests get their turn between the chunks
  }
  return channels.map((channel) => asSummary(channel, sums.get(channel.id) ?? emptySums()));
}

function emptySums(): Sums {
  return {
    products: new Set(),
    onHand: ZERO,
    reserved: ZERO,
    atp: ZERO,
    value: ZERO,
    cells: { OK: 0, LOW: 0, CRITICAL: 0 },
  };
}

function add(
  sums: Sums | undefined,
  record: { productId: string; onHand: string; value: string },
  cell: { onHand: Decimal; reserved: Decimal; atp: Decimal; severity: 'OK' | 'LOW' | 'CRITICAL' },
): void {
  if (!sums) return;
  sums.products.add(record.productId);
  sums.onHand = sums.onHand.plus(cell.onHand);
  sums.reserved = sums.reserved.plus(cell.reserved);
  sums.atp = sums.atp.plus(cell.atp);
  // divided last: the whole stock is worth its value to the last decimal
  if (!decimal(record.onHand).eq(0))
    sums.value = sums.value.plus(cell.onHand.times(record.value).div(record.onHand));
  sums.cells[cell.severity]++;
}

function asSummary(channel: NamedChannel, sums: Sums): ChannelSummary {
  return {
    channelId: channel.id,
    channelName: channel.name,
    channelType: channel.type,
    products: sums.products.size,
    onHand: text(sums.onHand),
    reserved: text(sums.reserved),
    atp: text(sums.atp),
    value: text(round4(sums.value)),
    ok: sums.cells.OK,
    low: sums.cells.LOW,
    critical: sums.cells.CRITICAL,
  };
}
