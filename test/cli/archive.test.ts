import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archivedRows, checkArchive, writeArchive } from '../../src/cli/support/archive-file.ts';
import { exportOrganization } from '../../src/domain/archive/export-organization.query.ts';
import { restoreOrganization } from '../../src/domain/archive/restore-organization.command.ts';
import { readTenantTables } from '../../src/domain/archive/tables.query.ts';
import { verifyBooks } from '../../src/domain/verify/verify.query.ts';
import { busyWeeks } from '../support/busy-weeks.ts';
import { files, runCli } from '../support/cli.ts';
import { startGateway, type TestGateway, type TestOrganization } from '../support/gateway.ts';
import { kinds, upserted } from '../support/master-data.ts';
import { tenantTables } from '../support/tenancy.ts';
import { makeWorld } from '../support/world.ts';

const here = await startGateway();
const there = await startGateway();
const busy = await startGateway();
const empty = await startGateway();
const moved = await startGateway();
const organization = await here.organization();
const file = files();
const path = (name: string) => file(name, '');
const whole = path('whole.jsonl');
const connections: pg.Client[] = [];
afterAll(() => Promise.all(connections.map((client) => client.end())));

async function ownerOf(gateway: TestGateway): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: gateway.environment.DATABASE_MIGRATION_URL ?? '' });
  await client.connect();
  client.on('error', () => undefined);
  connections.push(client);
  return client;
}
const ownerHere = await ownerOf(here);
const ownerThere = await ownerOf(there);

async function exportTo(
  target: string,
  client: pg.Client,
  { orgId, id, slug }: Pick<TestOrganization, 'orgId' | 'id' | 'slug'>,
): Promise<void> {
  const lines = exportOrganization(client, {
    organization: { orgId, id, slug, name: slug },
    now: new Date(),
    onTotal: () => undefined,
    onRows: () => undefined,
  });
  await writeArchive(target, lines, { force: true });
}

async function restoreFrom(
  source: string,
  client: pg.Client,
  options: { slug?: string; renumber?: boolean } = {},
) {
  const { header, trailer } = await checkArchive(source);
  return restoreOrganization(client, {
    header,
    trailer,
    lines: archivedRows(source),
    onRows: () => undefined,
    renumber: false,
    ...options,
  });
}

const linesOf = (source: string) => readFileSync(source, 'utf8').split('\n');
/** Where organizations have anything, in a database. */
const organizations = async (client: pg.Client) =>
  (await client.query<{ slug: string }>('select slug from organization order by 1')).rows.map(
    ({ slug }) => slug,
  );

beforeAll(async () => {
  // two others first, of which one has the tables' rows in between, and so the sequences have gaps
  const other = await here.organization();
  await upserted(other.admin, kinds.products, [{ globalSku: 'THEIRS' }]);
  await makeWorld(organization, { word: 'Wörld "quoted" \\ \t\n\u2028 €\u{1f600}' });
  await busyWeeks(here.app.services, organization.orgId, 60);
  await here.call('POST', '/session', undefined, { authorization: `Bearer ${organization.admin.key}` });
  here.app.sweeper.noticed(organization.orgId);
  await here.app.sweeper.run(); // seals the audit trail
  const { body: kept } = await organization.admin.graphql(
    'mutation { a: upsertProducts(input: {products: [{globalSku: "K", unitCost: 987654321.1234}]}) { products { id } } }',
    {},
    { 'idempotency-key': 'kept' },
  );
  expect(kept.errors).toBeUndefined();
  await exportTo(whole, ownerHere, organization);
});

describe('what is exported', () => {
  it('is every table that has an organization, as the entities and as the database know them', async () => {
    const tables = (await readTenantTables(ownerHere)).map(({ name }) => name);
    expect(tables.toSorted()).toEqual([...tenantTables].sort());
    const { header, trailer } = await checkArchive(whole);
    expect(Object.keys(header.rows).sort()).toEqual([...tenantTables].sort());
    expect(Object.keys(trailer.content)).toEqual(tables);
    // a rich organization: what is empty here is not tried by this test (tasks of this world are not split yet)
    const empty = Object.entries(header.rows).filter(([, rows]) => rows === 0);
    expect(empty.map(([name]) => name)).toEqual(['put_away_split']);
  });

  it('is of one organization, and has every row of it once', async () => {
    const text = readFileSync(whole, 'utf8');
    expect(text).not.toContain('THEIRS');
    const { header } = await checkArchive(whole);
    for (const [table, rows] of Object.entries(header.rows)) {
      const [counted] = await here.asOwner<{ rows: number }>(
        organization.orgId,
        `select count(*)::int as rows from ${table} where org_id = $1`,
        [organization.orgId],
      );
      expect([table, rows]).toEqual([table, counted?.rows]);
    }
  });

  it('can be read by its owner only', () => {
    expect(statSync(whole).mode & 0o777).toBe(0o600);
  });
});

