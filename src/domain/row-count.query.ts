import { type RawBuilder, sql } from 'kysely';

/**
 * How many rows a table that is given as JSON has, at most, for `limit`: rounded up to a power of ten. PostgreSQL takes any
 * such table for 100 rows, and reads whole tables to match them; one that it knows to be a single row is looked up by key. A
 * statement has few texts that way, and is prepared for each.
 */
export function mostRows({ length }: readonly unknown[]): RawBuilder<number> {
  return sql.lit(10 ** Math.ceil(Math.log10(Math.max(1, length))));
}
