import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { dayIn } from '../dates.rules.ts';
import { readSettings } from '../organizations/settings.query.ts';
import { firstGoodExpiry } from './conditions.rules.ts';
import type { LockedItem } from './locked-stock.rules.ts';

/**
 * The items that a document (a transfer, a stock request) may take from: good ones, of lots that are not over, in bins that
 * are not blocked.
 * @param from the location that they lie at: its calendar decides what has expired
 */
export async function goodStock(
  command: Command,
  { from }: { from: { timezone: string } },
  items: readonly LockedItem[],
): Promise<LockedItem[]> {
  const { lotGoodOnExpiryDate } = await readSettings(command.tx);
  const firstGood = firstGoodExpiry(dayIn(from.timezone, command.now), lotGoodOnExpiryDate);
  const blocked = await blockedBins(
    command,
    items.map(({ binId }) => binId),
  );
  return items.filter(
    ({ promisable, expiryDate, binId }) =>
      promisable &&
      (expiryDate === null || expiryDate >= firstGood) &&
      (binId === null || !blocked.has(binId)),
  );
}

/** Those of some bins out of which nothing may be taken for now: their codes, by id. */
export async function blockedBins(
  { tx }: Command,
  binIds: readonly (string | null)[],
): Promise<Map<string, string>> {
  const ids = [...new Set(binIds.filter((id) => id !== null))];
  const { rows } = await sql<{ id: string; code: string }>`
    select b.id, b.code from bin b where b.org_id = ${tx.orgId} and b.id = any(${ids}::text[]) and b.blocked`.execute(
    tx.db,
  );
  return new Map(rows.map(({ id, code }) => [id, code]));
}
