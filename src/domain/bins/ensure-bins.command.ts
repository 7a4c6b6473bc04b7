import { sql } from 'kysely';
import type { Command } from '../command.ts';
import { upsertBins } from './upsert-bins.command.ts';

/** Makes the bins that are missing of those named by the ids of their locations and their codes. */
export async function ensureBins(
  command: Command,
  bins: readonly { locationId: string; code: string }[],
): Promise<void> {
  if (bins.length === 0) return;
  const { tx } = command;
  const { rows } = await sql<{ locationId: string; code: string }>`
    select distinct w.location as "locationId", w.code
    from unnest(${bins.map(({ locationId }) => locationId)}::text[], ${bins.map(({ code }) => code)}::text[]) as w(location, code)
    where not exists (select 1 from bin b where b.org_id = ${tx.orgId} and b.location_id = w.location and b.code = w.code)
    order by 1, 2`.execute(tx.db);
  if (rows.length > 0) await upsertBins(command, rows);
}
