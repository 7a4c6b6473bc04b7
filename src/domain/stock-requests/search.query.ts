import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { contains } from '../text.rules.ts';

/** Whether `stock_request as r` has a text: in its number, its requester, its words, or the products of its lines. */
export function requestIdsMatching({ orgId }: Tx, search: string): RawBuilder<boolean> {
  const pattern = contains(search);
  return sql<boolean>`(r.number ilike ${pattern} or r.requester_id = ${search} or r.requested_for ilike ${pattern} or r.notes ilike ${pattern}
    or exists (
      select 1 from stock_request_line n join product p on p.org_id = ${orgId} and p.id = n.product_id
      where n.org_id = ${orgId} and n.request_id = r.id and (p.id = ${search} or p.name ilike ${pattern} or p.global_sku ilike ${pattern})))`;
}
