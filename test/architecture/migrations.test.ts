import pg from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { migrations } from '../../src/entities/migrations/index.ts';
import { Database } from '../../src/platform/database/database.ts';
import { migrate, runMigrations } from '../../src/platform/database/migrate.ts';
import { names } from '../../src/platform/own-postgres/start.ts';
import { busyWeeks } from '../support/busy-weeks.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const cleanups: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // its database may be dropped under it
  await client.connect();
  cleanups.push(() => client.end());
  return client;
}
const admin = await connect(inject('adminUrl').replace('DBNAME', 'postgres'));
let made = 0;

/** A database without anything in it, and where its owner, its gateway and the administrator reach it. */
async function emptyDatabase() {
  const name = `migrations_${process.pid}_${++made}`;
  await admin.query(`create database ${name} owner ${names.owner}`);
  cleanups.push(() => admin.query(`drop database ${name} with (force)`));
  const url = (which: 'ownerUrl' | 'gatewayUrl' | 'adminUrl') => inject(which).replace('DBNAME', name);
  return { owner: url('ownerUrl'), gateway: url('gatewayUrl'), admin: url('adminUrl') };
}

const columnsOf = async (client: pg.Client): Promise<Map<string, string[]>> => {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.table_name as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.table_name <> 'schema_migration'
     group by c.table_name`,
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
};

/** Copies what an older schema has tables and columns for. */
async function copyInto(older: pg.Client, source: pg.Client): Promise<void> {
  const there = await columnsOf(source);
  await older.query('set session_replication_role = replica'); // rows come in any order
  for (const [table, columns] of await columnsOf(older)) {
    const list = columns
      .filter((column) => there.get(table)?.includes(column))
      .map((column) => `"${column}"`);
    if (list.length === 0) continue;
    const { rows } = await source.query<{ all: string | null }>(
      `select json_agg(t)::text as all from (select ${list} from ${table}) t`,
    );
    await older.query(
      `insert into ${table} (${list}) overriding system value select ${list} from json_populate_recordset(null::${table}, $1)`,
      [rows[0]?.all ?? '[]'],
    );
  }
}

/** What there is, to the last digit. */
const sums = `select i.id, i.on_hand, i.reserved, coalesce(m.moved, 0) as moved, m.entries, v.on_hand as promised_of, v.reserved as taken
  from stock_item i
  left join lateral (select sum(quantity_delta) as moved, count(*) as entries from movement x where x.org_id = i.org_id and x.item_id = i.id) m on true
  left join availability v on v.org_id = i.org_id and v.product_id = i.product_id and v.location_id = i.location_id
  where i.org_id = $1 order by i.id`;
const daily = `select to_jsonb(d) - 'id' as day from stock_daily d where org_id = $1 order by to_jsonb(d) - 'id'`;

describe('migrations', () => {
  it('are run by one of several that start at once on an empty database', async () => {
    const { owner } = await emptyDatabase();
    const ran = await Promise.all(Array.from({ length: 3 }, () => migrate(owner, names.gateway)));
    expect(ran.map((one) => one.length).sort((a, b) => a - b)).toEqual([0, 0, migrations.length]);
    expect(await migrate(owner, names.gateway)).toEqual([]);
  });

  it('leave the rights of gateways that are at work alone, and put right what is not as it should be', async () => {
    const { owner, admin: url } = await emptyDatabase();
    await migrate(owner, names.gateway);
    const client = await connect(url);
    const rightsNow = async () =>
      (
        await client.query<{ name: string; version: string; rights: string }>(
          `select relname as name, xmin::text as version, relacl::text as rights from pg_class
           where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
        )
      ).rows;
    const before = await rightsNow();
    await migrate(owner, names.gateway);
    expect(await rightsNow()).toEqual(before); // not even written again
    await client.query(`grant update on movement to ${names.gateway};
      revoke delete on audit_unsealed from ${names.gateway};
      revoke usage on schema public from ${names.gateway}, public`);
    await migrate(owner, names.gateway);
    const rights = (rows: typeof before) => rows.map(({ name, rights }) => [name, rights]);
    expect(rights(await rightsNow())).toEqual(rights(before));
    const { rows } = await client.query(`select has_schema_privilege($1, 'public', 'usage') as usable`, [
      names.gateway,
    ]);
    expect(rows).toEqual([{ usable: true }]);
  });
});

describe('a schema of before, with data, brought up to date', async () => {
  const { orgId } = await gateway.organization();
  await busyWeeks(gateway.app.services, orgId, 80);
  const { pathname } = new URL(gateway.environment.DATABASE_URL?.replace('@/', '@localhost/') ?? '');
  const source = await connect(inject('adminUrl').replace('DBNAME', pathname.slice(1)));
  const contentOf = async (client: pg.Client) => ({
    sums: (await client.query(sums, [orgId])).rows,
    daily: (await client.query(daily, [orgId])).rows,
  });
  const before = await contentOf(source);

  it('had stock and days to lose', () => {
    expect(before.sums.length).toBeGreaterThan(5);
    expect(before.daily.length).toBeGreaterThan(5);
  });

  it.each(migrations.slice(0, -1).map(({ name }, index) => [name, index] as const))(
    'has every sum as it was: %s',
    async (name, index) => {
      const urls = await emptyDatabase();
      await runMigrations(urls.owner, name);
      const older = await connect(urls.admin);
      await copyInto(older, source);
      expect(await migrate(urls.owner, names.gateway)).toHaveLength(migrations.length - 1 - index);
      expect(await contentOf(older)).toEqual(before);
      const options = { url: urls.gateway, poolSize: 1, statementTimeoutMs: 30_000, lockTimeoutMs: 3_000 };
      const database = await Database.open(options);
      const { checked, differences } = await database.within(orgId, 'read', (tx) =>
        verifyBooks(tx, gateway.clock.now()),
      );
      await database.close();
      expect(differences).toEqual([]);
      expect(checked.movements).toBeGreaterThan(10);
    },
  );
});
