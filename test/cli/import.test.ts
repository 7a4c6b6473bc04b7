import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { files, runCli } from '../support/cli.ts';
import { startGateway, type TestOrganization } from '../support/gateway.ts';

const gateway = await startGateway();
const file = files();
const headers = {
  products: 'sku,name,category,unit,unitCost,safetyStock,reorderPoint',
  locations: 'code,name,type',
  stock: 'sku,locationCode,binCode,lotNumber,expiryDate,quantity,unitCost',
};
type Kind = keyof typeof headers;
let organization: TestOrganization;

/** Imports lines below the header of their kind. */
async function load(kind: Kind, lines: readonly string[], ...options: string[]) {
  return loadText(kind, `${[headers[kind], ...lines].join('\n')}\n`, ...options);
}

function loadText(kind: Kind, content: string | Buffer, ...options: string[]) {
  const path = file(`${kind}.csv`, content);
  return runCli(gateway.environment, 'import', kind, path, '--org', organization.slug, '--json', ...options);
}

const rows = (sql: string) => gateway.asOwner(organization.orgId, sql);

/** Everything that an import could write. */
const state = () =>
  rows(`select (select count(*) from product)::int as products, (select count(*) from category)::int as categories,
    (select count(*) from location)::int as locations, (select count(*) from bin)::int as bins, (select count(*) from lot)::int as lots,
    (select count(*) from movement)::int as movements, (select count(*) from availability)::int as records,
    (select count(*) from idempotency_record)::int as keys, (select count(*) from audit_entry)::int as audits`);

const stock = () =>
  rows(`select p.global_sku as sku, b.code as bin, t.number as lot, i.expiry_date::text as expiry, i.on_hand::float8 as quantity,
      i.unit_cost::float8 as cost
    from stock_item i join product p on p.id = i.product_id left join bin b on b.id = i.bin_id left join lot t on t.id = i.lot_id
    order by 1, 2 nulls first, 3`);

beforeAll(async () => {
  organization = await gateway.organization();
  const products = await load('products', [
    'A,Plain,,EA,2.5,0,0',
    'B,"Bolt, 44"" long",Parts / Bolts,BOX,0.1,1,2',
    'C,Cream,Care,EA,3,0,0',
    'D,Old,Care,EA,3,0,0',
  ]);
  expect(products.json).toEqual({ imported: 4, errors: [] });
  expect((await load('locations', ['W1,One,WAREHOUSE', 'W2,Two,STORE'])).json.imported).toBe(2);
  await rows(`update product set lot_controlled = true, expiry_controlled = true where global_sku = 'C'`);
  await rows(`update product set status = 'INACTIVE' where global_sku = 'D'`);
});

