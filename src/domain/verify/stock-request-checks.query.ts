import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

/** What the acts of stock requests moved for each of their lines, at the one end and at the other; what was undone is out again. */
const moved = (orgId: number) => sql`from stock_request_line n
  join stock_request r on r.org_id = ${orgId} and r.id = n.request_id
  left join (
    select m.cause_line_id, m.location_id, sum(m.quantity_delta) as total from movement m
    join stock_document d on d.org_id = ${orgId} and d.id = m.document_id and d.cause_type = 'STOCK_REQUEST'
    where m.org_id = ${orgId} and m.cause_line_id is not null group by 1, 2
  ) x on x.cause_line_id = n.id
  left join transfer_line t on t.org_id = ${orgId} and t.transfer_id = r.transfer_id and t.product_id = n.product_id
  where n.org_id = ${orgId} group by n.org_id, n.id, r.org_id, r.id`;

/** Stock requests: what is allocated is what was approved and not issued, and what was issued is what the ledger moved. */
export const stockRequestChecks: Check[] = [
  compare('stock-request.allocated', ({ orgId }) => ({
    id: sql.ref('n.id'),
    expected: sql`case when r.status in ('APPROVED', 'PICKING') then n.approved - n.let_go else 0 end::numeric(18,4)`,
    actual: sql`coalesce(a.total, 0)::numeric(18,4)`,
    from: sql`from stock_request_line n join stock_request r on r.org_id = ${orgId} and r.id = n.request_id
      left join (
        select document_line_id, sum(quantity) as total from allocation
        where org_id = ${orgId} and document_type = 'STOCK_REQUEST' and status = 'OPEN' group by 1
      ) a on a.document_line_id = n.id
      where n.org_id = ${orgId}`,
  })),
  {
    name: 'stock-request.stray-allocation',
    query: ({ orgId }) => sql<Found>`
      select a.id, 'a line of an approved request' as expected, coalesce(r.status, 'none') as actual from allocation a
      left join stock_request_line n on n.org_id = ${orgId} and n.id = a.document_line_id
      left join stock_request r on r.org_id = ${orgId} and r.id = a.document_id and r.id = n.request_id and r.status in ('APPROVED', 'PICKING')
      where a.org_id = ${orgId} and a.document_type = 'STOCK_REQUEST' and a.status = 'OPEN' and r.id is null order by a.id`,
  },
  compare('stock-request.issued', ({ orgId }) => ({
    id: sql.ref('n.id'),
    expected: sql`n.issued`,
    actual: sql`(coalesce(-sum(x.total) filter (where x.location_id = r.from_location_id), 0) + coalesce(max(t.shipped), 0))::numeric(18,4)`,
    from: moved(orgId),
  })),
  compare('stock-request.delivered', ({ orgId }) => ({
    id: sql.ref('n.id'),
    expected: sql`case when r.delivery = 'DIRECT' then n.issued else 0 end::numeric(18,4)`,
    actual: sql`coalesce(sum(x.total) filter (where x.location_id = r.destination_id), 0)::numeric(18,4)`,
    from: moved(orgId),
  })),
  compare('stock-request.status', ({ orgId }) => ({
    id: sql.ref('r.id'),
    expected: sql`(select h.to_status from status_change h where h.org_id = ${orgId} and h.document_type = 'STOCK_REQUEST'
      and h.document_id = r.id order by h.seq desc limit 1)`,
    actual: sql`r.status`,
    from: sql`from stock_request r where r.org_id = ${orgId}`,
  })),
  {
    // each step begins where the one before ended
    name: 'stock-request.history',
    query: ({ orgId }) => sql<Found>`
      select id, expected, actual from (
        select h.id, h.seq, lag(h.to_status) over (partition by h.document_id order by h.seq) as expected, h.from_status as actual
        from status_change h where h.org_id = ${orgId} and h.document_type = 'STOCK_REQUEST'
      ) x where expected is distinct from actual order by id`,
  },
  {
    // nothing is approved without an approval that counts, and none counts before it is submitted or after it is refused
    name: 'stock-request.approvals',
    query: ({ orgId }) => sql<Found>`
      select r.id, case when r.status in ('APPROVED', 'PICKING', 'ISSUED') then '1 or 2' when r.status = 'SUBMITTED' then '0 or 1' else '0' end as expected,
        v.live::text as actual
      from stock_request r
      cross join lateral (
        select count(*) as live from stock_request_approval v where v.org_id = ${orgId} and v.request_id = r.id and v.voided_at is null
      ) v
      where r.org_id = ${orgId} and not case when r.status in ('APPROVED', 'PICKING', 'ISSUED') then v.live between 1 and 2
        when r.status = 'SUBMITTED' then v.live <= 1 else v.live = 0 end order by r.id`,
  },
];
