import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import { entryDigest, GENESIS, sealHash } from '../audit/digests.query.ts';
import type { Found } from './check.query.ts';

/** Where the hash chain over the audit trail of an organization ends. */
export interface AuditChain {
  /** Seals, and the entries that they cover. */
  seals: number;
  sealed: number;
  /** Entries of the last moments, which wait for their seal. */
  unsealed: number;
  /** The last seal; an operator notes its hash elsewhere and compares later. `null`: there is none. */
  head: { number: number; hash: string } | null;
}

/** A difference between the audit trail and its chain. */
export type ChainDifference = Found & { check: string };

interface SealRow {
  number: number;
  hash: string;
  previousHash: string;
  recomputed: string;
  found: number;
  checksum: string;
  spoiled: { id: string; expected: string; actual: string | null }[] | null;
}

/** Seals read by one statement: 10,000 entries. */
const PAGE = 10;
/** Entries of a page that are named. */
const MOST_NAMED = 100;

/**
 * Recomputes the hash chain of an organization's audit trail. To be called in a transaction of one snapshot.
 *
 * - `audit.entry`: an entry was changed (its digest is another one) or is gone
 * - `audit.seal`: the first seal that does not fit: changed, or the one before it is gone or was changed
 * - `audit.unsealed`: an entry that is neither sealed nor waits for it, so it was not written by a gateway, or its seal is gone
 */
export async function verifyAuditChain(
  tx: Tx,
  most = 1_000,
): Promise<{ chain: AuditChain; differences: ChainDifference[] }> {
  const differences: ChainDifference[] = [];
  const chain: AuditChain = { seals: 0, sealed: 0, unsealed: 0, head: null };
  let broken = false;
  let sum = 0n;
  let last = { number: 0, hash: GENESIS };
  for (let page = await readSeals(tx, 0); page.length > 0; page = await readSeals(tx, last.number)) {
    for (const seal of page) {
      const misfit: ChainDifference | null = broken ? null : misfitOf(seal, last);
      if (misfit) differences.push(misfit);
      broken ||= misfit !== null;
      differences.push(...(seal.spoiled ?? []).map((entry) => ({ check: 'audit.entry', ...entry })));
      last = { number: seal.number, hash: seal.hash };
      chain.seals += 1;
      chain.sealed += seal.found;
      sum += BigInt(seal.checksum);
    }
  }
  if (chain.seals > 0) chain.head = last;
  const { entries, waiting, entriesSum, waitingSum } = await countEntries(tx);
  chain.unsealed = waiting;
  const allCovered = entries === chain.sealed + waiting && BigInt(entriesSum) === sum + BigInt(waitingSum);
  if (!allCovered) differences.push(...(await readStrays(tx)));
  return { chain, differences: differences.slice(0, most) };
}

function misfitOf(seal: SealRow, last: { number: number; hash: string }): ChainDifference | null {
  const check = 'audit.seal';
  const id = String(seal.number);
  if (seal.number !== last.number + 1)
    return { check, id, expected: `number ${last.number + 1}`, actual: `number ${seal.number}` };
  if (seal.previousHash !== last.hash)
    return { check, id, expected: `after ${last.hash}`, actual: `after ${seal.previousHash}` };
  if (seal.recomputed !== seal.hash) return { check, id, expected: seal.recomputed, actual: seal.hash };
  return null;
}

/** The next seals, recomputed from what they say, with the entries that are not as they say. */
async function readSeals({ db, orgId }: Tx, after: number): Promise<SealRow[]> {
  const recomputed = sealHash({
    previousHash: sql.ref('s.previous_hash'),
    number: sql.ref('s.number'),
    sealedAt: sql.ref('s.sealed_at'),
    entries: sql.ref('x.lines'),
  });
  const { rows } = await sql<SealRow>`
    select s.number, s.hash, s.previous_hash as "previousHash", ${recomputed} as recomputed,
      x.found, coalesce(x.ids_sum, 0)::text as checksum, x.spoiled
    from (select * from audit_seal where org_id = ${orgId} and number > ${after} order by number limit ${sql.lit(PAGE)}) s
    cross join lateral (
      select count(k.actual)::int as found, ${checksum(sql.ref('k.id'))} filter (where k.actual is not null) as ids_sum, string_agg(k.id || ' ' || k.expected, E'\n' order by k.place) as lines,
        jsonb_path_query_array(
          jsonb_agg(jsonb_build_object('id', k.id, 'expected', k.expected, 'actual', k.actual) order by k.place)
            filter (where k.actual is distinct from k.expected), ${`$[0 to ${MOST_NAMED - 1}]`}::jsonpath) as spoiled
      from (
        select c.id, c.expected, c.place, case when e.id is not null then ${entryDigest('e')} end as actual
        from unnest(s.entry_ids, s.entry_digests) with ordinality as c (id, expected, place)
        left join audit_entry e on e.org_id = ${orgId} and e.id = c.id
      ) k
    ) x order by s.number`.execute(db);
  return rows;
}

/** Sums that differ where two sets of ids do: cheaper than comparing them, which is done only then. */
const checksum = (id: RawBuilder<unknown>) => sql`sum(hashtextextended(${id}, 0)::numeric)`;

interface Counted {
  entries: number;
  waiting: number;
  entriesSum: string;
  waitingSum: string;
}

async function countEntries({ db, orgId }: Tx): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select e.count as entries, e.sum as "entriesSum", w.count as waiting, w.sum as "waitingSum"
    from (select count(*)::int as count, coalesce(${checksum(sql.ref('id'))}, 0)::text as sum from audit_entry where org_id = ${orgId}) e
    cross join (
      select count(*)::int as count, coalesce(${checksum(sql.ref('u.id'))}, 0)::text as sum
      from audit_unsealed u join audit_entry a on a.org_id = ${orgId} and a.id = u.id where u.org_id = ${orgId}
    ) w`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('Aggregates without groups answered nothing');
  return row;
}

/** Entries that are neither sealed nor wait for it, or are so more than once. */
async function readStrays({ db, orgId }: Tx): Promise<ChainDifference[]> {
  const { rows } = await sql<Found>`
    select coalesce(e.id, c.id) as id, 'one seal, or waiting for it' as expected,
      case when c.times is null then 'no seal, and not waiting' else c.times || ' times' end as actual
    from (select id from audit_entry where org_id = ${orgId}) e
    left join (
      select id, count(*) as times from (
        select unnest(entry_ids) as id from audit_seal where org_id = ${orgId}
        union all select id from audit_unsealed where org_id = ${orgId}
      ) x group by id
    ) c on c.id = e.id
    where c.times is distinct from 1 order by 1 limit 1000`.execute(db);
  return rows.map((row) => ({ check: 'audit.unsealed', ...row }));
}

/** Whether a hash that was noted earlier is that of a seal: if not, the chain was rewritten or cut. */
export async function hasSeal({ db, orgId }: Tx, hash: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from audit_seal where org_id = ${orgId} and hash = ${hash} limit 1`.execute(db);
  return rows.length > 0;
}