describe('a bad file', () => {
  /** Bad lines of each kind, below a good one in line 2, with what is wrong with them. */
  const bad: Record<Kind, [string, ...string[]][]> = {
    products: [
      ['N,New,,EA,1,0,0'],
      ['M,,,EA,1,0,0', 'name: is required'],
      ['N,Again,,EA,1,0,0', 'sku: is the same product as line 2'],
      ['O,O,Parts / / x,EA,1,0,0', 'category: must be names with " / " between them'],
      ['P,P,,EA,"1,5",0,0', 'unitCost: must be a number'],
      ['Q,Q,,,1,-1,0', 'unit: is required', 'safetyStock: must not be negative'],
    ],
    locations: [
      ['NEW,New,STORE'],
      [
        'X,X,CASTLE',
        'type: must be one of WAREHOUSE, STORE, DEPARTMENT, PRODUCTION, RECEIVING, TRANSIT, DESTRUCTION, SUPPLIER, CUSTOMER',
      ],
      ['NEW,Newer,STORE', 'code: is the same location as line 2'],
    ],
    stock: [
      ['A,W1,,,,1,1'],
      ['A,W2,,,,many,1', 'quantity: must be a number'],
      ['A,W2,,,,,1', 'quantity: is required'],
      ['A,W2,,,,-1,1', 'quantity: must not be negative'],
      ['A,W2,,,,1.00001,1', 'quantity: must have at most 4 decimal places'],
      ['A,W2,,,,1000000000,1', 'quantity: must be between -999999999.9999 and 999999999.9999'],
      ['A,W2,,,,NaN,x', 'quantity: must be a number', 'unitCost: must be a number'],
      ['A,W2,,L1,2026-02-30,1,1', 'expiryDate: must be a date such as 2026-12-31'],
      ['Z,W9,,,,1,1', 'sku: there is no product Z', 'locationCode: there is no location W9'],
      ['D,W2,,,,1,1', 'sku: the product D is inactive'],
      [
        'C,W2,,,,1,1',
        'lotNumber: C is lot-controlled: name the lot',
        'expiryDate: C is expiry-controlled: give the expiry date',
      ],
      ['A,W1,,,,2,1', 'quantity: is of the same product, location, bin and lot as line 2'],
      ['C,W1,,L,2030-01-01,1,1'],
      ['C,W2,,L,2030-01-02,1,1', 'expiryDate: the lot L has 2030-01-01 in line 14'],
      ['A,W2,,,1', 'has 5 values, and the header 7'],
    ],
  };

  it.each(['products', 'locations', 'stock'] as const)(
    'of %s: every bad line is named and nothing is imported',
    async (kind) => {
      const before = await state();
      const run = await load(
        kind,
        bad[kind].map(([line]) => line),
      );
      const errors = bad[kind].flatMap(([, ...messages], index) =>
        messages.map((message) => ({ line: index + 2, message })),
      );
      expect(run.json).toEqual({ imported: 0, errors });
      expect(run.code).toBe(1);
      expect(await state()).toEqual(before);
    },
  );

  it('counts lines as an editor does, and reads up to where quotation marks go wrong', async () => {
    const inside = await load('stock', [
      '"Z\r\nZ",W2,,,,1,x',
      '',
      'A,W9,,,,1,1',
      'A,W2,b"in,,,1,1',
      'Z,,,,,,',
    ]);
    expect(inside.json.errors).toEqual([
      { line: 2, message: 'unitCost: must be a number' },
      { line: 5, message: 'locationCode: there is no location W9' },
      { line: 6, message: 'a quotation mark stands inside a value that does not begin with one' },
    ]);
    const open = await load('stock', ['Z,W2,,,,1,1', 'A,"W2,,,,1,1', 'A,W1,,,,1,1']);
    expect(open.json.errors).toEqual([
      { line: 2, message: 'sku: there is no product Z' },
      { line: 3, message: 'a quotation mark is not closed' },
    ]);
  });

  const broken: [string, string | Buffer, string[], number?][] = [
    [
      'an unknown column',
      'sku,name,category,unit,unitCost,safetyStock,reorderPoint,colour\n',
      ['colour: is not a column of this file'],
    ],
    [
      'missing columns',
      'sku,name,unit,unitCost,safetyStock\n',
      ['category: the column is missing', 'reorderPoint: the column is missing'],
    ],
    ['a column twice', `${headers.products},sku\n`, ['sku: is named twice, as column 1 and 8']],
    [
      'semicolons',
      'sku;name\n',
      expect.arrayContaining(['sku;name: is not a column of this file', 'sku: the column is missing']),
    ],
    ['nothing in it', '', expect.arrayContaining(['sku: the column is missing'])],
    [
      'another encoding',
      Buffer.from(`${headers.products}\nN,Caf\xe9,,EA,1,0,0\n`, 'latin1'),
      ['is not UTF-8 text: save the file as UTF-8'],
      2,
    ],
  ];
  it.each(broken)('%s: says so', async (_what, content, messages, line = 1) => {
    const { json, code } = await loadText('products', content);
    expect(code).toBe(1);
    expect(json.imported).toBe(0);
    expect(json.errors.map(({ message }: { message: string }) => message)).toEqual(messages);
    expect(new Set(json.errors.map((error: { line: number }) => error.line))).toEqual(new Set([line]));
  });

  it('that is not there, or for nobody, is an error', async () => {
    const run = (...args: string[]) => runCli(gateway.environment, 'import', ...args, '--json');
    expect((await run('stock', '/nowhere.csv', '--org', organization.slug)).error).toMatchObject({
      code: 'USAGE',
    });
    const path = file('l.csv', `${headers.locations}\nX,X,STORE\n`);
    expect((await run('locations', path, '--org', 'nobody')).error).toMatchObject({ code: 'NOT_FOUND' });
    expect((await run('people', path, '--org', organization.slug)).error).toMatchObject({ code: 'USAGE' });
  });

  it('is told line by line to people', async () => {
    const path = file('bad.csv', `${headers.stock}\nA,W1,,,,x,1\n`);
    const run = await runCli(gateway.environment, 'import', 'stock', path, '--org', organization.slug);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toBe('line 2, quantity: must be a number\nNothing was imported: 1 errors\n');
  });
});

