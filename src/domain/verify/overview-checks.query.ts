import { sql } from 'kysely';
import { type Check, compare } from './check.query.ts';

const kind = (alias: string) =>
  sql`concat_ws(' ', ${sql.ref(`${alias}.status`)}, ${sql.ref(`${alias}.priority`)}, ${sql.ref(`${alias}.from_location_id`)},
    ${sql.ref(`${alias}.destination_id`)}, ${sql.ref(`${alias}.requester_id`)}, ${sql.ref(`${alias}.category`)})`;

/** What is kept beside the records so that it is found fast: the products as they are searched, the counts of requests. */
export const overviewChecks: Check[] = [
  compare('product.searched', ({ orgId }) => ({
    id: sql`coalesce(p.id, s.id)`,
    expected: sql`case when p.status = 'ACTIVE' then concat_ws(' ', '', search_fold(p.name), search_fold(p.global_sku),
      search_squeeze(search_fold(p.global_sku)), nullif(search_squeeze(search_fold(p.barcode)), '')) end`,
    actual: sql`s.words`,
    from: sql`from (select * from product where org_id = ${orgId}) p
      full join (select * from product_search where org_id = ${orgId}) s on s.id = p.id`,
  })),
  compare('stock-request.counted', ({ orgId }) => ({
    id: sql`coalesce(x.id, c.id)`,
    expected: sql`coalesce(x.figures, '0 0 0 0 0')`,
    actual: sql`coalesce(c.figures, '0 0 0 0 0')`,
    from: sql`from (
        select ${kind('r')} as id, concat_ws(' ', count(*), count(r.approved_at - r.submitted_at),
          trim_scale(coalesce(sum(extract(epoch from r.approved_at - r.submitted_at)), 0)), count(r.issued_at - r.submitted_at),
          trim_scale(coalesce(sum(extract(epoch from r.issued_at - r.submitted_at)), 0))) as figures
        from stock_request r where r.org_id = ${orgId} group by 1
      ) x full join (
        select ${kind('k')} as id, concat_ws(' ', k.requests, k.approved, trim_scale(k.approve_seconds), k.issued, trim_scale(k.issue_seconds)) as figures
        from stock_request_count k where k.org_id = ${orgId}
      ) c on c.id = x.id`,
  })),
];
