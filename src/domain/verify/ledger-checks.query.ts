import { sql } from 'kysely';
import { type Check, compare, type Found } from './check.query.ts';

/** The ledger: movements one after another, documents with their lines, reversals with what they undo. */
export const ledgerChecks: Check[] = [
  compare('movement.balance-after', ({ orgId }) => ({
    id: sql.ref('m.id'),
    expected: sql`(sum(m.quantity_delta) over (partition by m.item_id order by m.seq))::numeric(18,4)`,
    actual: sql`m.balance_after`,
    from: sql`from movement m where m.org_id = ${orgId}`,
  })),
  compare('movement.item', ({ orgId }) => ({
    id: sql.ref('m.id'),
    expected: sql`i.product_id || ' at ' || i.location_id`,
    actual: sql`m.product_id || ' at ' || m.location_id`,
    from: sql`from movement m join stock_item i on i.org_id = ${orgId} and i.id = m.item_id where m.org_id = ${orgId}`,
  })),
  compare('document.line-count', ({ orgId }) => ({
    id: sql.ref('d.id'),
    expected: sql`coalesce(m.lines, 0)`,
    actual: sql`d.line_count`,
    from: sql`from stock_document d left join (
        select document_id, count(*) as lines from movement where org_id = ${orgId} group by 1
      ) m on m.document_id = d.id where d.org_id = ${orgId}`,
  })),
  {
    name: 'reversal.sum',
    query: ({ orgId }) => sql<Found>`
      select r.id, 'opposite of ' || m.quantity_delta || ' of ' || m.item_id as expected, u.quantity_delta || ' of ' || u.item_id as actual
      from movement_reversal r
      join movement m on m.org_id = ${orgId} and m.id = r.id
      join movement u on u.org_id = ${orgId} and u.id = r.reversed_by_id
      where r.org_id = ${orgId} and (m.quantity_delta + u.quantity_delta <> 0 or m.item_id <> u.item_id) order by r.id`,
  },
  {
    // a reversed document: every movement of it is undone, by a movement of the document that reverses it
    name: 'reversal.complete',
    query: ({ orgId }) => sql<Found>`
      select m.id, 'undone by ' || d.reversed_by_id as expected, u.document_id as actual
      from stock_document d
      join movement m on m.org_id = ${orgId} and m.document_id = d.id
      left join movement_reversal r on r.org_id = ${orgId} and r.id = m.id
      left join movement u on u.org_id = ${orgId} and u.id = r.reversed_by_id
      where d.org_id = ${orgId} and d.status = 'REVERSED' and u.document_id is distinct from d.reversed_by_id order by m.id`,
  },
  compare('document.status', ({ orgId }) => ({
    id: sql.ref('d.id'),
    expected: sql`case when u.id is null then 'POSTED' else 'REVERSED by ' || u.id end`,
    actual: sql`case when d.status = 'POSTED' and d.reversed_by_id is null then 'POSTED'
      else d.status || ' by ' || coalesce(d.reversed_by_id, 'nothing') end`,
    from: sql`from stock_document d left join stock_document u on u.org_id = ${orgId} and u.reverses_id = d.id where d.org_id = ${orgId}`,
  })),
];
