import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { sealEntries } from '../../src/domain/audit/seal-entries.command.ts';
import { hasSeal, verifyAuditChain } from '../../src/domain/verify/audit-chain.query.ts';
import { Database } from '../../src/platform/database/database.ts';
import type { Tx } from '../../src/platform/database/transaction.ts';
import { startGateway, type TestOrganization } from '../support/gateway.ts';

const gateway = await startGateway();
const other = await gateway.another();
const owner = await Database.open({
  url: gateway.environment.DATABASE_MIGRATION_URL ?? '',
  poolSize: 2,
  statementTimeoutMs: 20_000,
  lockTimeoutMs: 3_000,
});
afterAll(() => owner.close());

type Gateway = Pick<typeof gateway, 'app'>;
const seal = ({ app }: Gateway, orgId: number, most?: number) =>
  app.services.database.within(orgId, 'write', (tx) => sealEntries({ tx, now: gateway.clock.now() }, most));
async function sealAll(at: Gateway, orgId: number, most?: number): Promise<void> {
  while (await seal(at, orgId, most));
}
const verify = (orgId: number) =>
  gateway.app.services.database.within(orgId, 'read', (tx) => verifyAuditChain(tx));
/** Makes audit entries, one by one. */
async function act({ admin }: TestOrganization, times: number): Promise<void> {
  for (let n = 0; n < times; n++)
    await admin.graphql(
      'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } } }',
      { input: { name: `key ${n} – „ä“ 1.50`, scopes: ['inventory.read'] } },
    );
}

/** Eight entries in seals of three. */
const organization = await gateway.organization();
await act(organization, 7);
await sealAll(gateway, organization.orgId, 3);

/** What is found after something was done to the trail past all guards; undone afterwards. */
async function after(...damage: string[]) {
  const tx: Tx = await owner.begin(organization.orgId, 'write');
  try {
    for (const table of ['audit_entry', 'audit_seal'])
      await sql.raw(`alter table ${table} disable trigger user`).execute(tx.db);
    for (const statement of damage) await sql.raw(statement).execute(tx.db);
    return (await verifyAuditChain(tx)).differences;
  } finally {
    await tx.rollback();
  }
}
const of = (number: number, column = 'entry_ids') =>
  `(select ${column} from audit_seal where org_id = ${organization.orgId} and number = ${number})`;
const insertEntry = (id: string) =>
  `insert into audit_entry (org_id, id, actor_type, actor_id, request_id, action, document_type, document_id)
   values (${organization.orgId}, '${id}', 'SYSTEM', 'nobody', 'r', 'x', 'X', 'x')`;

