import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

const id = sql.ref('r.id');

/** Replenishments, each beside the transfer that its order made. */
const withTransfer = (orgId: number) => sql`from replenishment r
  left join transfer f on f.org_id = ${orgId} and f.replenishment_id = r.id`;

/** Replenishments: what came of them is what the ledger and their transfers say, and what is to come is supply. */
export const replenishmentChecks: Check[] = [
  compare('replenishment.received', ({ orgId }) => ({
    id,
    expected: sql`r.received`,
    // a receipt that was reversed later has come all the same
    actual: sql`(coalesce(m.total, 0) + coalesce(n.total, 0))::numeric(18,4)`,
    from: sql`${withTransfer(orgId)}
      left join (
        select d.cause_id, sum(m.quantity_delta) as total from stock_document d
        join movement m on m.org_id = ${orgId} and m.document_id = d.id
        where d.org_id = ${orgId} and d.cause_type = 'REPLENISHMENT' and d.type = 'RECEIPT' group by 1
      ) m on m.cause_id = r.id
      left join (
        select transfer_id, sum(received + over_received) as total from transfer_line where org_id = ${orgId} group by 1
      ) n on n.transfer_id = f.id
      where r.org_id = ${orgId}`,
  })),
  {
    // one from another location is where its transfer is; one that was bought is received when all of it has come
    name: 'replenishment.status',
    query: ({ orgId }) => sql<Found>`
      select r.id, x.expected, r.status || coalesce(', its transfer ' || f.status, '') as actual
      ${withTransfer(orgId)}
      cross join lateral (select case
        when f.status = 'CANCELLED' then 'CANCELLED'
        when f.status = 'RECEIVED' then 'RECEIVED'
        when f.id is not null then 'ORDERED'
        when r.source_type = 'TRANSFER' then case when r.status in ('ORDERED', 'RECEIVED') then 'a transfer' else r.status end
        when r.received = r.quantity then 'RECEIVED'
        when r.status = 'RECEIVED' then 'ORDERED'
        when r.received > 0 and r.status in ('DRAFT', 'APPROVED') then 'ORDERED'
        else r.status end as expected) x
      where r.org_id = ${orgId} and r.status <> x.expected order by r.id`,
  },
  {
    // until its transfer has left, what is ordered is supply of the replenishment
    name: 'replenishment.supply',
    query: ({ orgId }) => sql<Found>`
      select coalesce(x.id, s.cause_id) as id, coalesce(x.to_come, 0)::text as expected, coalesce(s.total, 0)::text as actual
      from (
        select r.id, r.product_id, r.location_id, r.quantity - r.received as to_come
        ${withTransfer(orgId)}
        where r.org_id = ${orgId} and r.status = 'ORDERED' and (f.id is null or f.status in ('DRAFT', 'APPROVED'))
      ) x
      full join (
        select cause_id, product_id, location_id, sum(quantity) as total from expected_supply
        where org_id = ${orgId} and cause_type = 'REPLENISHMENT' and status = 'OPEN' group by 1, 2, 3
      ) s on s.cause_id = x.id and s.product_id = x.product_id and s.location_id = x.location_id
      where coalesce(x.to_come, 0) <> coalesce(s.total, 0) order by 1`,
  },
  {
    // what was ordered from a location is what its transfer asks for
    name: 'replenishment.transfer',
    query: ({ orgId }) => sql<Found>`
      select r.id, r.quantity::text || ' of ' || r.product_id as expected, coalesce(n.quantity::text || ' of ' || n.product_id, 'nothing') as actual
      from replenishment r join transfer f on f.org_id = ${orgId} and f.replenishment_id = r.id
      left join (
        select transfer_id, min(product_id) as product_id, sum(requested) as quantity, count(distinct product_id) as products
        from transfer_line where org_id = ${orgId} group by 1
      ) n on n.transfer_id = f.id
      where r.org_id = ${orgId} and (n.quantity is distinct from r.quantity or n.product_id <> r.product_id or n.products <> 1
        or f.from_location_id <> r.source_location_id or f.to_location_id <> r.location_id) order by r.id`,
  },
];