describe('an empty database', () => {
  it('gets the same organization: exported again it is the same, the books agree, its keys work, work goes on', async () => {
    const restored = await restoreFrom(whole, ownerThere);
    expect(restored).toMatchObject({ orgId: organization.orgId, slug: organization.slug, keysWork: true });
    const again = path('again.jsonl');
    await exportTo(again, ownerThere, organization);
    const [first = '', ...before] = linesOf(whole);
    const [second = '', ...after] = linesOf(again);
    expect(before.at(-1)).toBe('');
    // but for the date of the first line, and with it the checksum of the last
    expect({ ...JSON.parse(second), exportedAt: '' }).toEqual({ ...JSON.parse(first), exportedAt: '' });
    expect(after.slice(0, -2).join('\n') === before.slice(0, -2).join('\n')).toBe(true);
    expect((await checkArchive(again)).trailer.content).toEqual((await checkArchive(whole)).trailer.content);

    const { differences, checked } = await there.app.services.database.within(
      organization.orgId,
      'read',
      (tx) => verifyBooks(tx, there.clock.now()),
    );
    expect(differences).toEqual([]);
    expect(checked.movements).toBeGreaterThan(30);

    const asBefore = { authorization: `Bearer ${organization.admin.key}` };
    const query = '{ products(first: 100) { totalCount nodes { id globalSku unitCost } } }';
    const [mine, theirs] = await Promise.all(
      [here, there].map((gateway) => gateway.call('POST', '/graphql', { query }, asBefore)),
    );
    expect(theirs?.body).toEqual(mine?.body);
    expect(mine?.body.errors).toBeUndefined();

    // what is written next comes after all that was restored
    const highest = async () =>
      (
        await there.asOwner<{ seq: string; rows: number }>(
          organization.orgId,
          'select max(seq) as seq, count(*)::int as rows from audit_entry where org_id = $1',
          [organization.orgId],
        )
      )[0];
    const last = await highest();
    const write = `mutation { upsertProducts(input: {products: [{globalSku: "NEXT"}]}) { products { id } } }`;
    expect((await there.call('POST', '/graphql', { query: write }, asBefore)).body.errors).toBeUndefined();
    const next = await highest();
    expect(next?.rows).toBe((last?.rows ?? 0) + 1);
    expect(BigInt(next?.seq ?? 0)).toBe(BigInt(last?.seq ?? 0) + 1n);
  });

  it('refuses it a second time, and under a slug that is taken', async () => {
    await expect(restoreFrom(whole, ownerThere, { slug: 'copy' })).rejects.toMatchObject({
      code: 'DUPLICATE',
      details: { id: organization.id },
    });
    expect(await organizations(ownerThere)).toEqual([organization.slug]);
  });
});

