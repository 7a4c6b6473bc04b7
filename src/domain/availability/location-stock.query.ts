import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Page, type PageRequest, readPage, sortOrder } from '../lists.query.ts';
import { owedToHolds } from '../stock/owed-to-holds.query.ts';
import { contains } from '../text.rules.ts';

/** A location with the sums of its stock. */
export interface LocationStockRow {
  id: string;
  code: string;
  name: string;
  type: string;
  products: number;
  onHand: string;
  reserved: string;
  available: string;
  expired: string;
  value: string;
  bins: number;
}

/** Filters of the list. */
export interface LocationStockFilter {
  type?: string | null;
  search?: string | null;
}

const orders = {
  code: { expression: sql.ref('l.code'), type: 'text' },
  name: { expression: sql.ref('l.name'), type: 'text' },
} as const;

export type LocationStockSortField = keyof typeof orders;

/**
 * Locations with the sums of their availability records. Stock that has expired by date, and reservations that have
 * lapsed, are taken from the items that say so; everything else is a kept sum.
 */
export function listLocationStock(
  tx: Tx,
  now: Date,
  filter: LocationStockFilter,
  sort: { field: LocationStockSortField; direction: 'ASC' | 'DESC' },
  page: PageRequest,
): Promise<Page<LocationStockRow>> {
  const { orgId } = tx;
  let base = tx.db.selectFrom('location as l').where('l.org_id', '=', orgId);
  if (filter.type) base = base.where('l.type', '=', filter.type);
  if (filter.search) {
    const pattern = contains(filter.search);
    base = base.where((where) =>
      where.or([where('l.name', 'ilike', pattern), where('l.code', 'ilike', pattern)]),
    );
  }
  const moment = sql`${now.toISOString()}::timestamptz`;
  const rows = base
    .innerJoin('organization as o', 'o.org_id', 'l.org_id')
    .leftJoinLateral(
      sql<{
        products: string;
        on_hand: string;
        reserved: string;
        unpromisable_on_hand: string;
        unpromisable_reserved: string;
        value: string;
      }>`(
        select count(*) filter (where v.on_hand <> 0) as products, coalesce(sum(v.on_hand), 0) as on_hand, coalesce(sum(v.reserved), 0) as reserved,
          coalesce(sum(v.unpromisable_on_hand), 0) as unpromisable_on_hand, coalesce(sum(v.unpromisable_reserved), 0) as unpromisable_reserved,
          coalesce(sum(v.value), 0) as value
        from availability v where v.org_id = ${orgId} and v.location_id = l.id)`.as('s'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      // what has expired, with what is reserved of it (lapsed reservations apart, they are counted below)
      sql<{ on_hand: string; reserved: string }>`(
        select coalesce(sum(i.on_hand), 0) as on_hand, coalesce(sum(i.reserved - case when i.next_release_at <= ${moment} then (
            select coalesce(sum(a.quantity), 0) from allocation a where a.org_id = ${orgId} and a.item_id = i.id and a.status = 'OPEN' and a.expires_at <= ${moment})
          else 0 end), 0) as reserved
        from stock_item i
        where i.org_id = ${orgId} and i.location_id = l.id and i.promisable
          and i.expiry_date < (${moment} at time zone l.timezone)::date + case when coalesce((o.settings->>'lotGoodOnExpiryDate')::boolean, true) then 0 else 1 end)`.as(
        'e',
      ),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      sql<{ of_all: string; of_promisable: string }>`(
        select coalesce(sum(y.free), 0) as of_all, coalesce(sum(y.free) filter (where y.promisable), 0) as of_promisable from (
          select i.promisable, x.lapsed - least(x.lapsed, ${owedToHolds(orgId, now)}) as free
          from (
            select a.item_id, sum(a.quantity) as lapsed from allocation a
            where a.org_id = ${orgId} and a.location_id = l.id and a.status = 'OPEN' and a.expires_at <= ${moment} group by 1
          ) x join stock_item i on i.org_id = ${orgId} and i.id = x.item_id
        ) y)`.as('x'),
      (join) => join.onTrue(),
    )
    .select([
      'l.id',
      'l.code',
      'l.name',
      'l.type',
      sql<number>`s.products::int`.as('products'),
      's.on_hand as onHand',
      sql<string>`s.reserved - x.of_all`.as('reserved'),
      sql<string>`s.on_hand - s.unpromisable_on_hand - e.on_hand - (s.reserved - s.unpromisable_reserved - x.of_promisable - e.reserved)`.as(
        'available',
      ),
      'e.on_hand as expired',
      sql<string>`round(s.value, 4)`.as('value'),
      sql<number>`(select count(*)::int from bin b where b.org_id = ${orgId} and b.location_id = l.id and b.status = 'ACTIVE')`.as(
        'bins',
      ),
    ]);
  return readPage<LocationStockRow>(
    { rows: rows as never, countable: base as never, id: sql.ref('l.id'), order: sortOrder(orders, sort) },
    page,
  );
}
