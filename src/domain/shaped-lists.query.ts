import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Tx } from '../platform/database/transaction.ts';
import { together } from '../platform/together.ts';
import {
  asPage,
  countQuery,
  type Keyed,
  type ListQuery,
  type Page,
  type PageRequest,
  pageQuery,
  type SortOrder,
  totalOf,
} from './lists.query.ts';

/** What of a statement is another value in each request. */
interface Values {
  orgId: number;
  /** The moment of the request, ISO 8601. */
  moment: string;
  offset: number;
}

/** Stands in a statement for a value that comes with the request. */
class Slot {
  readonly name: keyof Values;
  constructor(name: keyof Values) {
    this.name = name;
  }
}

/** A slot goes where only its value is written into the statement; nothing is calculated with it. */
const slots = Object.fromEntries(
  (['orgId', 'moment', 'offset'] as const).map((name) => [name, new Slot(name)]),
) as unknown as Values;

interface Shape {
  page: CompiledQuery;
  count: CompiledQuery;
  order: SortOrder;
}

/** Most shapes that are kept: orders times lengths of pages. */
const shapes = new LRUCache<string, Shape>({ max: 500 });

/**
 * Reads a page of a list without filters. Its statements have the same text in each request, and to build and compile them
 * takes Node longer than anything else that it does for the page: that is done once for each shape.
 * @param shape names the list and everything else that its text depends on.
 * @param build makes the list, of the organization and the moment that it is given.
 */
export async function readShapedPage<Row>(
  tx: Tx,
  now: Date,
  request: PageRequest,
  shape: string,
  build: (values: Pick<Values, 'orgId' | 'moment'>) => ListQuery<Row>,
): Promise<Page<Row>> {
  const key = `${shape} ${request.first} ${request.offset ? 'offset' : ''}`;
  const known = shapes.get(key) ?? compile(build(slots), request);
  shapes.set(key, known);
  const values = { orgId: tx.orgId, moment: now.toISOString(), offset: request.offset ?? 0 };
  const rowsOf = async (query: CompiledQuery) => (await tx.db.executeQuery(filled(query, values))).rows;
  const count = async () => totalOf((await rowsOf(known.count))[0]);
  const [found, total] = await together(
    rowsOf(known.page) as Promise<(Row & Keyed)[]>,
    request.counted ? count() : null,
  );
  return asPage(found, known.order, request, async () => total ?? (await count()));
}

function compile(list: ListQuery<unknown>, request: PageRequest): Shape {
  const page = { ...request, ...(request.offset ? { offset: slots.offset } : {}) };
  return {
    page: pageQuery(list, page).compile(),
    count: countQuery(list).compile(),
    order: list.order,
  };
}

const filled = (query: CompiledQuery, values: Values): CompiledQuery => ({
  ...query,
  parameters: query.parameters.map((value) => (value instanceof Slot ? values[value.name] : value)),
});
