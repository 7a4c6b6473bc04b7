import { beforeAll, describe, expect, it } from 'vitest';
import { adventureWorks, runCli } from '../support/cli.ts';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();
const cli = (...args: string[]) => runCli(gateway.environment, ...args);
const UNITS = 335_974;
let key: string;
let orgId: number;

const importAll = async (...options: string[]) => {
  const runs = [];
  for (const kind of ['products', 'locations', 'stock'])
    runs.push(
      (await cli('import', kind, adventureWorks(`${kind}.csv`), '--org', 'aw', '--json', ...options)).json,
    );
  return runs;
};

/** How much was ever written of everything that an import writes. */
const written = async () =>
  (
    await gateway.asOwner<Record<string, number>>(
      orgId,
      `select (select count(*) from movement)::int as movements, (select count(*) from stock_document)::int as documents,
        (select count(*) from audit_entry)::int as audits, (select sum(version) from stock_item)::int as items,
        (select sum(version) from availability)::int as records, (select sum(version) from product)::int as products,
        (select count(*) from bin)::int as bins, (select count(*) from category)::int as categories`,
    )
  )[0];

const get = async (path: string) => {
  const answer = await gateway.call('GET', path, undefined, { authorization: `Bearer ${key}` });
  expect(answer.status).toBe(200);
  return answer.body;
};

/** All pages of a list. */
async function pages(path: string, list: string) {
  const first = await get(`${path}&limit=100&page=1`);
  const rows = [...first[list]];
  for (let page = 2; page <= first.pagination.totalPages; page++)
    rows.push(...(await get(`${path}&limit=100&page=${page}`))[list]);
  return rows;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

beforeAll(async () => {
  await cli('org', 'create', 'aw', '--name', 'Adventure Works');
  key = (await cli('key', 'create', '--org', 'aw', '--name', 'test', '--scopes', '*', '--json')).json
    .plaintextKey;
  [{ orgId }] = (await gateway.asOwner<{ orgId: number }>(
    0,
    `select org_id as "orgId" from organization where slug = 'aw'`,
  )) as [{ orgId: number }];
});

describe('the real catalogue', () => {
  it('is imported whole, and changes nothing in a dry run before', async () => {
    const before = await written();
    const dry = await importAll('--dry-run');
    expect(dry[0]).toEqual({ imported: 0, wouldImport: 504, errors: [] });
    expect(dry[1]).toEqual({ imported: 0, wouldImport: 14, errors: [] });
    expect(await written()).toEqual(before);
    expect(await importAll()).toEqual([
      { imported: 504, errors: [] },
      { imported: 14, errors: [] },
      { imported: 1069, errors: [] },
    ]);
  });

  it('gives the same number of units everywhere', async () => {
    const { json } = await cli('verify', '--org', 'aw', '--json');
    expect(json).toMatchObject({ ok: true, checked: { stockItems: 1069, onHand: UNITS }, differences: [] });
    const items = await pages('/api/inventory?', 'items');
    expect(items).toHaveLength(1069);
    expect(sum(items.map(({ quantityOnHand }) => quantityOnHand))).toBe(UNITS);
    const { locations } = await get('/api/inventory/locations');
    expect(locations).toHaveLength(14);
    const matrix: number[] = [];
    for (const { id } of locations) {
      const products = await pages(`/api/inventory/channel-location?locationId=${id}`, 'products');
      matrix.push(...products.map(({ totalOnHand }) => totalOnHand));
    }
    expect(sum(matrix)).toBe(UNITS);
    const [ledger] = await gateway.asOwner(
      orgId,
      'select sum(quantity_delta)::float8 as units, count(*)::int as count from movement',
    );
    expect(ledger).toEqual({ units: UNITS, count: 1069 });
  });

  it('changes nothing when it is imported again, under its own key and under another', async () => {
    const before = await written();
    const [, , again] = await importAll();
    expect(again).toEqual({ imported: 1069, errors: [], replayed: true });
    expect(await written()).toEqual(before);
    const stock = adventureWorks('stock.csv');
    const third = await cli(
      'import',
      'stock',
      stock,
      '--org',
      'aw',
      '--json',
      '--idempotency-key',
      'third time',
    );
    expect(third.json).toEqual({ imported: 1069, errors: [] });
    expect(await written()).toEqual(before);
  });

  it('comes back as it went', async () => {
    const out = `${process.env.TMPDIR ?? '/tmp'}/aw-${process.pid}.csv`;
    const stock = await cli('export', 'stock', '--org', 'aw', '--out', out, '--json');
    expect(stock.json).toEqual({ exported: 1069, leftOut: 0, file: out });
    const before = await written();
    const back = await cli('import', 'stock', out, '--org', 'aw', '--json');
    expect(back.json).toEqual({ imported: 1069, errors: [] });
    expect(await written()).toEqual(before);
  });
});
