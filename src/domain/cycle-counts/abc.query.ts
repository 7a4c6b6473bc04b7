import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { invalid } from '../errors.rules.ts';
import {
  afterCursor,
  encodeCursor,
  type Keyed,
  type Page,
  type PageRequest,
  type Sort,
  sortOrder,
} from '../lists.query.ts';
import { type AbcClass, abcClasses, type PerClass } from '../organizations/settings.rules.ts';
import { referredId } from '../references.query.ts';
import { contains } from '../text.rules.ts';
import { type AbcBasis, abcPeriod, type Period } from './abc.rules.ts';
import {
  type AbcScope,
  type Carried,
  dueDate,
  isDue,
  lastCount,
  rankingOf,
  readScope,
} from './abc-ranking.query.ts';

/** A product with its class, and when it is to be counted. Figures are null for whoever may not know the stock. */
export interface AbcProductRow {
  productMasterId: string;
  globalSku: string;
  productName: string;
  class: AbcClass;
  value: string | null;
  /** Percent of the whole scope's value. */
  share: string | null;
  /** Percent, of this product and all before it. */
  cumulativeShare: string | null;
  lastCountedAt: string | null;
  dueDate: string;
  daysOverdue: number;
  due: boolean;
}

/** What the products of a class come to. */
export interface AbcTotal {
  products: number;
  value: string | null;
  /** Percent. */
  share: string | null;
}

/** A page of the classification, with what holds for all of it. */
export interface AbcClassification extends Page<AbcProductRow>, Period {
  basis: AbcBasis;
  classes: PerClass<AbcTotal>;
}

/** Which products are listed; their classes are the same whatever is filtered. */
export interface AbcFilter {
  /** Id or code; left out: all locations together. */
  locationId?: string | null;
  /** Id or path. */
  categoryId?: string | null;
  class?: AbcClass | null;
  onlyDue?: boolean | null;
  search?: string | null;
}

const orders = {
  value: { expression: sql`-r.rank`, type: 'bigint' },
  dueDate: { expression: sql.ref('r.due_date'), type: 'date' },
  lastCountedAt: { expression: sql`coalesce(r.counted_at, '-infinity'::timestamptz)`, type: 'timestamptz' },
  globalSku: { expression: sql.ref('r.global_sku'), type: 'text' },
  productName: { expression: sql.ref('r.name'), type: 'text' },
} as const;

export type AbcSortField = keyof typeof orders;

/** What is asked of the classification. */
export interface AbcRequest {
  filter: AbcFilter;
  fromDate?: string | null | undefined;
  toDate?: string | null | undefined;
  basis?: AbcBasis | null | undefined;
  sort?: Sort<AbcSortField> | null | undefined;
  page: PageRequest;
  /** Whether the caller may know what is on hand: the value on hand, and the order by it, tell it. */
  seesStock: boolean;
}

/**
 * Ranks the products of a location (or of all) and lists a page of them: settings and place, then everything else in
 * one statement. A caller who may not see the stock gets no figure that follows from it, and no order by it.
 * @throws NOT_FOUND for an unknown location; VALIDATION_FAILED for a period that ends before it begins.
 */
export async function readClassification(tx: Tx, now: Date, request: AbcRequest): Promise<AbcClassification> {
  const { filter, seesStock, page } = request;
  const scope = await readScope(tx, now, filter.locationId, 'filter.locationId');
  const period = abcPeriod(request, scope.today, scope.settings.abcPeriodDays);
  const wanted: Sort<AbcSortField> =
    request.sort ??
    (seesStock ? { field: 'value', direction: 'DESC' } : { field: 'dueDate', direction: 'ASC' });
  const order = sortOrder(orders, wanted);
  const direction = sql.raw(order.descending ? 'desc' : 'asc');
  const after = page.after ? sql`where ${afterCursor(page.after, order, sql.ref('r.id'))}` : sql``;
  const { rows } = await sql<Found>`
    with ${rankingOf(tx.orgId, { scope, period, basis: request.basis ?? null }, carriedFor(filter, wanted.field))},
    listed as materialized (${listedOf(tx, scope, filter, wanted.field)}),
    page as materialized (
      select *, row_number() over () as place from (
        select r.id, r.value, r.cumulative, r.class, (${order.expression})::text as sort_key from listed r ${after}
        order by ${order.expression} ${direction}, r.id ${direction} limit ${sql.lit(page.first + 1)} offset ${page.offset ?? 0}) as ordered
    )
    select c.basis, (select count(*)::int from listed) as total_count, (${totals}) as classes, d.*
    from chosen c left join (${dressed(tx.orgId, scope)}) d on true
    order by d.place`.execute(tx.db);
  return asClassification(rows, period, { request, wanted, order });
}

interface Found extends AbcProductRow, Keyed {
  basis: AbcBasis;
  total_count: number;
  classes: Partial<PerClass<AbcTotal>> | null;
  place: string | null;
}

