import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { contains } from '../text.rules.ts';
import { searchedWords } from './words.rules.ts';

/** Up to so many requests are found by what was searched for; where there are more, by a look at each in the list's order. */
const FEW = 2_000;
/** Products that a search stands for: whoever searches for more has not said much. */
const MOST_PRODUCTS = 1_000;

/** After every word that begins with another: the largest character there is, in the order of bytes. */
const beyond = (word: string): string => `${word}\u{10ffff}`;

const begins = (word: string): RawBuilder<boolean> =>
  sql<boolean>`w.word >= ${word} and w.word < ${beyond(word)}`;

const hasWords = (orgId: number, words: readonly string[]): RawBuilder<boolean> =>
  words.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(${sql.join(
        words.map(
          (word) => sql`exists (
            select 1 from stock_request_word w where w.org_id = ${orgId} and w.request_id = r.id and ${begins(word)})`,
        ),
        sql` and `,
      )})`;

/** Products of a search: by id, or with the text in their SKU or name. */
const productIds = (orgId: number, search: string): RawBuilder<unknown> => sql`
  select p.id from product p where p.org_id = ${orgId}
    and (p.id = ${search} or p.name ilike ${contains(search)} or p.global_sku ilike ${contains(search)})
  limit ${sql.lit(MOST_PRODUCTS)}`;

const asksFor = (orgId: number, products: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from stock_request_line n where n.org_id = ${orgId} and n.request_id = r.id and n.product_id = any(${products}))`;

/**
 * Whether `stock_request as r` is what a search looks for: it has all of its words, in its number, its requester, its notes
 * or in the words for whom it is, or it asks for a product with that text in its SKU or name. Looks at each request.
 */
export function requestIdsMatching({ orgId }: Tx, search: string): RawBuilder<boolean> {
  const products = sql`array(${productIds(orgId, search)})`;
  return sql<boolean>`(${hasWords(orgId, searchedWords(search))} or ${asksFor(orgId, products)})`;
}

/**
 * The same, prepared for a list: where few requests can be meant, it begins with these; else it goes through the list in
 * its order, where the first page is soon full. One statement more.
 */
export async function preparedSearch(tx: Tx, search: string): Promise<RawBuilder<boolean>> {
  const { orgId } = tx;
  const words = searchedWords(search);
  const { products, lines, counts } = await measure(tx, search, words);
  const named = sql`${products}::text[]`;
  const [rarest] = words
    .map((word, index) => ({ word, count: counts[index] ?? 0 }))
    .toSorted((a, b) => a.count - b.count);
  const few = lines <= FEW && (rarest?.count ?? 0) <= FEW;
  if (!few) return sql<boolean>`(${hasWords(orgId, words)} or ${asksFor(orgId, named)})`;
  const byWord = rarest
    ? sql`select w.request_id from stock_request_word w where w.org_id = ${orgId} and ${begins(rarest.word)}`
    : sql`select null where false`;
  return sql<boolean>`r.id in (
      ${byWord} union select n.request_id from stock_request_line n where n.org_id = ${orgId} and n.product_id = any(${named}))
    and (${hasWords(orgId, words)} or ${asksFor(orgId, named)})`;
}

/** How much a search stands for: never more is counted than matters. */
async function measure(
  { db, orgId }: Tx,
  search: string,
  words: readonly string[],
): Promise<{ products: string[]; lines: number; counts: number[] }> {
  const { rows } = await sql<{ products: string[]; lines: number; counts: number[] }>`
    with named as materialized (select array(${productIds(orgId, search)}) as products)
    select products,
      (select count(*)::int from (
        select 1 from stock_request_line n where n.org_id = ${orgId} and n.product_id = any(products) limit ${sql.lit(FEW + 1)}) x) as lines,
      array(
        select (select count(*)::int from (
          select 1 from stock_request_word w where w.org_id = ${orgId} and w.word >= s.word and w.word < s.beyond limit ${sql.lit(FEW + 1)}) x)
        from unnest(${words}::text[], ${words.map(beyond)}::text[]) with ordinality as s(word, beyond, no) order by s.no) as counts
    from named`.execute(db);
  return rows[0] ?? { products: [], lines: 0, counts: [] };
}
