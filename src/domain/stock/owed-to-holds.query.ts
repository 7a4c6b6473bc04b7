import { type RawBuilder, sql } from 'kysely';
import type { Moment } from '../dates.rules.ts';

/**
 * What the holds of an item are owed, over `stock_item as i`: they take it from whatever lapses first. A reader that
 * gives lapsed reservations back before they are swept leaves so much of them with the holds.
 */
export function owedToHolds(orgId: number, now: Moment): RawBuilder<string> {
  return sql<string>`case when i.hold_count = 0 then 0 else (
    select greatest(0, coalesce(sum(n.quantity), 0) - coalesce(sum(k.quantity), 0)) from hold_line n
    join hold h on h.org_id = ${orgId} and h.id = n.hold_id and h.status = 'ACTIVE'
      and (h.expires_at is null or h.expires_at > ${now.toISOString()}::timestamptz)
    left join allocation k on k.org_id = ${orgId} and k.document_id = n.hold_id and k.document_line_id = n.id and k.status = 'OPEN'
    where n.org_id = ${orgId} and n.item_id = i.id) end`;
}
