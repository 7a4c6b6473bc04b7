import { sql } from 'kysely';
import { type Check, type CheckScope, compare, type Found } from './check.query.ts';

const active = ({ now }: CheckScope) =>
  sql`h.status = 'ACTIVE' and (h.expires_at is null or h.expires_at > ${now.toISOString()}::timestamptz)`;

/** Holds: what they are to keep, what they do, and the counts that tell where there are any. */
export const holdChecks: Check[] = [
  compare('hold.kept', (scope) => ({
    // a hold keeps what is not promised to others; what has lapsed waits for the sweep and is left out
    id: sql.ref('i.id'),
    expected: sql`least(n.to_hold, greatest(0, i.on_hand - (i.reserved - i.held)))::numeric(18,4)`,
    actual: sql`coalesce(a.kept, 0)::numeric(18,4)`,
    from: sql`from (
        select n.item_id, sum(n.quantity) as to_hold from hold_line n
        join hold h on h.org_id = ${scope.orgId} and h.id = n.hold_id and ${active(scope)}
        where n.org_id = ${scope.orgId} group by 1
      ) n
      join stock_item i on i.org_id = ${scope.orgId} and i.id = n.item_id
      left join (
        select item_id, sum(quantity) as kept from allocation
        where org_id = ${scope.orgId} and status = 'OPEN' and document_type = 'HOLD' group by 1
      ) a on a.item_id = n.item_id
      where i.next_release_at is null or i.next_release_at > ${scope.now.toISOString()}::timestamptz`,
  })),
  {
    name: 'hold.quantity',
    query: (scope) => sql<Found>`
      select n.id, 'at most ' || greatest(i.on_hand, 0) as expected, n.quantity::text as actual
      from hold_line n join hold h on h.org_id = ${scope.orgId} and h.id = n.hold_id and ${active(scope)}
      join stock_item i on i.org_id = ${scope.orgId} and i.id = n.item_id
      where n.org_id = ${scope.orgId} and n.quantity > greatest(i.on_hand, 0) order by n.id`,
  },
  {
    name: 'hold.let-go',
    query: (scope) => sql<Found>`
      select a.id, 'closed, as ' || h.number || ' is ' || h.status as expected, a.status as actual
      from hold h join allocation a on a.org_id = ${scope.orgId} and a.document_id = h.id and a.status = 'OPEN'
      where h.org_id = ${scope.orgId} and h.status <> 'ACTIVE'
        and not (h.status = 'EXPIRED' and a.expires_at <= ${scope.now.toISOString()}::timestamptz) order by a.id`,
  },
  {
    // higher costs a look; lower would let held stock go
    name: 'hold.item-count',
    query: (scope) => sql<Found>`
      select i.id, count(*)::text as expected, i.hold_count::text as actual
      from stock_item i join hold h on h.org_id = ${scope.orgId} and ${active(scope)}
        and (h.item_id = i.id or (h.scope = 'LOT' and h.lot_id = i.lot_id))
      where i.org_id = ${scope.orgId} group by i.id, i.hold_count having i.hold_count < count(*) order by i.id`,
  },
  {
    name: 'hold.lot-count',
    query: (scope) => sql<Found>`
      select l.id, count(*)::text as expected, l.hold_count::text as actual
      from lot l join hold h on h.org_id = ${scope.orgId} and ${active(scope)} and h.scope = 'LOT' and h.lot_id = l.id
      where l.org_id = ${scope.orgId} group by l.id, l.hold_count having l.hold_count < count(*) order by l.id`,
  },
  {
    // a lot on hold is held wherever it lies: what was released of it apart
    name: 'hold.lot-everywhere',
    query: (scope) => sql<Found>`
      select i.id, 'a line of ' || h.number as expected, null as actual
      from hold h join stock_item i on i.org_id = ${scope.orgId} and i.lot_id = h.lot_id and i.on_hand > 0
      left join hold_line n on n.org_id = ${scope.orgId} and n.hold_id = h.id and n.item_id = i.id
      where h.org_id = ${scope.orgId} and ${active(scope)} and h.scope = 'LOT' and n.id is null order by i.id`,
  },
];
