import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';

/** Rows that are fetched at once: a file of any size is written with little memory. */
const FETCH = 5_000;

/** The rows of a select, a few thousand at a time, from the transaction's one snapshot. */
export async function* exportRows<Row>({ db }: Tx, select: RawBuilder<Row>): AsyncGenerator<Row[]> {
  await sql`declare exported no scroll cursor for ${select}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(FETCH)} from exported`.execute(db);
    if (rows.length > 0) yield rows;
    if (rows.length < FETCH) break;
  }
  await sql`close exported`.execute(db);
}
