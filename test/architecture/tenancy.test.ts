import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestOrganization } from '../support/gateway.ts';
import { insertLedgerRows } from '../support/ledger-rows.ts';

const gateway = await startGateway();

/** Tables without an organization, each with why. */
const platformTables = [
  'platform_key', // credentials of the platform itself
  'schema_migration', // which migrations were run
];
const CURRENT = "(org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::integer)";

let ours: TestOrganization;
let theirs: TestOrganization;
let tables: string[];

/** Works on a connection as the gateway's role, that has named no organization yet. */
async function asGateway<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await gateway.gatewayClient();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const insertInto = (table: string, orgId: number): string =>
  `insert into ${table} (org_id) overriding system value values (${orgId})`;

const catalogue = <T extends object>(sql: string) => gateway.asOwner<T>(ours.orgId, sql);

beforeAll(async () => {
  ours = await gateway.organization();
  theirs = await gateway.organization();
  for (const { orgId } of [ours, theirs]) await insertLedgerRows(gateway, orgId);
  const all = await catalogue<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  tables = all.map(({ name }) => name).filter((name) => !platformTables.includes(name));
});

describe('keys', () => {
  it('every table but those of the platform has an organization', async () => {
    const without = await catalogue<{ name: string }>(`
      select tablename as name from pg_tables t where schemaname = 'public' and not exists (
        select from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = t.tablename and c.column_name = 'org_id'
          and c.data_type = 'integer' and c.is_nullable = 'NO')
      order by 1`);
    expect(without.map(({ name }) => name)).toEqual(platformTables);
    expect(tables.length).toBeGreaterThan(20);
  });

  it('every primary key and unique index of a tenant table begins with org_id', async () => {
    const others = await catalogue<{ table: string; columns: string[] }>(`
      select i.indrelid::regclass::text as table,
             array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k (number, position)
                   join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number order by position) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and i.indisunique
      order by 1, 2`);
    const loose = others.filter(({ table, columns }) => tables.includes(table) && columns[0] !== 'org_id');
    // the register of organizations itself: it is where an organization is found by its public names
    expect(loose).toEqual([
      { table: 'organization', columns: ['id'] },
      { table: 'organization', columns: ['slug'] },
    ]);
    const primary = others.filter(({ columns }) => columns.join() === 'org_id,id').map(({ table }) => table);
    expect(tables.filter((table) => !primary.includes(table))).toEqual(['organization']);
  });

  it('every plain index of a tenant table begins with org_id', async () => {
    const others = await catalogue<{ index: string; table: string }>(`
      select i.indexrelid::regclass::text as index, i.indrelid::regclass::text as table
      from pg_index i join pg_class c on c.oid = i.indrelid
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace and not i.indisunique and a.attname is distinct from 'org_id'`);
    expect(others).toEqual([]);
  });

  it('every foreign key between tenant tables begins with org_id on both sides', async () => {
    const keys = await catalogue<{ name: string; table: string; from: string; to: string }>(`
      select k.conname::text as name, k.conrelid::regclass::text as table, f.attname::text as from, t.attname::text as to
      from pg_constraint k
      join pg_attribute f on f.attrelid = k.conrelid and f.attnum = k.conkey[1]
      join pg_attribute t on t.attrelid = k.confrelid and t.attnum = k.confkey[1]
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace`);
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter(({ from, to }) => from !== 'org_id' || to !== 'org_id')).toEqual([]);
    const anchored = new Set(keys.map(({ table }) => table));
    expect(tables.filter((table) => !anchored.has(table))).toEqual(['organization']);
  });
});