/** What the filter and the order look at. */
function carriedFor({ categoryId, onlyDue, search }: AbcFilter, field: AbcSortField): Carried[] {
  const dated = onlyDue || field === 'dueDate' || field === 'lastCountedAt';
  const named = search || field === 'globalSku' || field === 'productName';
  return [
    ...(dated ? (['counted_at', 'stocked_at'] as const) : []),
    ...(named ? (['global_sku', 'name'] as const) : []),
    ...(categoryId ? (['category_id'] as const) : []),
  ];
}

/** The products that are listed. */
function listedOf(
  tx: Pick<Tx, 'orgId'>,
  scope: AbcScope,
  { categoryId, class: found, onlyDue, search }: AbcFilter,
  field: AbcSortField,
): RawBuilder<unknown> {
  const given = [sql`true`];
  if (found) given.push(sql`class = ${found}`);
  if (onlyDue) given.push(isDue(scope));
  if (categoryId) given.push(sql`category_id = ${referredId(tx, 'category', categoryId)}`);
  if (search) given.push(sql`(name ilike ${contains(search)} or global_sku ilike ${contains(search)})`);
  return sql`
    select * ${field === 'dueDate' ? sql`, ${dueDate(scope)} as due_date` : sql``}
    from ranked where ${sql.join(given, sql` and `)}`;
}

/** Of the whole scope, whatever is listed. */
const totals = sql`
  select jsonb_object_agg(class, jsonb_build_object('products', products, 'value', value::text, 'share', share::text))
  from (
    select class, count(*) as products, sum(value) as value, round(coalesce(sum(value) * 100 / nullif(max(total), 0), 0), 4) as share
    from ranked cross join chosen group by class) as t`;

/** The rows of the page, complete. */
function dressed(orgId: number, scope: AbcScope): RawBuilder<unknown> {
  const share = (part: string) =>
    sql`round(coalesce(${sql.ref(part)} * 100 / nullif(c.total, 0), 0), 4)::text`;
  return sql`
    select x.id as "productMasterId", p.global_sku as "globalSku", p.name as "productName", x.class, x.value::text as value,
      ${share('x.value')} as share, ${share('x.cumulative')} as "cumulativeShare", k.counted_at as "lastCountedAt",
      e.day as "dueDate", greatest(${scope.today}::date - e.day, 0) as "daysOverdue", e.day <= ${scope.today}::date as due,
      x.place, x.sort_key, x.id as sort_id
    from page x
    join product p on p.org_id = ${orgId} and p.id = x.id
    cross join chosen c
    cross join lateral (${lastCount(orgId, scope, sql.ref('x.id'))}) k
    cross join lateral (select ${dueDate(scope)} as day) e`;
}

function asClassification(
  found: readonly Found[],
  period: Period,
  {
    request: { seesStock, page },
    wanted,
    order,
  }: { request: AbcRequest; wanted: Sort<AbcSortField>; order: ReturnType<typeof sortOrder> },
): AbcClassification {
  const basis = found[0]?.basis ?? 'CONSUMPTION';
  const hidden = basis === 'STOCK_VALUE' && !seesStock;
  if (hidden && wanted.field === 'value')
    throw invalid([
      { path: 'sort.field', message: 'by value on hand needs the permission inventory.read; take dueDate' },
    ]);
  const none = hidden ? { value: null, share: null, cumulativeShare: null } : {};
  const rows = found.filter(({ place }) => place !== null);
  const shown = rows.slice(0, page.first);
  const total = (name: AbcClass): AbcTotal => {
    const { products, value, share } = found[0]?.classes?.[name] ?? { products: 0, value: '0', share: '0' };
    return { products, value: hidden ? null : value, share: hidden ? null : share };
  };
  const classes = Object.fromEntries(abcClasses.map((name) => [name, total(name)])) as PerClass<AbcTotal>;
  return {
    ...period,
    basis,
    classes,
    rows: shown.map((row) => ({ ...row, ...none })),
    cursors: shown.map((row) => encodeCursor(order, row)),
    hasNextPage: rows.length > page.first,
    hasPreviousPage: Boolean(page.after || page.offset),
    count: async () => found[0]?.total_count ?? 0,
  };
}

/**
 * The classes of products at a location, by the organization's period and cut-offs: two statements for any number. A
 * product that is not ranked there (inactive, or never stocked) is C.
 * @param locationId id (or code) of the location.
 */
export async function classesOf(
  tx: Tx,
  now: Date,
  locationId: string,
  productIds: readonly string[],
): Promise<Map<string, AbcClass>> {
  const classes = new Map<string, AbcClass>(productIds.map((id) => [id, 'C']));
  if (classes.size === 0) return classes;
  const scope = await readScope(tx, now, locationId, 'locationId');
  const period = abcPeriod({}, scope.today, scope.settings.abcPeriodDays);
  const { rows } = await sql<{ id: string; class: AbcClass }>`
    with ${rankingOf(tx.orgId, { scope, period, basis: null })}
    select id, class from ranked where id = any(${[...classes.keys()]}::text[])`.execute(tx.db);
  for (const row of rows) classes.set(row.id, row.class);
  return classes;
}
