import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';
import { putStock } from '../support/stock.ts';

const gateway = await startGateway();
const kind = kinds.lots;
describeMasterData(gateway, {
  ...kind,
  one: 'lot',
  documentType: 'Lot',
  read: 'inventory.read',
  write: 'products.write',
  sorts: ['number', 'expiryDate', 'updatedAt'],
  prepare: async ({ admin }) => ({
    productMasterId:
      (await upserted(admin, kinds.products, [{ globalSku: 'A', lotControlled: true }]))[0]?.id ?? '',
  }),
  make: (n, { productMasterId }) => ({
    productMasterId,
    number: `N${n}`,
    ...(n % 3 ? { expiryDate: `2030-01-0${1 + (n % 2)}` } : {}),
  }),
  change: { expiryDate: '2031-12-31' },
});

const numbers = async (caller: Caller, filter = ''): Promise<string[]> => {
  const { body } = await caller.graphql(`{ lots(filter: {${filter}}) { nodes { number } } }`);
  return body.data.lots.nodes.map(({ number }: { number: string }) => number);
};

describe('lots', () => {
  it('belong to a product, named by id or SKU', async () => {
    const { admin } = await gateway.organization();
    const [a] = await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
    await upserted(admin, kind, [
      { productMasterId: 'A', number: '1', expiryDate: '2030-06-30', manufacturedDate: '2029-06-30' },
      { productMasterId: 'B', number: '1' },
    ]);
    const { body } = await admin.graphql(
      `{ lots(filter: {productMasterId: "${a?.id}"}) {
        nodes { productMasterId number expiryDate manufacturedDate status product { globalSku } } } }`,
    );
    expect(body.data.lots.nodes).toEqual([
      {
        productMasterId: a?.id,
        number: '1',
        expiryDate: '2030-06-30',
        manufacturedDate: '2029-06-30',
        status: 'ACTIVE',
        product: { globalSku: 'A' },
      },
    ]);
  });

  it('are filtered by product, number, part of it, status and expiry', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
    await upserted(admin, kind, [
      { productMasterId: 'A', number: 'AB-1', expiryDate: '2030-01-01' },
      { productMasterId: 'A', number: 'AB-12', expiryDate: '2030-01-02', status: 'RECALLED' },
      { productMasterId: 'B', number: 'C' },
    ]);
    expect(await numbers(admin, 'productMasterId: "B"')).toEqual(['C']);
    expect(await numbers(admin, 'number: "AB-1"')).toEqual(['AB-1']);
    expect(await numbers(admin, 'search: "b-1"')).toEqual(['AB-1', 'AB-12']);
    expect(await numbers(admin, 'status: RECALLED')).toEqual(['AB-12']);
    expect(await numbers(admin, 'expiresBefore: "2030-01-02"')).toEqual(['AB-1']);
    const { body } = await admin.graphql(
      '{ lots(sort: {field: expiryDate, direction: DESC}) { nodes { number } } }',
    );
    expect(body.data.lots.nodes.map(({ number }: { number: string }) => number)).toEqual([
      'C',
      'AB-12',
      'AB-1',
    ]);
  });

  it('name every bad field, unknown and inactive product', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kinds.products, [{ globalSku: 'A' }]);
    const days = { manufacturedDate: '2030-01-02', expiryDate: '2030-01-01' };
    expect(refusal(await upsert(admin, kind, [{ productMasterId: 'A', number: '1', ...days }]))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: ['lots[0].manufacturedDate'],
    });
    const typed = [{ productMasterId: 'A', number: '1', expiryDate: '2030-02-30' }, { number: '2' }];
    expect(refusal(await upsert(admin, kind, typed)).paths).toEqual([
      'lots[0].expiryDate',
      'lots[1].productMasterId',
    ]);
    const blank = [{ productMasterId: 'A', number: ' ' }];
    expect(refusal(await upsert(admin, kind, blank)).paths).toEqual(['lots[0].number']);
    expect(refusal(await upsert(admin, kind, [{ productMasterId: 'Z', number: '1' }]))).toEqual({
      code: 'NOT_FOUND',
      paths: ['lots[0].productMasterId'],
    });
    expect(await numbers(admin)).toEqual([]);
    await upserted(admin, kind, [{ productMasterId: 'A', number: '1', expiryDate: '2030-01-01' }]);
    const later = [{ productMasterId: 'A', number: '1', manufacturedDate: '2030-01-02' }];
    expect(refusal(await upsert(admin, kind, later)).paths).toEqual(['lots[0].manufacturedDate']);
    await upserted(admin, kinds.products, [{ globalSku: 'A', status: 'INACTIVE' }]);
    expect(refusal(await upsert(admin, kind, [{ productMasterId: 'A', number: '2' }]))).toEqual({
      code: 'INACTIVE',
      paths: ['lots[0].productMasterId'],
    });
    await upserted(admin, kind, [{ productMasterId: 'A', number: '1', status: 'RECALLED' }]);
  });

  it('take their stock with them when expiry or status change, and the promise follows', async () => {
    const organization = await gateway.organization();
    const { admin, orgId } = organization;
    await upserted(admin, kinds.locations, [{ code: 'W1' }, { code: 'W2' }]);
    await upserted(admin, kinds.products, [{ globalSku: 'A' }]);
    const [lot, other] = await upserted(admin, kind, [
      { productMasterId: 'A', number: '1', expiryDate: '2030-01-01' },
      { productMasterId: 'A', number: '2', expiryDate: '2031-01-01' },
    ]);
    for (const location of ['W1', 'W2'])
      for (const { id } of [lot, other].filter((each) => each !== undefined))
        await putStock(gateway, organization, { location, sku: 'A', onHand: 10, lotId: id });
    const promise = () =>
      gateway.asOwner(
        orgId,
        `select on_hand::float as "onHand", unpromisable_on_hand::float as unpromisable, first_expiry_date as first
         from availability where org_id = $1 order by location_id`,
        [orgId],
      );
    await upserted(admin, kind, [{ productMasterId: 'A', number: '1', status: 'RECALLED' }]);
    const recalled = { onHand: 20, unpromisable: 10 };
    expect(await promise()).toMatchObject([recalled, recalled]);
    const items = await gateway.asOwner(
      orgId,
      'select distinct lot_id, promisable from stock_item where org_id = $1 order by promisable',
      [orgId],
    );
    expect(items).toEqual([
      { lot_id: lot?.id, promisable: false },
      { lot_id: other?.id, promisable: true },
    ]);
    await upserted(admin, kind, [{ productMasterId: 'A', number: '1', status: 'ACTIVE', expiryDate: null }]);
    expect(await promise()).toMatchObject([{ unpromisable: 0 }, { unpromisable: 0 }]);
    const [none] = await gateway.asOwner<{ count: number }>(
      orgId,
      'select count(*)::int as count from stock_item where org_id = $1 and expiry_date is null',
      [orgId],
    );
    expect(none?.count).toBe(2);
  });

  it('keep their product once there is stock of them', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    await upserted(admin, kinds.locations, [{ code: 'W1' }]);
    await upserted(admin, kinds.products, [{ globalSku: 'A' }, { globalSku: 'B' }]);
    const [lot] = await upserted(admin, kind, [{ productMasterId: 'A', number: '1' }]);
    await putStock(gateway, organization, {
      location: 'W1',
      sku: 'A',
      onHand: 1,
      ...(lot && { lotId: lot.id }),
    });
    const moved = await upsert(admin, kind, [{ id: lot?.id, productMasterId: 'B', number: '1' }]);
    expect(refusal(moved).code).toBe('REFERENCED');
    expect(await numbers(admin, 'productMasterId: "A"')).toEqual(['1']);
  });
});
