import { type RawBuilder, sql } from 'kysely';

/** What a check finds: a record whose figure is not what it should be. */
export interface Found {
  /** The record: a stock item, an availability record, a document, ... */
  id: string;
  expected: string | null;
  actual: string | null;
}

/** What a check's query is about. */
export interface CheckScope {
  orgId: number;
  now: Date;
}

/** An invariant, as a query for the records that break it; named as `what.figure`: `item.on-hand`. */
export interface Check {
  name: string;
  query(scope: CheckScope): RawBuilder<Found>;
}

/**
 * A check that compares two figures of each record.
 * @param from tables, with a column `org_id` compared to the scope in every one of them.
 */
export function compare(
  name: string,
  parts: (scope: CheckScope) => {
    id: RawBuilder<unknown>;
    expected: RawBuilder<unknown>;
    actual: RawBuilder<unknown>;
    from: RawBuilder<unknown>;
  },
): Check {
  return {
    name,
    query: (scope) => {
      const { id, expected, actual, from } = parts(scope);
      return sql<Found>`
        select id, expected::text, actual::text from (select ${id} as id, ${expected} as expected, ${actual} as actual ${from}) x
        where expected is distinct from actual order by id`;
    },
  };
}
