import { LRUCache } from 'lru-cache';

/** How many texts of statements are remembered to see which ones come again. */
const REMEMBERED = 2_000;
/** A statement that has come as often is prepared from then on. */
const WORTH_PREPARING = 3;
/** Most statements that are prepared: each connection keeps the plan of each of them. */
const MOST_PREPARED = 300;

const uses = new LRUCache<string, number>({ max: REMEMBERED });
const names = new Map<string, string>();

/**
 * The name that a statement is prepared under, or nothing for one that is not worth it. PostgreSQL parses and plans a
 * prepared statement once for each connection, and most of the time of a short statement goes there. Statements that are
 * made up for one request (a filter nobody else uses) come too seldom to be kept.
 */
export function preparedName(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= MOST_PREPARED) return name;
  const count = (uses.get(text) ?? 0) + 1;
  if (count < WORTH_PREPARING) {
    uses.set(text, count);
    return undefined;
  }
  uses.delete(text);
  const made = `s${names.size + 1}`;
  names.set(text, made);
  return made;
}
