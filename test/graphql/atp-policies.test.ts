import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import {
  describeMasterData,
  idsByCursor,
  kinds,
  refusal,
  traces,
  upsert,
  upserted,
} from '../support/master-data.ts';

const gateway = await startGateway();
const kind = kinds.atpPolicies;
const references = async ({ admin }: { admin: Caller }) => {
  const [product] = await upserted(admin, kinds.products, [{ globalSku: 'A' }]);
  const [channel] = await upserted(admin, kinds.channels, [{ code: 'DTC', type: 'E_COMMERCE' }]);
  const [location] = await upserted(admin, kinds.locations, [{ code: 'W1' }]);
  return {
    productMasterId: product?.id ?? '',
    channelId: channel?.id ?? '',
    locationId: location?.id ?? '',
  };
};
describeMasterData(gateway, {
  ...kind,
  one: 'atpPolicy',
  documentType: 'AtpPolicy',
  read: 'channels.read',
  write: 'channels.write',
  sorts: ['name', 'updatedAt'],
  prepare: references,
  make: (n, scope) => ({ name: `Policy ${n % 4}`, safetyStock: n, ...scope }),
  change: { lowAtpThreshold: 5 },
  namedByIdOnly: true,
});

const DELETE = 'mutation($input: DeleteAtpPoliciesInput!) { deleteAtpPolicies(input: $input) { ids } }';
const FIELDS = `name productMasterId categoryId channelId locationId safetyStock safetyStockDays lowAtpThreshold
  criticalAtpThreshold allocationType allocationQuantity allocationPercent minRemainingShelfLifeDays active`;
const read = async (caller: Caller, id: string | undefined) =>
  (await caller.graphql(`{ atpPolicy(id: "${id}") { ${FIELDS} } }`)).body.data.atpPolicy;
const names = async (caller: Caller, filter: string): Promise<string[]> => {
  const { body } = await caller.graphql(`{ atpPolicies(filter: {${filter}}) { nodes { name } } }`);
  return body.data.atpPolicies.nodes.map(({ name }: { name: string }) => name);
};

