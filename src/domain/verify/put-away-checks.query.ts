import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

/** Put-away tasks, their splits and the acts that carried them out. */
export const putAwayChecks: Check[] = [
  compare('put-away.splits', ({ orgId }) => ({
    // one that is not completed yet may have no plan
    id: sql.ref('t.id'),
    expected: sql`t.quantity`,
    actual: sql`coalesce(s.total, case when t.status = 'COMPLETED' then 0 else t.quantity end)::numeric(18,4)`,
    from: sql`from put_away_task t left join (
        select task_id, sum(quantity) as total from put_away_split where org_id = ${orgId} group by task_id
      ) s on s.task_id = t.id where t.org_id = ${orgId}`,
  })),
  {
    // out of the task's item all of it, and into each bin what its split says
    name: 'put-away.moved',
    query: ({ orgId }) => sql<Found>`
      select x.id, sum(x.planned)::text as expected, sum(x.moved)::text as actual from (
        select t.id, i.product_id, i.location_id, i.bin_id, i.lot_id, i.condition, -t.quantity as planned, 0 as moved
        from put_away_task t join stock_item i on i.org_id = ${orgId} and i.id = t.item_id
        where t.org_id = ${orgId} and t.status = 'COMPLETED'
        union all
        select t.id, i.product_id, i.location_id, s.bin_id, i.lot_id, i.condition, s.quantity, 0
        from put_away_task t join stock_item i on i.org_id = ${orgId} and i.id = t.item_id
        join put_away_split s on s.org_id = ${orgId} and s.task_id = t.id
        where t.org_id = ${orgId} and t.status = 'COMPLETED'
        union all
        select t.id, i.product_id, i.location_id, i.bin_id, i.lot_id, i.condition, 0, m.quantity_delta
        from put_away_task t join movement m on m.org_id = ${orgId} and m.document_id = t.document_id
        join stock_item i on i.org_id = ${orgId} and i.id = m.item_id
        where t.org_id = ${orgId} and t.status = 'COMPLETED'
      ) x
      group by x.id, x.product_id, x.location_id, x.bin_id, x.lot_id, x.condition
      having sum(x.planned) <> sum(x.moved) order by x.id`,
  },
  compare('put-away.document', ({ orgId }) => ({
    id: sql.ref('t.id'),
    expected: sql`'PUT_AWAY PUT_AWAY ' || t.id`,
    actual: sql`d.type || ' ' || d.cause_type || ' ' || d.cause_id`,
    from: sql`from put_away_task t left join stock_document d on d.org_id = ${orgId} and d.id = t.document_id
      where t.org_id = ${orgId} and t.status = 'COMPLETED'`,
  })),
  {
    name: 'put-away.act',
    query: ({ orgId }) => sql<Found>`
      select d.id, 'a completed task ' || coalesce(d.cause_id, '') as expected, t.status as actual
      from stock_document d left join put_away_task t on t.org_id = ${orgId} and t.id = d.cause_id and t.document_id = d.id
      where d.org_id = ${orgId} and d.type = 'PUT_AWAY' and t.id is null order by d.id`,
  },
  compare('put-away.item', ({ orgId }) => ({
    id: sql.ref('t.id'),
    expected: sql`i.product_id || ' at ' || i.location_id || ' in ' || i.bin_id`,
    actual: sql`t.product_id || ' at ' || t.location_id || ' in ' || t.from_bin_id`,
    from: sql`from put_away_task t join stock_item i on i.org_id = ${orgId} and i.id = t.item_id where t.org_id = ${orgId}`,
  })),
];
