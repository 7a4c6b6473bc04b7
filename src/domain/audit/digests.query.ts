import { type RawBuilder, sql } from 'kysely';

/** What the first seal follows. */
export const GENESIS = '0'.repeat(64);

const sha256 = (text: RawBuilder<unknown>) => sql<string>`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;
const moment = (at: RawBuilder<unknown>) =>
  sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * The digest of the audit entry that an alias stands for: of its content alone, so that it is the same wherever the entry
 * is kept (neither its place in this database nor the tenant key is part of it).
 */
export function entryDigest(alias: string): RawBuilder<string> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  const texts = ['actor_type', 'actor_id', 'request_id', 'action', 'document_type', 'document_id'].map(of);
  return sha256(
    sql`jsonb_build_array(${of('id')}, ${moment(of('at'))}, ${sql.join(texts)}, ${of('before')}, ${of('after')})::text`,
  );
}

/** The hash of a seal: of the seal before it, its number and moment, and the entries it covers in their order. */
export function sealHash(parts: {
  previousHash: RawBuilder<unknown>;
  number: RawBuilder<unknown>;
  sealedAt: RawBuilder<unknown>;
  /** An aggregate: a line `id digest` for each entry, in their order. */
  entries: RawBuilder<unknown>;
}): RawBuilder<string> {
  const { previousHash, number, sealedAt, entries } = parts;
  return sha256(sql`concat_ws(E'\n', ${previousHash}, ${number}::text, ${moment(sealedAt)}, ${entries})`);
}
