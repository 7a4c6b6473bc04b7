import { describe, expect, it } from 'vitest';
import { type Caller, startGateway } from '../support/gateway.ts';
import { describeMasterData, kinds, refusal, upsert, upserted } from '../support/master-data.ts';
import { putStock } from '../support/stock.ts';

const gateway = await startGateway();
const kind = {
  ...kinds.locations,
  one: 'location',
  documentType: 'Location',
  read: 'locations.read',
  write: 'locations.write',
  sorts: ['code', 'name', 'updatedAt'],
};
describeMasterData(gateway, {
  ...kind,
  make: (n) => ({ code: `L${n}`, name: `Name ${n % 3}` }),
  change: { timezone: 'Europe/Berlin' },
});

const codes = async (caller: Caller, filter = ''): Promise<string[]> => {
  const { body } = await caller.graphql(`{ locations(filter: {${filter}}) { nodes { code } } }`);
  return body.data.locations.nodes.map(({ code }: { code: string }) => code);
};

describe('locations', () => {
  it('are made with their defaults, and changed by code', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kind, [{ code: 'W1' }]);
    await upserted(admin, kind, [
      { code: 'W1', type: 'DESTRUCTION', status: 'INACTIVE', timezone: 'Asia/Tokyo' },
    ]);
    const { body } = await admin.graphql(
      '{ locations { nodes { code name type parentId timezone allowNegativeStock status version } } }',
    );
    expect(body.data.locations.nodes).toEqual([
      {
        code: 'W1',
        name: 'W1',
        type: 'DESTRUCTION',
        parentId: null,
        timezone: 'Asia/Tokyo',
        allowNegativeStock: false,
        status: 'INACTIVE',
        version: 2,
      },
    ]);
  });

  it('are filtered by type, status, parent and part of code or name', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kind, [
      { code: 'A', name: 'Alpha', type: 'STORE' },
      { code: 'B', name: 'Beta', parentId: 'A' },
      { code: 'C', status: 'INACTIVE' },
    ]);
    expect(await codes(admin, 'type: STORE')).toEqual(['A']);
    expect(await codes(admin, 'status: INACTIVE')).toEqual(['C']);
    expect(await codes(admin, 'parentId: "A"')).toEqual(['B']);
    expect(await codes(admin, 'parentId: null')).toEqual(['A', 'C']);
    expect(await codes(admin, 'search: "bet"')).toEqual(['B']);
    expect(await codes(admin, 'search: "%"')).toEqual([]);
  });

  it('find parents that the same request makes, in any order', async () => {
    const { admin } = await gateway.organization();
    const made = await upserted(admin, kind, [
      { code: 'SHELF', parentId: 'ROOM' },
      { code: 'ROOM', parentId: 'HOUSE' },
      { code: 'HOUSE' },
    ]);
    const { body } = await admin.graphql(
      `{ location(id: "${made[0]?.id}") { code parent { code parent { code parent { code } } } } }`,
    );
    expect(body.data.location).toEqual({
      code: 'SHELF',
      parent: { code: 'ROOM', parent: { code: 'HOUSE', parent: null } },
    });
    const loop = await upsert(admin, kind, [{ code: 'HOUSE', parentId: 'SHELF' }]);
    expect(refusal(loop)).toEqual({ code: 'VALIDATION_FAILED', paths: ['locations[0].parentId'] });
    const pair = await upsert(admin, kind, [
      { code: 'X', parentId: 'Y' },
      { code: 'Y', parentId: 'X' },
    ]);
    expect(refusal(pair).paths).toEqual(['locations[0].parentId', 'locations[1].parentId']);
  });

  it("refuse another organization's location as a parent", async () => {
    const [mine, theirs] = [await gateway.organization(), await gateway.organization()];
    const [foreign] = await upserted(theirs.admin, kind, [{ code: 'THEIRS' }]);
    for (const parentId of ['THEIRS', foreign?.id]) {
      const answer = await upsert(mine.admin, kind, [{ code: 'A', parentId }]);
      expect(refusal(answer)).toEqual({ code: 'NOT_FOUND', paths: ['locations[0].parentId'] });
    }
    expect(await codes(mine.admin)).toEqual([]);
  });

  it('name every bad field', async () => {
    const { admin } = await gateway.organization();
    const bad = [{ code: '', timezone: 'Mars/Base' }, { code: 'A', name: '', parentId: '' }, { code: 'A' }];
    expect(refusal(await upsert(admin, kind, bad))).toEqual({
      code: 'VALIDATION_FAILED',
      paths: [
        'locations[0].code',
        'locations[0].timezone',
        'locations[1].name',
        'locations[1].parentId',
        'locations[2].code',
      ],
    });
    expect(refusal(await upsert(admin, kind, [{ code: 'A', type: 'MOON' }])).paths).toEqual([
      'locations[0].type',
    ]);
    expect(await codes(admin)).toEqual([]);
  });

  it('refuse to forbid negative stock while there is some', async () => {
    const organization = await gateway.organization();
    const { admin } = organization;
    await upserted(admin, kind, [
      { code: 'W1', allowNegativeStock: true },
      { code: 'W2', allowNegativeStock: true },
    ]);
    const item = await putStock(gateway, organization, { location: 'W1', sku: 'A', onHand: -3 });
    const answer = await upsert(admin, kind, [
      { code: 'W2', allowNegativeStock: false },
      { code: 'W1', allowNegativeStock: false },
    ]);
    expect(refusal(answer)).toEqual({
      code: 'INSUFFICIENT_STOCK',
      paths: ['locations[1].allowNegativeStock'],
    });
    expect(answer.body.errors[0].extensions).toMatchObject({
      inventoryItemId: item,
      onHand: -3,
      reserved: 0,
    });
    await gateway.asOwner(organization.orgId, 'update stock_item set on_hand = 3 where org_id = $1', [
      organization.orgId,
    ]);
    await upserted(admin, kind, [{ code: 'W1', allowNegativeStock: false }]);
    const rows = await gateway.asOwner(organization.orgId, 'select allow_negative from stock_item');
    expect(rows).toEqual([{ allow_negative: false }]);
  });

  it('are kept by the database where stock goes below zero at the same moment', async () => {
    const organization = await gateway.organization();
    const { admin, orgId } = organization;
    await upserted(admin, kind, [{ code: 'W1', allowNegativeStock: true }]);
    await putStock(gateway, organization, { location: 'W1', sku: 'A', onHand: 3 });
    const taker = await gateway.gatewayClient();
    await taker.query('begin');
    await taker.query("select set_config('app.org_id', $1, true)", [String(orgId)]);
    await taker.query('update stock_item set on_hand = -1 where org_id = $1', [orgId]);
    const waiting = upsert(admin, kind, [{ code: 'W1', allowNegativeStock: false }]);
    await expect
      .poll(async () => {
        const [row] = await gateway.asOwner<{ waits: boolean }>(
          orgId,
          'select exists (select 1 from pg_locks where not granted) as waits',
        );
        return row?.waits;
      })
      .toBe(true);
    await taker.query('commit');
    await taker.end();
    expect(refusal(await waiting)).toEqual({
      code: 'INSUFFICIENT_STOCK',
      paths: ['locations.allowNegativeStock'],
    });
    const { body } = await admin.graphql('{ locations { nodes { allowNegativeStock } } }');
    expect(body.data.locations.nodes).toEqual([{ allowNegativeStock: true }]);
  });

  it('show their first bins', async () => {
    const { admin } = await gateway.organization();
    await upserted(admin, kind, [{ code: 'W1' }, { code: 'W2' }, { code: 'W3' }]);
    const bins = Array.from({ length: 102 }, (_, n) => ({ locationId: 'W1', code: `B${1000 + n}` }));
    await upserted(admin, kinds.bins, [
      ...bins,
      { locationId: 'W2', code: 'B2' },
      { locationId: 'W2', code: 'B1' },
    ]);
    gateway.statements.length = 0;
    const { body } = await admin.graphql('{ locations { nodes { bins { code location { code } } } } }');
    const [first, second, third] = body.data.locations.nodes;
    expect(first.bins).toHaveLength(100);
    expect(first.bins[99]).toEqual({ code: 'B1099', location: { code: 'W1' } });
    expect(second.bins.map(({ code }: { code: string }) => code)).toEqual(['B1', 'B2']);
    expect(third.bins).toEqual([]);
    expect(gateway.statements.filter((text) => text.includes('from "')).length).toBeLessThanOrEqual(3);
  });
});
