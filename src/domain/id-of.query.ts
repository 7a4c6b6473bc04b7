import { type RawBuilder, sql } from 'kysely';

/**
 * The id behind an id or code, inside a statement; null when there is none. A scalar, not a list: the planner then
 * knows that there is one, and an index that begins with it keeps its order. An id wins over the same text as a code.
 */
export function idOf(
  kind: 'location' | 'channel',
  orgId: number,
  reference: string,
): RawBuilder<string | null> {
  return sql`(select x.id from ${sql.table(kind)} x
    where x.org_id = ${orgId} and (x.id = ${reference} or x.code = ${reference}) order by x.id = ${reference} desc limit 1)`;
}
