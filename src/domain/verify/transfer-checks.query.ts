import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

const id = sql.ref('n.id');

/** What the acts of transfers moved for each of their lines, at the one end or the other. */
const moved = (orgId: number) => sql`from transfer_line n
  join transfer f on f.org_id = ${orgId} and f.id = n.transfer_id
  left join (
    select m.cause_line_id, m.location_id, sum(m.quantity_delta) as total from movement m
    join stock_document d on d.org_id = ${orgId} and d.id = m.document_id and d.cause_type = 'TRANSFER'
    where m.org_id = ${orgId} and m.cause_line_id is not null group by 1, 2
  ) x on x.cause_line_id = n.id`;

/** Lines beside what their parcels add up to. */
const parcelled = (name: string, column: string): Check =>
  compare(name, ({ orgId }) => ({
    id,
    expected: sql.ref(`n.${column}`),
    actual: sql`coalesce(x.total, 0)::numeric(18,4)`,
    from: sql`from transfer_line n left join (
        select line_id, sum(${sql.ref(column)}) as total from transfer_parcel where org_id = ${orgId} group by 1
      ) x on x.line_id = n.id where n.org_id = ${orgId}`,
  }));

/** Transfers: what left and what arrived is what the ledger says, and nothing vanishes between. */
export const transferChecks: Check[] = [
  compare('transfer.shipped', ({ orgId }) => ({
    id,
    expected: sql`n.shipped`,
    actual: sql`coalesce(-sum(x.total) filter (where x.location_id = f.from_location_id), 0)::numeric(18,4)`,
    from: sql`${moved(orgId)} where n.org_id = ${orgId} group by n.org_id, n.id`,
  })),
  compare('transfer.received', ({ orgId }) => ({
    id,
    expected: sql`(n.received + n.damaged + n.over_received)::numeric(18,4)`,
    actual: sql`coalesce(sum(x.total) filter (where x.location_id = f.to_location_id), 0)::numeric(18,4)`,
    from: sql`${moved(orgId)} where n.org_id = ${orgId} group by n.org_id, n.id`,
  })),
  {
    name: 'transfer.whole',
    query: ({ orgId }) => sql<Found>`
      select n.id, n.shipped::text as expected, (n.received + n.damaged + n.written_off)::text as actual
      from transfer_line n join transfer f on f.org_id = ${orgId} and f.id = n.transfer_id
      where n.org_id = ${orgId} and f.status = 'RECEIVED' and n.shipped <> n.received + n.damaged + n.written_off order by n.id`,
  },
  {
    // what is under way has something in transit; what has not left, or never will, has shipped nothing
    name: 'transfer.status',
    query: ({ orgId }) => sql<Found>`
      select f.id, case when f.status in ('DRAFT', 'APPROVED', 'CANCELLED') then 'nothing shipped' else 'in transit' end as expected,
        f.status || ', shipped ' || x.shipped || ', in transit ' || x.on_its_way as actual
      from transfer f cross join lateral (
        select coalesce(sum(n.shipped), 0) as shipped, coalesce(sum(n.shipped - n.received - n.damaged - n.written_off), 0) as on_its_way
        from transfer_line n where n.org_id = ${orgId} and n.transfer_id = f.id
      ) x
      where f.org_id = ${orgId} and (f.status in ('DRAFT', 'APPROVED', 'CANCELLED') and x.shipped <> 0
        or f.status in ('IN_TRANSIT', 'PARTIALLY_RECEIVED') and x.on_its_way = 0) order by f.id`,
  },
  parcelled('transfer.parcels-shipped', 'shipped'),
  parcelled('transfer.parcels-received', 'received'),
  parcelled('transfer.parcels-damaged', 'damaged'),
  parcelled('transfer.parcels-written-off', 'written_off'),
  compare('transfer.parcel', ({ orgId }) => ({
    id: sql.ref('p.id'),
    expected: sql`p.shipped`,
    actual: sql`coalesce(-x.total, 0)::numeric(18,4)`,
    from: sql`from transfer_parcel p left join (
        select m.cause_line_id, m.item_id, sum(m.quantity_delta) as total from movement m
        join stock_document d on d.org_id = ${orgId} and d.id = m.document_id and d.cause_type = 'TRANSFER'
        where m.org_id = ${orgId} and m.quantity_delta < 0 group by 1, 2
      ) x on x.cause_line_id = p.line_id and x.item_id = p.from_item_id where p.org_id = ${orgId}`,
  })),
  {
    // of a transfer that may take what is on hold, that part is not reserved
    name: 'transfer.reserved',
    query: ({ orgId }) => sql<Found>`
      select n.id, case when f.status = 'APPROVED' then n.requested::text else '0' end as expected, coalesce(a.total, 0)::text as actual
      from transfer_line n join transfer f on f.org_id = ${orgId} and f.id = n.transfer_id
      left join (
        select document_line_id, sum(quantity) as total from allocation
        where org_id = ${orgId} and document_type = 'TRANSFER' and status = 'OPEN' group by 1
      ) a on a.document_line_id = n.id
      where n.org_id = ${orgId} and case when f.status <> 'APPROVED' then coalesce(a.total, 0) <> 0
        when f.include_held then coalesce(a.total, 0) > n.requested
        else coalesce(a.total, 0) <> n.requested end order by n.id`,
  },
  {
    name: 'transfer.supply',
    query: ({ orgId }) => sql<Found>`
      select coalesce(x.transfer_id, s.cause_id) as id, coalesce(x.on_its_way, 0)::text || ' of ' || coalesce(x.product_id, s.product_id) as expected,
        coalesce(s.total, 0)::text as actual
      from (
        select n.transfer_id, f.to_location_id, n.product_id, sum(n.shipped - n.received - n.damaged - n.written_off) as on_its_way
        from transfer_line n join transfer f on f.org_id = ${orgId} and f.id = n.transfer_id
        where n.org_id = ${orgId} group by 1, 2, 3
      ) x
      full join (
        select cause_id, location_id, product_id, sum(quantity) as total from expected_supply
        where org_id = ${orgId} and cause_type = 'TRANSFER' and status = 'OPEN' group by 1, 2, 3
      ) s on s.cause_id = x.transfer_id and s.product_id = x.product_id and s.location_id = x.to_location_id
      where coalesce(x.on_its_way, 0) <> coalesce(s.total, 0) order by 1, 2`,
  },
];
