import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

/** Cycle counts: what they found, and what was posted of it. */
export const cycleCountChecks: Check[] = [
  compare('cycle-count.movement', ({ orgId }) => ({
    // what was accepted is posted, to the last decimal: the count less what the system had when it was entered
    id: sql.ref('n.id'),
    expected: sql`(n.counted_quantity - n.system_quantity) || ' of ' || n.item_id`,
    actual: sql`m.quantity_delta || ' of ' || m.item_id`,
    from: sql`from cycle_count_line n
      left join movement m on m.org_id = ${orgId} and m.document_id = n.adjustment_id and m.cause_line_id = n.id
      where n.org_id = ${orgId} and n.resolution = 'ACCEPT'`,
  })),
  compare('cycle-count.adjustment', ({ orgId }) => ({
    id: sql.ref('n.id'),
    expected: sql`case when n.resolution = 'ACCEPT' then 'CYCLE_COUNT of CYCLE_COUNT ' || n.batch_id end`,
    actual: sql`d.type || ' of ' || coalesce(d.cause_type || ' ' || d.cause_id, 'nothing')`,
    from: sql`from cycle_count_line n left join stock_document d on d.org_id = ${orgId} and d.id = n.adjustment_id
      where n.org_id = ${orgId}`,
  })),
  {
    // no difference is posted in the name of a count without a line that says so
    name: 'cycle-count.line',
    query: ({ orgId }) => sql<Found>`
      select m.id, 'a line of ' || coalesce(d.cause_id, 'a cycle count') as expected, m.cause_line_id as actual
      from stock_document d
      join movement m on m.org_id = ${orgId} and m.document_id = d.id
      left join cycle_count_line n on n.org_id = ${orgId} and n.id = m.cause_line_id and n.adjustment_id = d.id
      where d.org_id = ${orgId} and d.type = 'CYCLE_COUNT' and n.id is null order by m.id`,
  },
  compare('cycle-count.status', ({ orgId }) => ({
    id: sql.ref('b.id'),
    expected: sql`case when x.lines = x.resolved then 'RESOLVED' else 'not RESOLVED' end`,
    actual: sql`case when b.status = 'RESOLVED' and b.resolved_at is not null then 'RESOLVED'
      when b.status <> 'RESOLVED' and b.resolved_at is null then 'not RESOLVED'
      else b.status || ' ' || coalesce('on ' || b.resolved_at::text, 'at no time') end`,
    from: sql`from cycle_count_batch b cross join lateral (
        select count(*) as lines, count(*) filter (where n.status = 'RESOLVED') as resolved
        from cycle_count_line n where n.org_id = ${orgId} and n.batch_id = b.id
      ) x where b.org_id = ${orgId}`,
  })),
  compare('cycle-count.item', ({ orgId }) => ({
    id: sql.ref('n.id'),
    expected: sql`i.product_id || ' at ' || i.location_id`,
    actual: sql`n.product_id || ' at ' || n.location_id`,
    from: sql`from cycle_count_line n join stock_item i on i.org_id = ${orgId} and i.id = n.item_id where n.org_id = ${orgId}`,
  })),
  compare('cycle-count.history', ({ orgId }) => ({
    id: sql.ref('b.id'),
    expected: sql`b.status`,
    actual: sql`(select h.to_status from status_change h where h.org_id = ${orgId} and h.document_type = 'CYCLE_COUNT'
      and h.document_id = b.id order by h.seq desc limit 1)`,
    from: sql`from cycle_count_batch b where b.org_id = ${orgId}`,
  })),
];
