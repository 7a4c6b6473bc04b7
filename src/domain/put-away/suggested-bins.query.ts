import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Why a bin is suggested. */
export type SuggestionReason = 'OWN_BIN' | 'EMPTY_BIN_OF_ZONE' | 'EMPTY_BIN';

/** Where goods could be put away. */
export interface SuggestedBinRow {
  inventoryItemId: string;
  binId: string;
  binCode: string;
  binName: string;
  reason: SuggestionReason;
}

/**
 * Where the goods of some stock items could go, in one statement however many there are: the product's own bin, which is
 * the one where most of it lies in that condition, if possible of the same lot; else the first empty storage bin of the
 * zone that they are in, else of any zone. A bin that an open task goes to is not empty.
 */
export async function suggestedBins(
  { db, orgId }: Tx,
  itemIds: readonly string[],
): Promise<SuggestedBinRow[]> {
  const usable = sql`b.org_id = ${orgId} and b.status = 'ACTIVE' and not b.blocked`;
  const { rows } = await sql<SuggestedBinRow>`
    with goods as (
      select i.id, i.product_id, i.location_id, i.bin_id, i.lot_id, i.condition, f.zone
      from stock_item i left join bin f on f.org_id = ${orgId} and f.id = i.bin_id
      where i.org_id = ${orgId} and i.id = any(${itemIds}::text[])
    ), own as (
      select g.id as item_id, o.id as bin_id from goods g
      cross join lateral (
        select b.id from stock_item s
        join bin b on ${usable} and b.id = s.bin_id and b.type in ('STORAGE', 'PICKING')
        where s.org_id = ${orgId} and s.product_id = g.product_id and s.location_id = g.location_id and s.condition = g.condition
          and s.on_hand > 0 and b.id is distinct from g.bin_id
        group by b.id, b.code
        order by bool_or(s.lot_id is not distinct from g.lot_id) desc, sum(s.on_hand) desc, b.code, b.id limit 1
      ) o
    ), planned as (
      select s.bin_id from put_away_task t join put_away_split s on s.org_id = ${orgId} and s.task_id = t.id
      where t.org_id = ${orgId} and t.status in ('PENDING', 'IN_PROGRESS')
    ), searched as (
      select location_id, zone from goods where id not in (select item_id from own)
      union select location_id, null from goods where id not in (select item_id from own)
    ), empty as (
      select w.location_id, w.zone, e.id as bin_id from searched w
      cross join lateral (
        select b.id from bin b
        where ${usable} and b.location_id = w.location_id and b.type = 'STORAGE' and (w.zone is null or b.zone = w.zone)
          and b.id not in (select bin_id from planned)
          and not exists (select 1 from stock_item s where s.org_id = ${orgId} and s.bin_id = b.id and s.on_hand <> 0)
        order by b.code, b.id limit 1
      ) e
    )
    select g.id as "inventoryItemId", b.id as "binId", b.code as "binCode", b.name as "binName",
      case when b.id = o.bin_id then 'OWN_BIN' when b.id = z.bin_id then 'EMPTY_BIN_OF_ZONE' else 'EMPTY_BIN' end as reason
    from goods g
    left join own o on o.item_id = g.id
    left join empty z on z.location_id = g.location_id and z.zone = g.zone
    left join empty a on a.location_id = g.location_id and a.zone is null
    join bin b on b.org_id = ${orgId} and b.id = coalesce(o.bin_id, z.bin_id, a.bin_id)`.execute(db);
  return rows;
}