describe('products and locations', () => {
  it('are known to the planner at once', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => `P${n},Many ${n},Many,EA,1,0,0`).join('\n');
    expect((await loadText('products', `${headers.products}\n${lines}\n`)).json).toEqual({
      imported: 200,
      errors: [],
    });
    expect(
      await rows("select reltuples >= 200 as known from pg_class where oid = 'product'::regclass"),
    ).toEqual([{ known: true }]);
  });

  it('come with categories, quoted values and optional columns, in any order of columns', async () => {
    const content = `\uFEFFname,status,sku,category,barcode,unit,reorderPoint,safetyStock,unitCost,lotControlled\r\n"Two\r\nlines",INACTIVE,Q1, Tools /  Saws ,4711,EA,1,2,3.25,true\r\n`;
    expect((await loadText('products', content)).json).toEqual({ imported: 1, errors: [] });
    expect(
      await rows(`select p.name, p.status, p.barcode, p.lot_controlled, p.unit_cost::float8, c.path from product p
        join category c on c.id = p.category_id where p.global_sku = 'Q1'`),
    ).toEqual([
      {
        name: 'Two\r\nlines',
        status: 'INACTIVE',
        barcode: '4711',
        lot_controlled: true,
        unit_cost: 3.25,
        path: 'Tools / Saws',
      },
    ]);
    expect(await rows(`select name from product where global_sku = 'B'`)).toEqual([
      { name: 'Bolt, 44" long' },
    ]);
  });

  it('parents may come after their children', async () => {
    const content =
      'code,name,type,parentCode,timezone\nP2,Child,STORE,P1,Europe/Berlin\nP1,Parent,WAREHOUSE,,\n';
    expect((await loadText('locations', content)).json).toEqual({ imported: 2, errors: [] });
    expect(
      await rows(
        `select l.timezone, u.code from location l join location u on u.id = l.parent_id where l.code = 'P2'`,
      ),
    ).toEqual([{ timezone: 'Europe/Berlin', code: 'P1' }]);
    const orphan = 'code,name,type,parentCode\nP3,Child,STORE,NONE\n';
    expect((await loadText('locations', orphan)).json.errors).toEqual([
      { line: 2, message: 'parentCode: there is no location "NONE"' },
    ]);
  });
});

