import { sql } from 'kysely';
import { type Check, type CheckScope, compare, type Found } from './check.query.ts';

const moment = ({ now }: CheckScope) => sql`${now.toISOString()}::timestamptz`;

/** Reservations and the allocations that they hold. */
export const reservationChecks: Check[] = [
  compare('reservation.held', (scope) => ({
    // one whose time ran out may be swept in part
    id: sql.ref('n.id'),
    expected: sql`n.quantity - n.released`,
    actual: sql`coalesce(a.held, 0)::numeric(18,4)`,
    from: sql`from reservation r
      join reservation_line n on n.org_id = ${scope.orgId} and n.reservation_id = r.id
      left join (
        select document_line_id, product_id, location_id, sum(quantity) as held from allocation
        where org_id = ${scope.orgId} and document_type = 'RESERVATION' and status = 'OPEN' group by 1, 2, 3
      ) a on a.document_line_id = n.id and a.product_id = n.product_id and a.location_id = n.location_id
      where r.org_id = ${scope.orgId} and r.status = 'ACTIVE' and (r.expires_at is null or r.expires_at > ${moment(scope)})`,
  })),
  {
    name: 'reservation.let-go',
    query: (scope) => sql<Found>`
      select a.id, 'closed, as ' || r.number || ' is ' || r.status as expected, a.status as actual
      from reservation r join allocation a on a.org_id = ${scope.orgId} and a.document_id = r.id and a.status = 'OPEN'
      where r.org_id = ${scope.orgId} and r.status <> 'ACTIVE'
        and not (r.status = 'EXPIRED' and a.expires_at <= ${moment(scope)}) order by a.id`,
  },
  compare('reservation.issued', ({ orgId }) => ({
    id: sql.ref('r.id'),
    expected: sql`coalesce(a.used, 0)::numeric(18,4)`,
    actual: sql`coalesce(-m.moved, 0)::numeric(18,4)`,
    from: sql`from reservation r
      left join (
        select document_id, sum(quantity) as used from allocation where org_id = ${orgId} and status = 'USED' group by 1
      ) a on a.document_id = r.id
      left join (
        select document_id, sum(quantity_delta) as moved from movement where org_id = ${orgId} group by 1
      ) m on m.document_id = r.issue_id
      where r.org_id = ${orgId} and r.status = 'COMMITTED'`,
  })),
  compare('allocation.item', ({ orgId }) => ({
    id: sql.ref('a.id'),
    expected: sql`i.product_id || ' at ' || i.location_id`,
    actual: sql`a.product_id || ' at ' || a.location_id`,
    from: sql`from allocation a join stock_item i on i.org_id = ${orgId} and i.id = a.item_id where a.org_id = ${orgId}`,
  })),
  {
    name: 'allocation.document',
    query: ({ orgId }) => sql<Found>`
      select a.id, 'a document' as expected, null as actual
      from allocation a left join reservation r on r.org_id = ${orgId} and r.id = a.document_id
      where a.org_id = ${orgId} and a.document_type = 'RESERVATION' and a.status = 'OPEN' and r.id is null order by a.id`,
  },
];
