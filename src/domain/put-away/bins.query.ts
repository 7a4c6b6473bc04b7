import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { BinType } from '../bins/bins.rules.ts';
import type { Refusals } from '../errors.rules.ts';
import { addedUp, type PlannedBin, type Split } from './put-away.rules.ts';

/** A bin that a request names. */
export interface NamedBin {
  id: string;
  code: string;
  type: BinType;
  blocked: boolean;
  status: string;
  /** Whether it is at the place that the request is about. */
  there: boolean;
}

/** Where the bins of a request are: a location by id or code, or that of a stock item. */
export interface Place {
  inventoryItemId?: string | null | undefined;
  locationId?: string | null | undefined;
}

/**
 * Bins by id, or by code at a place; with a stock item also the bin that it lies in, by id. A code of the place wins over
 * the same text as an id.
 */
export async function findBins(
  { db, orgId }: Tx,
  { inventoryItemId = null, locationId = null }: Place,
  references: readonly string[],
): Promise<Map<string, NamedBin>> {
  const { rows } = await sql<NamedBin & { reference: string }>`
    with place as (
      select coalesce(
        (select i.location_id from stock_item i where i.org_id = ${orgId} and i.id = ${inventoryItemId}),
        (select l.id from location l where l.org_id = ${orgId} and l.id = ${locationId}),
        (select l.id from location l where l.org_id = ${orgId} and l.code = ${locationId})) as id
    ), wanted as (
      select unnest(${[...new Set(references)]}::text[]) as reference
      union select i.bin_id from stock_item i where i.org_id = ${orgId} and i.id = ${inventoryItemId}
    )
    select w.reference, b.id, b.code, b.type, b.blocked, b.status, b.there
    from place cross join wanted w
    cross join lateral (
      select b.*, b.location_id is not distinct from place.id as there from bin b
      where b.org_id = ${orgId} and (b.id = w.reference or (b.location_id = place.id and b.code = w.reference))
      order by b.location_id = place.id and b.code = w.reference desc limit 1
    ) b`.execute(db);
  return new Map(rows.map(({ reference, ...bin }) => [reference, bin]));
}

/** Where a bin may be put to use for a task: it must be at its location, and not blocked. */
export function checkBin(
  refusals: Refusals,
  path: string,
  bin: NamedBin | undefined,
  location: string,
): bin is NamedBin {
  if (!refusals.check(bin !== undefined, 'NOT_FOUND', path, `there is no such bin at ${location}`) || !bin)
    return false;
  return (
    refusals.check(bin.there, 'BIN_OF_ANOTHER_LOCATION', path, `the bin ${bin.code} is not at ${location}`) &&
    refusals.check(!bin.blocked, 'BIN_BLOCKED', path, `the bin ${bin.code} is blocked`)
  );
}

/** The bins of a plan, each once; what goods cannot be put into is noted. */
export function resolvePlan(
  refusals: Refusals,
  planned: readonly PlannedBin[],
  bins: ReadonlyMap<string, NamedBin>,
  { fromBinId, location }: { fromBinId: string | null; location: string },
): Split[] {
  const splits = planned.flatMap(({ path, reference, quantity }) => {
    const bin = bins.get(reference);
    if (!checkBin(refusals, path, bin, location)) return [];
    refusals.check(bin.status === 'ACTIVE', 'INACTIVE', path, `the bin ${bin.code} is inactive`);
    refusals.check(bin.id !== fromBinId, 'VALIDATION_FAILED', path, 'is the bin that the goods lie in');
    return [{ binId: bin.id, quantity }];
  });
  return addedUp(splits);
}