describe('row-level security', () => {
  it('is enabled and forced on every tenant table, with one policy: the organization of the transaction', async () => {
    const secured = await catalogue<{ name: string }>(`
      select c.relname::text as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relrowsecurity and c.relforcerowsecurity order by 1`);
    expect(secured.map(({ name }) => name)).toEqual(tables);
    const policies = await catalogue<{ table: string }>(`
      select tablename as table, permissive, roles::text, cmd, qual, with_check
      from pg_policies where schemaname = 'public' and policyname <> 'owner_reads_all' order by 1`);
    expect(policies).toEqual(
      tables.map((table) => ({
        table,
        permissive: 'PERMISSIVE',
        roles: '{public}',
        cmd: 'ALL',
        qual: CURRENT,
        with_check: CURRENT,
      })),
    );
  });

  it('has exceptions: the owner of the schema lists organizations, searches products, and knows which webhooks are due', async () => {
    const { rows } = await asGateway((client) => client.query('select current_user::text as role'));
    const exceptions = await catalogue<{ table: string; roles: string[] }>(
      `select tablename as table, roles::text[] from pg_policies where policyname = 'owner_reads_all'`,
    );
    expect(exceptions.map(({ table }) => table).sort()).toEqual([
      'organization',
      'product_search',
      'webhook',
      'webhook_delivery',
    ]);
    for (const { roles } of exceptions) {
      expect(roles).not.toContain(rows[0].role);
      expect(roles).not.toContain('public');
    }
  });
});

describe('the gateway’s role', () => {
  it('is no superuser, cannot bypass row-level security, make roles or databases, and owns nothing', async () => {
    const { rows } = await asGateway((client) =>
      client.query(`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
             (select count(*)::int from pg_class where relowner = r.oid) as tables,
             (select count(*)::int from pg_proc where proowner = r.oid) as functions,
             (select count(*)::int from pg_namespace where nspowner = r.oid) as schemas,
             (select count(*)::int from pg_database where datdba = r.oid) as databases,
             (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
             has_schema_privilege(r.oid, 'public', 'create') as creates
      from pg_roles r where rolname = current_user`),
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        tables: 0,
        functions: 0,
        schemas: 0,
        databases: 0,
        memberships: 0,
        creates: false,
      },
    ]);
  });

  it('sees no row of any table without an organization, and writes none', async () => {
    await asGateway(async (client) => {
      for (const table of tables) {
        const { rows } = await client.query(`select count(*)::int as rows from ${table}`);
        expect([table, rows[0].rows]).toEqual([table, 0]);
        await expect(client.query(insertInto(table, ours.orgId))).rejects.toMatchObject({
          code: '42501',
        });
      }
    });
  });

  it('sees its own organization only, and writes into no other', async () => {
    await asGateway(async (client) => {
      await client.query("select set_config('app.org_id', $1, false)", [String(ours.orgId)]);
      for (const table of tables) {
        const { rows } = await client.query(
          `select count(*) filter (where org_id = $1)::int as ours, count(*) filter (where org_id <> $1)::int as others from ${table}`,
          [ours.orgId],
        );
        expect([table, rows[0].others]).toEqual([table, 0]);
        if (['organization', 'product', 'stock_item', 'movement', 'audit_entry'].includes(table))
          expect([table, rows[0].ours]).not.toEqual([table, 0]);
        await expect(client.query(insertInto(table, theirs.orgId))).rejects.toMatchObject({ code: '42501' });
      }
      const moved = client.query('update product set org_id = $1 where org_id = $2', [
        theirs.orgId,
        ours.orgId,
      ]);
      await expect(moved).rejects.toMatchObject({ code: '42501' });
      const changed = await client.query("update product set name = 'X' where org_id = $1", [theirs.orgId]);
      expect(changed.rowCount).toBe(0);
    });
  });

  it('keeps no organization after its transaction: a pooled connection begins anew', async () => {
    await asGateway(async (client) => {
      await client.query('begin');
      await client.query("select set_config('app.org_id', $1, true)", [String(ours.orgId)]);
      expect((await client.query('select from product')).rowCount).toBe(1);
      await client.query('commit');
      expect((await client.query('select from product')).rowCount).toBe(0);
    });
  });
});
