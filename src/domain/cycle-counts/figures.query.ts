import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/**
 * Whether the figures of a line (what the system has, and whatever it follows from) are kept back: over
 * `cycle_count_line as n` of `cycle_count_batch as b`.
 *
 * Of a blind batch they are, from everybody, until it is in review; one that is cancelled before never shows them. They
 * also are from callers who may not read stock while another blind count of the same stock is under way: otherwise a
 * second batch would tell what the first one must not.
 * @param seesStock whether the caller may read stock anyway.
 */
export function areFiguresHidden({ orgId }: Pick<Tx, 'orgId'>, seesStock: boolean): RawBuilder<boolean> {
  const notReviewed = sql<boolean>`(b.blind and b.status not in ('REVIEW', 'RESOLVED')
    and not (b.status = 'CANCELLED' and n.status = 'RESOLVED'))`;
  return seesStock ? notReviewed : sql<boolean>`(${notReviewed} or ${isCountedBlindElsewhere({ orgId })})`;
}

/** Whether another blind count of the same stock item is under way: over `cycle_count_line as n`. */
export function isCountedBlindElsewhere({ orgId }: Pick<Tx, 'orgId'>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from cycle_count_line o join cycle_count_batch x on x.org_id = ${orgId} and x.id = o.batch_id
    where o.org_id = ${orgId} and o.item_id = n.item_id and o.batch_id <> n.batch_id
      and x.blind and x.status in ('OPEN', 'IN_PROGRESS'))`;
}
