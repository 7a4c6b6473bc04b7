import type { SelectQueryBuilder } from 'kysely';
import { type RawBuilder, sql } from 'kysely';
import { together } from '../platform/together.ts';
import { invalid } from './errors.rules.ts';

/** Which part of a list is wanted: by cursor (`after`) or by position (`offset`). */
export interface PageRequest {
  first: number;
  after?: string | null | undefined;
  offset?: number | null | undefined;
  /** The total is wanted: it is counted along with the page, else when it is asked for. */
  counted?: boolean;
}

/** An order that a list can have: expressions that are never null, with their SQL type; the id breaks ties. */
export interface SortOrder {
  /** The name clients use; a cursor is good for this order only. */
  name: string;
  expression: RawBuilder<unknown>;
  type: 'text' | 'numeric' | 'date' | 'timestamptz' | 'bigint' | 'integer';
  descending: boolean;
}

/** The order that a caller asks for: one of the list's fields, and which way. */
export interface Sort<Name extends string> {
  field: Name;
  direction: 'ASC' | 'DESC';
}

/** One page of a list, with a cursor for each row; the total is counted only when asked for. */
export interface Page<Row> {
  rows: Row[];
  /** The cursors of the rows (made when they are asked for: few callers do). */
  readonly cursors: string[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  count(): Promise<number>;
}

/** A row with what its cursor is made of. */
export interface Keyed {
  sort_key: string;
  sort_id: string;
}

// biome-ignore lint/suspicious/noExplicitAny: the helper is for lists over any tables
type Query<Row> = SelectQueryBuilder<any, any, Row>;

/** A list: its filtered rows, how they are counted, and their identity. */
export interface ListQuery<Row> {
  /** The filtered rows with everything the answer needs, without order and limit. */
  rows: Query<Row>;
  /** The same filter for counting, without joins that only decorate; left out, `rows` is counted. */
  countable?: Query<unknown>;
  /**
   * The filtered rows with just the joins that the order needs. Given, the page is found among these and only then
   * dressed by `rows` (which needs no filter), so that rows that are skipped cost nothing but their place in an index.
   */
  keys?: Query<unknown>;
  /** The id that makes the order total: `sql.ref('i.id')`. */
  id: RawBuilder<unknown>;
  order: SortOrder;
}

/**
 * Reads one page by keyset (the price of page 10,000 by cursor is that of page 1), or by offset for clients that
 * count pages.
 */
export async function readPage<Row>(list: ListQuery<Row>, request: PageRequest): Promise<Page<Row>> {
  const count = async () => totalOf(await countQuery(list).executeTakeFirst());
  const [found, total] = await together(
    pageQuery(list, request).execute() as Promise<(Row & Keyed)[]>,
    request.counted ? count() : null,
  );
  return asPage(found, list.order, request, async () => total ?? (await count()));
}

/** The rows of a page, and one more where there is one. */
export function pageQuery<Row>(
  { rows, keys, id, order }: ListQuery<Row>,
  request: PageRequest,
): Query<unknown> {
  const direction = order.descending ? 'desc' : 'asc';
  const slice = (from: Query<unknown>) => {
    let query = from
      .select([sql<string>`(${order.expression})::text`.as('sort_key'), sql<string>`${id}`.as('sort_id')])
      .orderBy(order.expression, direction)
      .orderBy(id, direction)
      .limit(sql.lit(request.first + 1));
    if (request.after) query = query.where(afterCursor(request.after, order, id));
    return request.offset ? query.offset(request.offset) : query;
  };
  if (!keys) return slice(rows);
  return rows
    .innerJoin(slice(keys).as('page'), (join) => join.on(sql<boolean>`page.sort_id = ${id}`))
    .select(['page.sort_key', 'page.sort_id'])
    .orderBy(order.expression, direction)
    .orderBy(id, direction);
}

/** How many rows the whole list has. */
export function countQuery<Row>({ rows, countable = rows }: ListQuery<Row>): Query<unknown> {
  return countable.clearSelect().select(sql<string>`count(*)`.as('total'));
}

/** The number that {@link countQuery} answers. */
export const totalOf = (row: unknown): number => Number((row as { total: string } | undefined)?.total ?? 0);

/** What was found, as a page. */
export function asPage<Row>(
  found: readonly (Row & Keyed)[],
  order: SortOrder,
  { first, after, offset }: PageRequest,
  count: () => Promise<number>,
): Page<Row> {
  const rows = found.slice(0, first);
  return {
    rows,
    get cursors() {
      return rows.map((row) => encodeCursor(order, row));
    },
    hasNextPage: found.length > first,
    hasPreviousPage: Boolean(after || offset),
    count,
  };
}

/** The condition that a row comes after a cursor. @throws VALIDATION_FAILED for a cursor of another list or order. */
export function afterCursor(cursor: string, order: SortOrder, id: RawBuilder<unknown>): RawBuilder<boolean> {
  const [key, lastId] = decodeCursor(cursor, order);
  const beyond = sql.raw(order.descending ? '<' : '>');
  return sql<boolean>`(${order.expression}, ${id}) ${beyond} (${key}::${sql.raw(order.type)}, ${lastId})`;
}

const orderName = (order: SortOrder): string => `${order.descending ? '-' : ''}${order.name}`;

/** The cursor of a row, good for its order only. */
export function encodeCursor(order: SortOrder, row: Keyed): string {
  return Buffer.from(JSON.stringify([orderName(order), row.sort_key, row.sort_id])).toString('base64url');
}

/** How the sort keys of a type read, so that no cursor that was made up comes as far as the database. */
const keyOf: Readonly<Record<SortOrder['type'], RegExp>> = {
  text: /^[^\0]*$/,
  numeric: /^-?\d{1,30}(\.\d{1,30})?$/,
  bigint: /^-?\d{1,19}$/,
  integer: /^-?\d{1,10}$/,
  date: /^(\d{4,5}-\d{2}-\d{2}|-?infinity)$/,
  timestamptz: /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00|-?infinity)$/,
};

function decodeCursor(cursor: string, order: SortOrder): [string, string] {
  const refused = (message: string) => invalid([{ path: 'after', message }]);
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refused('is not a cursor of this list');
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts.some((part) => typeof part !== 'string')) {
    throw refused('is not a cursor of this list');
  }
  const [name, key, id] = parts as [string, string, string];
  if (id.includes('\0')) throw refused('is not a cursor of this list');
  if (name !== orderName(order)) throw refused('is a cursor of another order of this list');
  if (!keyOf[order.type].test(key)) throw refused('is not a cursor of this list');
  return [key, id];
}

/** The order named by a request (`field` or `-field`), among those that the list has. */
export function sortOrder<Name extends string>(
  orders: Record<Name, Pick<SortOrder, 'expression' | 'type'>>,
  wanted: Sort<Name>,
): SortOrder {
  const found = orders[wanted.field];
  return { ...found, name: wanted.field, descending: wanted.direction === 'DESC' };
}
