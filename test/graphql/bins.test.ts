import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';
import { putStock } from '../support/stock.ts';

const gateway = await startGateway();
const kind = kinds.bins;
describeMasterData(gateway, {
  ...kind,
  one: 'bin',
  documentType: 'Bin',
  read: 'locations.read',
  write: 'locations.write',
  sorts: ['code', 'name', 'zone', 'updatedAt'],
  prepare: async ({ admin }) => ({
    locationId: (await upserted(admin, kinds.locations, [{ code: 'MAIN' }]))[0]?.id ?? '',
  }),
  make: (n, { locationId }) => ({ code: `B${n}`, locationId, ...(n % 2 ? { zone: `Z${n % 3}` } : {}) }),
  change: { blocked: true },
});

const codes = async (caller: Caller, filter = ''): Promise<string[]> => {
  const { body } = await caller.graphql(`{ bins(filter: {${filter}}) { nodes { code } } }`);
  return body.data.bins.nodes.map(({ code }: { code: string }) => code);
};

describe('bins', () => {
  it('are made with their defaults; the same code may stand in two locations', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kinds.locations, [{ code: 'W1' }, { code: 'W2' }]);
    const made = await upserted(admin, kind, [
      { locationId: 'W1', code: 'A' },
      { locationId: 'W2', code: 'A', name: 'Aisle', zone: 'Z', type: 'PICKING' },
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(2);
    await upserted(admin, kind, [{ locationId: 'W2', code: 'A', zone: null, type: null }]);
    const { body } = await admin.graphql(
      '{ bins(filter: {search: "a"}) { nodes { code name zone type blocked status version location { code } } } }',
    );
    const shared = { code: 'A', zone: null, blocked: false, status: 'ACTIVE' };
    expect(body.data.bins.nodes).toEqual([
      { ...shared, name: 'A', type: 'STORAGE', version: 1, location: { code: 'W1' } },
      { ...shared, name: 'Aisle', type: 'PICKING', version: 2, location: { code: 'W2' } },
    ]);
  });

  it('are filtered by location (id or code), zone, type, blocked and status', async () => {
    const { admin } = await gateway.organization();
    const [w1] = await upserted(admin, kinds.locations, [{ code: 'W1' }, { code: 'W2' }]);
    await upserted(admin, kind, [
      { locationId: 'W1', code: 'A', zone: 'cold' },
      { locationId: 'W1', code: 'B', type: 'RECEIVING', blocked: true },
      { locationId: 'W2', code: 'C', status: 'INACTIVE' },
    ]);
    expect(await codes(admin, 'locationId: "W1"')).toEqual(['A', 'B']);
    expect(await codes(admin, `locationId: "${w1?.id}"`)).toEqual(['A', 'B']);
    expect(await codes(admin, 'locationId: "W9"')).toEqual([]);
    expect(await codes(admin, 'zone: "cold"')).toEqual(['A']);
    expect(await codes(admin, 'type: RECEIVING')).toEqual(['B']);
    expect(await codes(admin, 'blocked: true')).toEqual(['B']);
    expect(await codes(admin, 'status: INACTIVE, locationId: "W2"')).toEqual(['C']);
  });

  it('name every bad field and unknown location', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kinds.locations, [{ code: 'W1' }]);
    const bad = [
      { locationId: '', code: '' },
      { locationId: 'W1', code: 'A', name: '', zone: '' },
    ];
    expect(refusal(await upsert(admin, kind, bad)).paths).toEqual([
      'bins[0].locationId',
      'bins[0].code',
      'bins[1].name',
      'bins[1].zone',
    ]);
    const unknown = [
      { locationId: 'W1', code: 'A' },
      { locationId: 'W7', code: 'A' },
      { locationId: 'W8', code: 'A' },
    ];
    expect(refusal(await upsert(admin, kind, unknown))).toEqual({
      code: 'NOT_FOUND',
      paths: ['bins[1].locationId', 'bins[2].locationId'],
    });
    const same = { locationId: 'W1', code: 'A' };
    expect(refusal(await upsert(admin, kind, [same, same]))).toEqual({
      code: 'DUPLICATE',
      paths: ['bins[1]'],
    });
    expect(await codes(admin)).toEqual([]);
  });

  it('are not made at an inactive location, where existing ones can still be changed', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kinds.locations, [{ code: 'W1' }]);
    await upserted(admin, kind, [{ locationId: 'W1', code: 'A' }]);
    await upserted(admin, kinds.locations, [{ code: 'W1', status: 'INACTIVE' }]);
    expect(refusal(await upsert(admin, kind, [{ locationId: 'W1', code: 'B' }]))).toEqual({
      code: 'INACTIVE',
      paths: ['bins[0].locationId'],
    });
    await upserted(admin, kind, [{ locationId: 'W1', code: 'A', status: 'INACTIVE' }]);
  });

  it('move to another location only as long as no stock was in them', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    await upserted(admin, kinds.locations, [{ code: 'W1' }, { code: 'W2' }]);
    const [used, unused] = await upserted(admin, kind, [
      { locationId: 'W1', code: 'A' },
      { locationId: 'W1', code: 'B' },
    ]);
    await putStock(gateway, organization, {
      location: 'W1',
      sku: 'P',
      onHand: 1,
      ...(used && { binId: used.id }),
    });
    const moved = await upsert(admin, kind, [{ id: used?.id, locationId: 'W2', code: 'A' }]);
    expect(refusal(moved).code).toBe('REFERENCED');
    await upserted(admin, kind, [{ id: unused?.id, locationId: 'W2', code: 'B' }]);
    expect(await codes(admin, 'locationId: "W2"')).toEqual(['B']);
  });
});