describe('a database with other organizations', () => {
  it('keeps its own; where the tenant key is taken, the organization gets another one if that is wanted', async () => {
    const owner = await ownerOf(busy);
    const others = [];
    for (let made = 0; made < organization.orgId; made++) others.push(await busy.organization());
    expect(others.map(({ orgId }) => orgId)).toContain(organization.orgId);
    const [first] = others;
    if (!first) throw new Error('none');
    await upserted(first.admin, kinds.products, [{ globalSku: 'OURS' }]);
    await expect(restoreFrom(whole, owner)).rejects.toMatchObject({
      code: 'DUPLICATE',
      details: { tenantKey: organization.orgId },
    });
    await expect(restoreFrom(whole, owner, { slug: first.slug, renumber: true })).rejects.toMatchObject({
      code: 'DUPLICATE',
      details: { slug: first.slug },
    });
    await expect(restoreFrom(whole, owner, { slug: 'No Slug' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    const restored = await restoreFrom(whole, owner, { slug: 'moved', renumber: true });
    expect(restored.keysWork).toBe(false);
    expect(others.map(({ orgId }) => orgId)).not.toContain(restored.orgId);
    const again = path('renumbered.jsonl');
    await exportTo(again, owner, { ...organization, ...restored });
    const [mine, theirs] = [(await checkArchive(whole)).trailer, (await checkArchive(again)).trailer];
    expect({ ...theirs.content, organization: '' }).toEqual({ ...mine.content, organization: '' });
    const key = await busy.call('GET', '/api/inventory', undefined, {
      authorization: `Bearer ${organization.admin.key}`,
    });
    expect(key.status).toBe(401);
    const products = await first.admin.graphql('{ products { totalCount } }');
    expect(products.body.data.products.totalCount).toBe(1);
    const { differences } = await busy.app.services.database.within(restored.orgId, 'read', (tx) =>
      verifyBooks(tx, busy.clock.now()),
    );
    expect(differences).toEqual([]);
  });
});

describe('a file that is not what it should be', () => {
  const lines = () => linesOf(whole);
  const joined = (changed: string[]) => file('bad.jsonl', changed.join('\n'));
  const refusal = async (source: string) => {
    const owner = await ownerOf(empty);
    const before = await organizations(owner);
    const error = await restoreFrom(source, owner).then(
      () => null,
      (reason: { code?: string; message: string }) => reason,
    );
    expect(await organizations(owner)).toEqual(before);
    expect((await owner.query('select 1 from schema_migration')).rowCount).toBeGreaterThan(1);
    return error && { code: error.code, message: error.message };
  };

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['cut short', (all) => all.slice(0, -2), /cut short/],
    ['cut in a line', (all) => [all.slice(0, 40).join('\n').slice(0, -5)], /cut short/],
    ['another kind of file', () => ['sku,name', 'A,B'], /not an export/],
    ['empty', () => [], /not an export/],
    [
      'of a row changed',
      (all) => all.map((line) => line.replace('"987654321.1234"', '"1.0000"')),
      /checksum/,
    ],
    ['without a row', (all) => all.filter((_, index) => index !== 60), /checksum/],
    [
      'of another format',
      (all) => [(all[0] ?? '').replace('"version":1', '"version":2'), ...all.slice(1)],
      /version 2/,
    ],
  ])('is refused when it is %s', async (_case, change, message) => {
    const error = await refusal(joined(change(lines())));
    expect(error).toEqual({ code: 'VALIDATION_FAILED', message: expect.stringMatching(message) });
  });

  it('is refused when it is of another schema', async () => {
    const { header, trailer } = await checkArchive(whole);
    const request = {
      header: { ...header, schema: '20200101000000_older' },
      trailer,
      lines: archivedRows(whole),
    };
    await expect(
      restoreOrganization(await ownerOf(empty), { ...request, renumber: false, onRows: () => undefined }),
    ).rejects.toThrow(/of the schema 20200101000000_older/);
  });

  it('leaves nothing behind when what came of it is another thing than the file says', async () => {
    const { header, trailer } = await checkArchive(whole);
    const owner = await ownerOf(empty);
    const content = { ...trailer.content, movement: '0'.repeat(64) };
    await expect(
      restoreOrganization(owner, {
        ...{ header, trailer: { ...trailer, content }, lines: archivedRows(whole) },
        ...{ renumber: false, onRows: () => undefined },
      }),
    ).rejects.toThrow(/movement/);
    expect(await organizations(owner)).toEqual([]);
  });

  it('is refused when it is compressed and damaged', async () => {
    const bytes = gzipSync(readFileSync(whole));
    expect((await refusal(file('short.jsonl.gz', bytes.subarray(0, bytes.length / 2))))?.message).toMatch(
      /cut short/,
    );
  });
});

describe('the command line', () => {
  it('exports and restores, compressed, and answers in JSON', async () => {
    const archive = `${path('x')}.jsonl.gz`;
    const exported = await runCli(here.environment, 'org', 'export', organization.slug, archive, '--json');
    const { header, trailer } = await checkArchive(whole);
    const rows = Object.values(header.rows).reduce((sum, count) => sum + count, 0);
    expect(exported.json).toEqual({ file: archive, rows, tables: header.rows, content: trailer.content });
    expect(gunzipSync(readFileSync(archive)).toString().split('\n').length).toBe(linesOf(whole).length);
    const again = await runCli(here.environment, 'org', 'export', organization.slug, archive, '--json');
    expect(again).toMatchObject({ code: 1, error: { code: 'USAGE' } });
    const restored = await runCli(moved.environment, 'org', 'restore', archive, '--slug', 'moved', '--json');
    expect(restored.json).toEqual({
      organization: { id: organization.id, slug: 'moved', name: expect.any(String) },
      ...{ rows, tables: header.rows, keysWork: true },
    });
    const verified = await runCli(moved.environment, 'verify', '--json');
    expect(verified.json).toMatchObject({ ok: true, checked: { organizations: 1 } });
  });

  it('says what is wrong, and leaves no part of a file', async () => {
    const unknown = await runCli(
      here.environment,
      'org',
      'export',
      'nobody',
      path('nobody'),
      '--force',
      '--json',
    );
    expect(unknown.error).toMatchObject({ code: 'NOT_FOUND' });
    const missing = await runCli(here.environment, 'org', 'restore', '/nowhere/x.jsonl', '--json');
    expect(missing.error).toMatchObject({ code: 'USAGE' });
    const failing = `${path('y')}.jsonl`;
    async function* breaks() {
      yield 'a\n';
      throw new Error('away');
    }
    await expect(writeArchive(failing, breaks(), { force: false })).rejects.toThrow('away');
    expect(existsSync(failing)).toBe(false);
    expect(existsSync(`${failing}.${process.pid}.part`)).toBe(false);
    writeFileSync(failing, 'mine');
    await expect(writeArchive(failing, breaks(), { force: true })).rejects.toThrow('away');
    expect(readFileSync(failing, 'utf8')).toBe('mine');
  });
});
