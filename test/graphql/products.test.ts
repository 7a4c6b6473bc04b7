import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const gateway = await startGateway();

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
