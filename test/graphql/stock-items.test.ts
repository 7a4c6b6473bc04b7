import { describe, expect, it } from 'vitest';
import { furnish, open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { refusal } from '../support/master-data.ts';

const gateway = await startGateway();

async function shelves(): Promise<Shop> {
  const shop = await open(gateway, {
    products: ['A', 'B', 'C'].map((globalSku, n) => ({ globalSku, name: n < 2 ? 'Same' : 'Other' })),
    locations: ['L1', 'L2'],
    bins: ['B1', 'B2', 'B3'].map((code) => ({ locationId: 'L1', code, name: `Bin ${code}` })),
    channels: ['DTC'],
  });
  const lines = ['A', 'B', 'C'].flatMap((sku) =>
    ['B1', 'B2', 'B3'].map((binId) => ({ sku, binId, quantity: 5 })),
  );
  await shop.receive('L1', ...lines, { sku: 'A', quantity: 5, lotNumber: 'N1', expiryDate: shop.inDays(5) });
  await shop.receive('L2', { sku: 'A', quantity: 7 }, { sku: 'A', quantity: 1, condition: 'DAMAGED' });
  return shop;
}

describe('the list of stock', () => {
  it('goes by cursor through all of it in every order, under equal values, with nothing twice', async () => {
    const shop = await shelves();
    for (const field of ['id', 'globalSku', 'productName', 'quantityOnHand', 'expiryDate', 'updatedAt']) {
      const walk = async (direction: string) => {
        const ids: string[] = [];
        for (let after: string | null = null; ; ) {
          const page = await shop.ask('items', { sort: { field, direction }, first: 5, after });
          ids.push(...page.nodes.map(({ id }: { id: string }) => id));
          expect(page.totalCount).toBe(12);
          after = page.pageInfo.endCursor;
          if (!page.pageInfo.hasNextPage) return ids;
        }
      };
      const up = await walk('ASC');
      expect(new Set(up).size, field).toBe(12);
      expect(await walk('DESC'), field).toEqual(up.toReversed());
    }
    const first = await shop.ask('items', { first: 3 });
    const skipped = await shop.ask('items', { first: 3, offset: 2 });
    expect(skipped.nodes[0]).toEqual(first.nodes[2]);
    // new rows do not move what has been read
    await shop.receive('L2', { sku: 'B', quantity: 1 });
    const next = await shop.ask('items', { first: 3, after: first.pageInfo.endCursor });
    expect(next.nodes.map(({ id }: { id: string }) => id)).not.toContain(first.nodes[2].id);
  });

  it('is found by place, bin, lot, product, condition, text, category and time', async () => {
    const shop = await shelves();
    const count = async (filter: object) => {
      const { nodes, totalCount } = await shop.ask('items', { filter });
      expect(totalCount).toBe(nodes.length);
      return totalCount;
    };
    const lot = (await shop.ask('items', { sort: { field: 'expiryDate' }, first: 1 })).nodes[0];
    expect(lot).toMatchObject({ lotNumber: 'N1', expiryDate: shop.inDays(5) });
    expect(await count({ locationId: 'L2' })).toBe(2);
    expect(await count({ locationId: shop.ids.L2 })).toBe(2);
    expect(await count({ binId: 'B1' })).toBe(3);
    expect(await count({ binId: shop.ids.B2, productMasterId: shop.ids.A })).toBe(1);
    expect(await count({ lotId: lot.lotId })).toBe(1);
    expect(await count({ condition: 'DAMAGED' })).toBe(1);
    expect(await count({ search: 'oth' })).toBe(3);
    expect(await count({ search: '_' })).toBe(0);
    expect(await count({ updatedSince: shop.inMinutes(1) })).toBe(0);
    expect(await count({ updatedSince: shop.inMinutes(-1) })).toBe(12);
    expect(await count({ locationId: 'NO' })).toBe(0);
    const { body } = await shop.caller.graphql(
      'mutation { upsertCategories(input: {categories: [{name: "Tools"}]}) { categories { id } } }',
    );
    await furnish(shop, { products: [{ globalSku: 'C', categoryId: 'Tools' }] });
    expect(await count({ categoryId: body.data.upsertCategories.categories[0].id })).toBe(3);
  });

  it('has the names, and the product behind each', async () => {
    const shop = await shelves();
    const { body } = await shop.caller.graphql(
      '{ stockItems(filter: {binId: "B1"}, sort: {field: globalSku}) { nodes { productName locationName binName product { globalSku } } } }',
    );
    expect(body.data.stockItems.nodes[0]).toEqual({
      productName: 'Same',
      locationName: 'L1',
      binName: 'Bin B1',
      product: { globalSku: 'A' },
    });
  });

  it('takes defaults of variables and of the fields of inputs', async () => {
    const shop = await shelves();
    const list = async (query: string, variables: object) => {
      const { body } = await shop.caller.graphql(query, variables);
      expect(body.errors).toBeUndefined();
      return body.data.stockItems.nodes.map(({ id }: { id: string }) => id);
    };
    const head = 'query($first: Int! = 3, $sort: StockItemSortInput = {field: globalSku})';
    const query = `${head} { stockItems(first: $first, sort: $sort) { nodes { id } } }`;
    const up = await list(query, {});
    expect(up).toHaveLength(3);
    expect(await list(query, { sort: { field: 'globalSku' } })).toEqual(up); // direction: ASC
    expect(await list(query, { sort: { field: 'globalSku', direction: 'DESC' }, first: 12 })).toHaveLength(
      12,
    );
  });

  it('refuses pages that are none, and is empty for another organization', async () => {
    const shop = await shelves();
    const list = (args: string) => shop.caller.graphql(`{ stockItems(${args}) { totalCount } }`);
    for (const args of ['first: 0', 'first: 101', 'offset: -1', 'after: "x"']) {
      expect(refusal(await list(args))).toEqual({ code: 'VALIDATION_FAILED', paths: [args.split(':')[0]] });
    }
    const { pageInfo, nodes } = await shop.ask('items', { first: 1, sort: { field: 'globalSku' } });
    expect(refusal(await list(`sort: {field: updatedAt}, after: "${pageInfo.endCursor}"`)).paths).toEqual([
      'after',
    ]);
    const typed = await shop.caller.graphql(
      'query($first: Int!) { stockItems(first: $first) { totalCount } }',
      { first: 'x' },
    );
    expect(refusal(typed)).toEqual({ code: 'VALIDATION_FAILED', paths: ['first'] });
    const stranger = await open(gateway);
    expect((await stranger.ask('items')).totalCount).toBe(0);
    const one = `{ stockItem(id: "${nodes[0].id}") { id } }`;
    expect((await stranger.caller.graphql(one)).body).toEqual({ data: { stockItem: null } });
    expect((await shop.caller.graphql(one)).body.data.stockItem.id).toBe(nodes[0].id);
    const nobody = await shop.organization.caller('products.read');
    expect((await nobody.graphql('{ stockItems { totalCount } }')).body.errors[0].extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'inventory.read',
    });
  });
});