describe('the chain over the audit trail', () => {
  it('covers every entry once; entries of the last moments wait', async () => {
    const found = await verify(organization.orgId);
    expect(found).toEqual({
      differences: [],
      chain: {
        seals: 3,
        sealed: 8,
        unsealed: 0,
        head: { number: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    });
    const fresh = await gateway.organization();
    await act(fresh, 2);
    expect((await verify(fresh.orgId)).chain).toEqual({ seals: 0, sealed: 0, unsealed: 3, head: null });
    await gateway.app.sweeper.run();
    const sealed = await verify(fresh.orgId);
    expect(sealed.chain).toMatchObject({ seals: 1, sealed: 3, unsealed: 0 });
    await act(fresh, 1);
    expect((await verify(fresh.orgId)).chain).toEqual({ ...sealed.chain, unsealed: 1 });
    expect((await verify(fresh.orgId)).differences).toEqual([]);
  });

  it.each([
    [
      'a changed entry',
      [`update audit_entry set actor_id = 'somebody' where id = ${of(2)}[1]`],
      ['audit.entry'],
    ],
    [
      'a changed moment',
      [`update audit_entry set at = at - interval '1 microsecond' where id = ${of(1)}[2]`],
      ['audit.entry'],
    ],
    [
      'a changed value',
      [`update audit_entry set after = jsonb_set(after, '{name}', '"other"') where id = ${of(1)}[3]`],
      ['audit.entry'],
    ],
    ['a deleted entry', [`delete from audit_entry where id = ${of(3)}[1]`], ['audit.entry']],
    ['an inserted entry', [insertEntry('aud_forged')], ['audit.unsealed']],
    [
      'an inserted entry in the place of a deleted one',
      [`delete from audit_entry where id = ${of(3)}[1]`, insertEntry('aud_forged')],
      ['audit.entry', 'audit.unsealed'],
    ],
    [
      'an entry that was added to a seal',
      [
        insertEntry('aud_forged'),
        `update audit_seal set entry_ids = entry_ids || 'aud_forged'::text, entry_digests = entry_digests || 'x'::text,
           entry_count = entry_count + 1 where number = 2`,
      ],
      ['audit.seal 2', 'audit.entry'],
    ],
    [
      'reordered entries',
      [
        `update audit_seal set entry_ids = array[entry_ids[2], entry_ids[1], entry_ids[3]],
           entry_digests = array[entry_digests[2], entry_digests[1], entry_digests[3]] where number = 2`,
      ],
      ['audit.seal 2'],
    ],
    [
      'a seal of another moment',
      [`update audit_seal set sealed_at = sealed_at - interval '1 day' where number = 2`],
      ['audit.seal 2'],
    ],
    ['a removed seal', ['delete from audit_seal where number = 2'], ['audit.seal 3', 'audit.unsealed']],
    ['a removed first seal', ['delete from audit_seal where number = 1'], ['audit.seal 2', 'audit.unsealed']],
    ['a removed last seal', ['delete from audit_seal where number = 3'], ['audit.unsealed']],
    [
      'an entry changed together with its digest',
      [
        `update audit_entry set action = 'x' where id = ${of(1)}[1]`,
        `update audit_seal set entry_digests[1] = repeat('0', 64) where number = 1`,
      ],
      ['audit.seal 1', 'audit.entry'],
    ],
    [
      'an entry that is sealed twice',
      [`insert into audit_unsealed (org_id, id) values (${organization.orgId}, ${of(1)}[1])`],
      ['audit.unsealed'],
    ],
  ])('finds %s', async (_what, damage, expected) => {
    const found = await after(...damage);
    const told = found.map(({ check, id }) => (check === 'audit.seal' ? `${check} ${id}` : check));
    expect([...new Set(told)].sort()).toEqual([...expected].sort());
    for (const { expected: wanted, actual } of found) expect(wanted).not.toBe(actual);
    expect((await verify(organization.orgId)).differences).toEqual([]);
  });

  it('tells by an earlier head that it was rewritten, although it fits', async () => {
    const fresh = await gateway.organization();
    await act(fresh, 3);
    await sealAll(gateway, fresh.orgId, 2);
    const head = (await verify(fresh.orgId)).chain.head?.hash ?? '';
    const has = (tx: Tx) => hasSeal(tx, head);
    expect(await gateway.app.services.database.within(fresh.orgId, 'read', has)).toBe(true);
    const tx = await owner.begin(fresh.orgId, 'write');
    await sql.raw('alter table audit_seal disable trigger user').execute(tx.db);
    await sql`insert into audit_unsealed (org_id, id) select org_id, unnest(entry_ids) from audit_seal where org_id = ${fresh.orgId}`.execute(
      tx.db,
    );
    await sql`delete from audit_seal where org_id = ${fresh.orgId}`.execute(tx.db);
    while (await sealEntries({ tx, now: new Date() }, 2));
    expect((await verifyAuditChain(tx)).differences).toEqual([]);
    expect(await has(tx)).toBe(false);
    await tx.rollback();
  });

  it('does not wait for writers, nor they for it: what is committed later is sealed later', async () => {
    const fresh = await gateway.organization();
    await sealAll(gateway, fresh.orgId);
    const slow = await gateway.app.services.database.begin(fresh.orgId, 'write');
    for (const table of ['audit_entry', 'audit_unsealed'])
      await sql
        .raw(
          table === 'audit_entry'
            ? insertEntry('aud_0_slow').replace(`(${organization.orgId},`, `(${fresh.orgId},`)
            : `insert into audit_unsealed (org_id, id) values (${fresh.orgId}, 'aud_0_slow')`,
        )
        .execute(slow.db);
    await act(fresh, 2);
    await sealAll(gateway, fresh.orgId);
    expect((await verify(fresh.orgId)).chain).toMatchObject({ seals: 2, sealed: 3, unsealed: 0 });
    await slow.commit();
    expect((await verify(fresh.orgId)).chain.unsealed).toBe(1);
    await sealAll(gateway, fresh.orgId);
    expect(await verify(fresh.orgId)).toMatchObject({
      chain: { seals: 3, sealed: 4, unsealed: 0 },
      differences: [],
    });
  });

  it('is one chain when two gateways seal while sixteen callers write', async () => {
    const fresh = await gateway.organization();
    let writing = true;
    const sealing = [gateway, other].map(async (at) => {
      while (writing) await seal(at, fresh.orgId, 5);
    });
    try {
      await Promise.all(Array.from({ length: 16 }, () => act(fresh, 3)));
    } finally {
      writing = false;
      await Promise.all(sealing);
    }
    await sealAll(gateway, fresh.orgId, 5);
    expect(await verify(fresh.orgId)).toMatchObject({ chain: { sealed: 49, unsealed: 0 }, differences: [] });
  });

  it('verifies where it was restored: under another tenant key, and through JSON', async () => {
    const [from, to] = [organization.orgId, (await gateway.organization()).orgId];
    await gateway.asOwner(to, 'delete from audit_unsealed where org_id = $1', [to]);
    const tx = await owner.begin(to, 'write');
    await sql.raw('alter table audit_entry disable trigger user').execute(tx.db);
    await sql`delete from audit_entry where org_id = ${to}`.execute(tx.db);
    for (const table of ['audit_entry', 'audit_seal', 'audit_unsealed']) {
      const rows = await gateway.asOwner<{ line: string }>(
        from,
        `select to_jsonb(t) - 'seq' as line from ${table} t where org_id = $1 order by md5(id)`,
        [from],
      );
      const columns = Object.keys(rows[0]?.line ?? { id: '' }).join(', ');
      for (const { line } of rows) {
        const text = JSON.stringify({ ...(line as unknown as object), org_id: to });
        await sql`insert into ${sql.table(table)} (${sql.raw(columns)})
          select ${sql.raw(columns)} from jsonb_populate_record(null::${sql.table(table)}, ${text}::jsonb)`.execute(
          tx.db,
        );
      }
    }
    const [restored, original] = [await verifyAuditChain(tx), await verify(from)];
    expect(restored).toEqual(original);
    await sealAll(gateway, from);
    await tx.rollback();
  });

  it('waits in a table that the gateway’s role cannot change', async () => {
    const client = await gateway.gatewayClient();
    await client.query("select set_config('app.org_id', $1, false)", [String(organization.orgId)]);
    await expect(client.query('update audit_unsealed set id = id')).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});
