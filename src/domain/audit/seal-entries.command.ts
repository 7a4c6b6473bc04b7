import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { newId } from '../../platform/ids.ts';
import { entryDigest, GENESIS, sealHash } from './digests.query.ts';

/** Most entries of one seal: its transaction takes some tens of milliseconds. */
const MOST_ENTRIES = 1_000;
/** Any number that only this command locks, together with the organization. */
const SEAL_LOCK = 7_040_232;

/**
 * Seals audit entries that wait for it, oldest first: one more link of the organization's hash chain. Those who write
 * entries do not wait for it, nor it for them: what is committed later is sealed later.
 * @returns whether there may be more to seal.
 */
export async function sealEntries({ tx, now }: { tx: Tx; now: Date }, most = MOST_ENTRIES): Promise<boolean> {
  const { db, orgId } = tx;
  // one gateway at a time; the others have nothing to do meanwhile. Were the lock ever to fail, the number is unique
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${SEAL_LOCK}::int, ${orgId}::int) as mine`.execute(db);
  if (!rows[0]?.mine) return false;
  const sealedAt = sql`${now.toISOString()}::timestamptz`;
  const sealed = await sql<{ count: number }>`
    with last as (
      select number, hash from audit_seal where org_id = ${orgId} order by number desc limit 1
    ), next as (
      select coalesce((select number from last), 0) + 1 as number, coalesce((select hash from last), ${GENESIS}) as previous_hash
    ), taken as (
      delete from audit_unsealed q where q.org_id = ${orgId} and q.id in (
        select u.id from audit_unsealed u where u.org_id = ${orgId} order by u.id limit ${sql.lit(most)})
      returning q.id
    ), entry as (
      select e.id, ${entryDigest('e')} as digest from taken t join audit_entry e on e.org_id = ${orgId} and e.id = t.id
    ), covered as (
      select array_agg(id order by id) as ids, array_agg(digest order by id) as digests, count(*)::int as count,
        string_agg(id || ' ' || digest, E'\n' order by id) as lines
      from entry having count(*) > 0
    )
    insert into audit_seal (org_id, id, number, entry_ids, entry_digests, entry_count, previous_hash, hash, sealed_at)
    select ${orgId}, ${newId('sea')}, n.number, c.ids, c.digests, c.count, n.previous_hash,
      ${sealHash({ previousHash: sql.ref('n.previous_hash'), number: sql.ref('n.number'), sealedAt, entries: sql.ref('c.lines') })},
      ${sealedAt}
    from covered c cross join next n returning entry_count as count`.execute(db);
  return (sealed.rows[0]?.count ?? 0) >= most;
}
