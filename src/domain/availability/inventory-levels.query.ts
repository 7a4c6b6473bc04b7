import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { sum, text } from '../quantity.rules.ts';
import { type AvailabilityRow, availabilityWhere } from './availability.query.ts';

const summed = ['onHand', 'reserved', 'unavailable', 'available', 'incoming', 'atp'] as const;

/** A product over all locations. */
export type LevelTotals = Record<(typeof summed)[number], string>;

/** A product at each location that stocks it, and over all of them. */
export async function readInventoryLevels(
  tx: Tx,
  now: Date,
  productId: string,
): Promise<{ levels: AvailabilityRow[]; totals: LevelTotals }> {
  const levels = await availabilityWhere(tx, now, sql`v.product_id = ${productId}`);
  const totals = Object.fromEntries(
    summed.map((field) => [field, text(sum(levels.map((level) => level[field])))]),
  ) as LevelTotals;
  return { levels, totals };
}