describe('atpPolicies', () => {
  it('refer to what they are for by id, SKU, path or code', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    const ids = await references(organization);
    const [category] = await upserted(admin, kinds.categories, [{ name: 'Food' }]);
    await upserted(admin, kind, [
      { name: 'all' },
      { name: 'one', productMasterId: 'A', channelId: 'DTC', locationId: 'W1', active: false },
      { name: 'food', categoryId: 'Food' },
    ]);
    const { body } = await admin.graphql(
      `{ atpPolicies { nodes { name productMasterId product { globalSku } category { path } channel { code } location { code } } } }`,
    );
    const nothing = { productMasterId: null, product: null, category: null, channel: null, location: null };
    expect(body.data.atpPolicies.nodes).toEqual([
      { ...nothing, name: 'all' },
      { ...nothing, name: 'food', category: { path: 'Food' } },
      {
        name: 'one',
        productMasterId: ids.productMasterId,
        product: { globalSku: 'A' },
        category: null,
        channel: { code: 'DTC' },
        location: { code: 'W1' },
      },
    ]);
    expect(await names(admin, 'productMasterId: "A"')).toEqual(['one']);
    expect(await names(admin, `categoryId: "${category?.id}"`)).toEqual(['food']);
    expect(await names(admin, 'channelId: null, active: true')).toEqual(['all', 'food']);
    expect(await names(admin, 'locationId: "W1"')).toEqual(['one']);
    expect(await names(admin, 'search: "O"')).toEqual(['food', 'one']);
  });

  it('begin with defaults, and let go of an alternative when the other is given', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    await references(organization);
    await upserted(admin, kinds.categories, [{ name: 'Food' }]);
    const [policy] = await upserted(admin, kind, [{ name: 'P' }]);
    const first = {
      name: 'P',
      productMasterId: null,
      categoryId: null,
      channelId: null,
      locationId: null,
      safetyStock: null,
      safetyStockDays: null,
      lowAtpThreshold: 0,
      criticalAtpThreshold: 0,
      allocationType: 'SHARED',
      allocationQuantity: null,
      allocationPercent: null,
      minRemainingShelfLifeDays: null,
      active: true,
    };
    expect(await read(admin, policy?.id)).toEqual(first);
    const change = (fields: object) => upserted(admin, kind, [{ id: policy?.id, name: 'P', ...fields }]);
    await change({ safetyStock: 2.5, allocationType: 'FIXED', allocationQuantity: 10, categoryId: 'Food' });
    expect(await read(admin, policy?.id)).toMatchObject({ safetyStock: 2.5, allocationQuantity: 10 });
    await change({
      safetyStockDays: 7,
      allocationType: 'PERCENTAGE',
      allocationPercent: 50,
      productMasterId: 'A',
    });
    expect(await read(admin, policy?.id)).toMatchObject({
      categoryId: null,
      safetyStock: null,
      safetyStockDays: 7,
      allocationType: 'PERCENTAGE',
      allocationQuantity: null,
      allocationPercent: 50,
    });
    await change({ safetyStockDays: null, allocationType: 'SHARED', productMasterId: null });
    expect(await read(admin, policy?.id)).toEqual(first);
  });

  it('name every field that does not fit', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    await references(organization);
    await upserted(admin, kinds.categories, [{ name: 'Food' }]);
    const wrong: [fields: object, path: string][] = [
      [{ name: '' }, 'name'],
      [{ productMasterId: 'A', categoryId: 'Food' }, 'categoryId'],
      [{ safetyStock: 1, safetyStockDays: 1 }, 'safetyStockDays'],
      [{ safetyStock: -1 }, 'safetyStock'],
      [{ safetyStockDays: 3651 }, 'safetyStockDays'],
      [{ criticalAtpThreshold: 2, lowAtpThreshold: 1 }, 'criticalAtpThreshold'],
      [{ allocationType: 'FIXED' }, 'allocationQuantity'],
      [{ allocationQuantity: 1 }, 'allocationQuantity'],
      [{ allocationType: 'FIXED', allocationQuantity: -1 }, 'allocationQuantity'],
      [{ allocationType: 'PERCENTAGE', allocationPercent: 101 }, 'allocationPercent'],
      [{ allocationType: 'PERCENTAGE' }, 'allocationPercent'],
      [{ minRemainingShelfLifeDays: -1 }, 'minRemainingShelfLifeDays'],
    ];
    for (const [fields, path] of wrong) {
      const answer = await upsert(admin, kind, [{ name: 'fine' }, { name: 'P', ...fields }]);
      expect(refusal(answer)).toEqual({ code: 'VALIDATION_FAILED', paths: [`atpPolicies[1].${path}`] });
    }
    const unknown = { name: 'P', productMasterId: 'x', categoryId: 'x', channelId: 'x', locationId: 'x' };
    expect(refusal(await upsert(admin, kind, [unknown]))).toEqual({
      code: 'NOT_FOUND',
      paths: ['productMasterId', 'categoryId', 'channelId', 'locationId'].map(
        (field) => `atpPolicies[0].${field}`,
      ),
    });
    expect(await names(admin, '')).toEqual([]);
  });

  it('do not undo each other when two fields are changed at once', async () => {
    const { admin } = await gateway.organization();
    const [policy] = await upserted(admin, kind, [{ name: 'P' }]);
    const change = (fields: object) => upsert(admin, kind, [{ id: policy?.id, name: 'P', ...fields }]);
    for (let round = 1; round <= 5; round++) {
      await Promise.all([change({ safetyStock: round }), change({ lowAtpThreshold: round })]);
      expect(await read(admin, policy?.id)).toMatchObject({ safetyStock: round, lowAtpThreshold: round });
    }
  });

  it('are deleted all or nothing, within the organization, with the permission', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    const made = await upserted(admin, kind, [{ name: 'A' }, { name: 'B' }, { name: 'C' }]);
    const ids = made.map(({ id }) => id);
    const remove = (caller: Caller, ids: unknown[]) => caller.graphql(DELETE, { input: { ids } });
    const left = () => idsByCursor(admin, 'atpPolicies', '');
    const other = await gateway.organization();
    const reader = await organization.caller('channels.read');
    expect(refusal(await remove(other.admin, [ids[0]]))).toEqual({ code: 'NOT_FOUND', paths: ['ids[0]'] });
    expect(refusal(await remove(reader, [ids[0]])).code).toBe('FORBIDDEN');
    expect(refusal(await remove(admin, [ids[0], 'none', 'nil']))).toEqual({
      code: 'NOT_FOUND',
      paths: ['ids[1]', 'ids[2]'],
    });
    expect(refusal(await remove(admin, []))).toEqual({ code: 'VALIDATION_FAILED', paths: ['ids'] });
    expect(refusal(await remove(admin, [ids[0], ids[0]])).paths).toEqual(['ids[1]']);
    expect(await left()).toEqual(ids);
    const before = await traces(gateway, organization, 'AtpPolicy');
    expect((await remove(admin, [ids[2], ids[0]])).body.data.deleteAtpPolicies.ids).toEqual([ids[2], ids[0]]);
    expect(await left()).toEqual([ids[1]]);
    expect(await traces(gateway, organization, 'AtpPolicy')).toEqual({
      audits: (before?.audits ?? 0) + 2,
      events: (before?.events ?? 0) + 2,
    });
  });
});
