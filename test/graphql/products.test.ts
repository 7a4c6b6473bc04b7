import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';

const gateway = await startGateway();

describeMasterData(gateway, {
  ...kinds.products,
  one: 'product',
  documentType: 'Product',
  read: 'products.read',
  write: 'products.write',
  sorts: ['globalSku', 'name', 'updatedAt'],
  prepare: async ({ admin }) => {
    const [category] = await upserted(admin, kinds.categories, [{ name: 'Tools' }]);
    return { categoryId: category?.id ?? '' };
  },
  make: (n, { categoryId }) => ({ globalSku: `SKU-${n}`, name: `Name ${n % 3}`, categoryId, unitCost: 1.5 }),
  change: { unitCost: 2.25 },
});

describe('products', () => {
  it('have their category, by id or path, read once for all', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kinds.categories, [{ name: 'Clothing' }, { name: 'Caps', parentId: 'Clothing' }]);
    const inputs = ['A', 'B', 'C'].map((globalSku) => ({ globalSku, categoryId: 'Clothing / Caps' }));
    await upserted(admin, kinds.products, [...inputs, { globalSku: 'D' }]);
    gateway.statements.length = 0;
    const { body } = await admin.graphql(
      '{ products(filter: {categoryId: "Clothing / Caps"}) { nodes { globalSku category { path parent { name } } } } }',
    );
    const category = { path: 'Clothing / Caps', parent: { name: 'Clothing' } };
    expect(body.data.products.nodes).toEqual(inputs.map(({ globalSku }) => ({ globalSku, category })));
    const reads = gateway.statements.filter(
      (text) => text.startsWith('select') && !text.includes('set_config'),
    );
    expect(reads).toHaveLength(3);
    await upserted(admin, kinds.products, [
      { globalSku: 'A', name: 'Hat' },
      { globalSku: 'B', categoryId: null },
    ]);
    const after = await admin.graphql('{ products { nodes { globalSku category { path } } } }');
    expect(after.body.data.products.nodes.slice(0, 2)).toEqual([
      { globalSku: 'A', category: { path: 'Clothing / Caps' } },
      { globalSku: 'B', category: null },
    ]);
  });

  it('name every unknown category', async () => {
    const { admin } = await gateway.organization();
    const inputs = [
      { globalSku: 'A', categoryId: 'no' },
      { globalSku: 'B' },
      { globalSku: 'C', categoryId: 'none' },
    ];
    expect(refusal(await upsert(admin, kinds.products, inputs))).toEqual({
      code: 'NOT_FOUND',
      paths: ['products[0].categoryId', 'products[2].categoryId'],
    });
  });

  it('leave nothing of a refused mutation behind for the next one of the same request', async () => {
    const { admin } = await gateway.organization();
    const { body } = await admin.graphql(`mutation {
      a: upsertProducts(input: {products: [{globalSku: "A"}, {globalSku: "B", expectedVersion: 3}]}) { products { id } }
      b: upsertProducts(input: {products: [{globalSku: "C"}]}) { products { id } }
    }`);
    expect(body.errors).toMatchObject([{ path: ['a'], extensions: { code: 'NOT_FOUND' } }]);
    const left = await admin.graphql('{ products(filter: {search: "A"}) { totalCount } }');
    expect(left.body.data.products.totalCount).toBe(0);
  });

  it('refuse a SKU that belongs to another id, and two inputs for one product', async () => {
    const { admin } = await gateway.organization();
    const [a] = await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
    const taken = await upsert(admin, kinds.products, [{ id: a?.id, globalSku: 'B' }]);
    expect(refusal(taken)).toEqual({ code: 'DUPLICATE', paths: ['products[0]'] });
    const same = await upsert(admin, kinds.products, [{ id: a?.id, globalSku: 'A2' }, { globalSku: 'A' }]);
    expect(refusal(same)).toEqual({ code: 'DUPLICATE', paths: ['products[1]'] });
  });
});

const UPSERT = `mutation($input: UpsertProductsInput!) {
  upsertProducts(input: $input) { products { id globalSku name unitCost version } }
}`;

describe('upsertProducts', () => {
  it('makes products, changes them by SKU, and leaves what is the same alone', async () => {
    const { admin } = await gateway.organization();
    const made = await admin.graphql(UPSERT, {
      input: { products: [{ globalSku: 'A', name: 'Apple', unitCost: 1.5 }, { globalSku: 'B' }] },
    });
    expect(made.body.errors).toBeUndefined();
    expect(made.body.data.upsertProducts.products).toMatchObject([
      { globalSku: 'A', unitCost: 1.5, version: 1 },
      { name: 'B' },
    ]);
    const again = await admin.graphql(UPSERT, {
      input: {
        products: [
          { globalSku: 'A', unitCost: 1.5 },
          { globalSku: 'B', name: 'Bread' },
        ],
      },
    });
    expect(again.body.data.upsertProducts.products).toMatchObject([
      { name: 'Apple', version: 1 },
      { name: 'Bread', version: 2 },
    ]);
    const list = await admin.graphql(
      '{ products(sort: {field: name, direction: DESC}) { nodes { name } totalCount } }',
    );
    expect(list.body.data.products).toEqual({ nodes: [{ name: 'Bread' }, { name: 'Apple' }], totalCount: 2 });
  });

  it('names every bad field and changes nothing', async () => {
    const { admin } = await gateway.organization();
    const bad = await admin.graphql(UPSERT, {
      input: { products: [{ globalSku: 'A' }, { globalSku: '', unitCost: -1 }, { globalSku: 'A' }] },
    });
    expect(bad.body.errors[0].extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [
        { path: 'products[1].globalSku' },
        { path: 'products[1].unitCost' },
        { path: 'products[2].globalSku' },
      ],
    });
    const typed = await admin.graphql(UPSERT, {
      input: { products: [{ globalSku: 'A', unitCost: 1.23456, colour: 'red' }] },
    });
    expect(typed.body.errors[0].extensions.fields).toEqual([
      { path: 'products[0].unitCost', message: 'must have at most 4 decimal places' },
      { path: 'products[0].colour', message: expect.stringContaining('not a known field') },
    ]);
    expect((await admin.graphql('{ products { totalCount } }')).body.data.products.totalCount).toBe(0);
  });

  it('applies a write once under its idempotency key, and remembers a refusal', async () => {
    const { admin } = await gateway.organization();
    const headers = { 'idempotency-key': 'k1' };
    const send = () => admin.graphql(UPSERT, { input: { products: [{ globalSku: 'A' }] } }, headers);
    const answers = await Promise.all([send(), send(), send(), send(), send()]);
    const bodies = new Set(answers.map(({ body }) => JSON.stringify(body)));
    expect(bodies.size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(4);
    const other = await admin.graphql(UPSERT, { input: { products: [{ globalSku: 'B' }] } }, headers);
    expect(other.body.errors[0].extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});