describe('stock', () => {
  it('is set through the ledger, with bins and lots made as they come; again moves nothing, another quantity the rest', async () => {
    const lines = ['A,W1,,,,5,', 'A,W1,BIN,,,7.5,2', 'C,W1,BIN,L1,2031-05-06,3,4', 'A,W2,BIN,,,0,'];
    const before = (await state())[0] as { movements: number };
    expect((await load('stock', lines)).json).toEqual({ imported: 4, errors: [] });
    const expected = [
      { sku: 'A', bin: null, lot: null, expiry: null, quantity: 5, cost: 2.5 },
      { sku: 'A', bin: 'BIN', lot: null, expiry: null, quantity: 7.5, cost: 2 },
      { sku: 'A', bin: 'BIN', lot: null, expiry: null, quantity: 0, cost: 2.5 },
      { sku: 'C', bin: 'BIN', lot: 'L1', expiry: '2031-05-06', quantity: 3, cost: 4 },
    ];
    expect(await stock()).toEqual(expect.arrayContaining(expected));
    expect((await state())[0]).toMatchObject({ bins: 2, lots: 1, movements: before.movements + 4 });
    const documents = await rows(`select distinct type, reference from stock_document`);
    expect(documents).toEqual([{ type: 'RECEIPT', reference: 'stock.csv' }]);
    expect((await load('stock', lines)).json).toEqual({ imported: 4, errors: [], replayed: true });
    const changed = ['A,W1,,,,6,', ...lines.slice(1)];
    expect((await load('stock', changed)).json).toEqual({ imported: 4, errors: [] });
    expect((await state())[0]).toMatchObject({ movements: before.movements + 5 });
    expect(
      await rows(`select quantity_delta::float8 as delta from movement order by seq desc limit 1`),
    ).toEqual([{ delta: 1 }]);
    const expiry = await load('stock', ['C,W2,,L1,2031-05-07,1,1']);
    expect(expiry.json.errors).toEqual([
      { line: 2, message: 'expiryDate: the lot L1 expires on 2031-05-06' },
    ]);
  });

  it('happens once under a key, also when two come at once; a key is for one file', async () => {
    const key = ['--idempotency-key', randomUUID()];
    const runs = await Promise.all([
      load('stock', ['B,W1,,,,11,1'], ...key),
      load('stock', ['B,W1,,,,11,1'], ...key),
    ]);
    expect(runs.map(({ json }) => json.imported)).toEqual([1, 1]);
    expect(runs.filter(({ json }) => json.replayed)).toHaveLength(1);
    expect(
      await rows(`select 1 from movement m join product p on p.id = m.product_id where global_sku = 'B'`),
    ).toHaveLength(1);
    expect((await load('stock', ['B,W1,,,,12,1'], ...key)).error).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('of a dry run is not kept, nor is its key', async () => {
    const before = await state();
    const dry = await load('stock', ['B,W2,NEWBIN,,,4,1'], '--dry-run');
    expect(dry.json).toEqual({ imported: 0, wouldImport: 1, errors: [] });
    expect(await state()).toEqual(before);
  });

  it('is exported as it was imported, for another organization to take', async () => {
    const first = organization;
    const out = (name: string) => file(name, '');
    const save = async (kind: Kind, name: string) => {
      const path = out(name);
      const run = await runCli(
        gateway.environment,
        'export',
        kind,
        '--org',
        organization.slug,
        '--out',
        path,
        '--json',
      );
      expect(run.code).toBe(0);
      return path;
    };
    const kinds: Kind[] = ['products', 'locations', 'stock'];
    await rows(`update product set status = 'ACTIVE'`);
    const saved: string[] = [];
    for (const kind of kinds) saved.push(readFileSync(await save(kind, `first-${kind}.csv`), 'utf8'));
    organization = await gateway.organization();
    for (const [index, kind] of kinds.entries()) {
      expect((await loadText(kind, saved[index] ?? '')).json.errors).toEqual([]);
      expect(readFileSync(await save(kind, `second-${kind}.csv`), 'utf8')).toBe(saved[index]);
    }
    organization = first;
    const printed = await runCli(gateway.environment, 'export', 'stock', '--org', first.slug);
    expect(printed.stdout).toBe(saved[2]);
    const refused = await runCli(gateway.environment, 'export', 'stock', '--org', first.slug, '--json');
    expect(refused.error).toMatchObject({ code: 'USAGE' });
  });
});
