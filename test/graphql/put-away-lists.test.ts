import { describe, expect, it } from 'vitest';
import { furnish, open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { create, dock, goods, received } from '../support/put-away.ts';

const gateway = await startGateway();

const candidates = async (shop: Shop, filter: object = {}) =>
  (await shop.ask('putAwayCandidates', { filter })).nodes;

describe('the list of tasks', () => {
  it('finds them by state, place, product and person, and pages through them in every order', async () => {
    const shop = await received(gateway);
    await shop.receive('L2', { sku: 'B', quantity: 5, binId: 'RCV2' });
    await create(shop, 1, { assignedTo: 'Kim' });
    await create(shop, 2);
    const third = await create(shop, 3, {
      globalSku: 'B',
      locationId: 'L2',
      fromBinId: 'RCV2',
      assignedTo: 'Kim',
    });
    await shop.run('startPutAwayTask', { id: third.id });
    const count = async (filter: object) => (await shop.ask('putAwayTasks', { filter })).totalCount;
    expect(await count({})).toBe(3);
    expect(await count({ status: 'PENDING' })).toBe(2);
    expect(await count({ locationId: 'L2' })).toBe(1);
    expect(await count({ locationId: shop.ids.L1, status: 'PENDING' })).toBe(2);
    expect(await count({ productMasterId: shop.ids.B })).toBe(1);
    expect(await count({ assignedTo: 'Kim' })).toBe(2);
    expect(await count({ assignedTo: 'kim' })).toBe(0);
    expect(await count({ locationId: 'NO' })).toBe(0);
    for (const field of ['createdAt', 'updatedAt', 'number']) {
      const found: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await shop.ask('putAwayTasks', { sort: { field }, first: 1, after });
        found.push(page.nodes[0].number);
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(found).toEqual(['PUT-000001', 'PUT-000002', 'PUT-000003']);
    }
    const { nodes } = await shop.ask('putAwayTasks');
    expect(nodes.map(({ number }: { number: string }) => number)).toEqual([
      'PUT-000003',
      'PUT-000002',
      'PUT-000001',
    ]);
  });
});

describe('candidates', () => {
  it('are what lies in receiving bins, in any condition, the oldest receipt first', async () => {
    const shop = await received(gateway, 10);
    gateway.clock.advance(60_000);
    await shop.receive(
      'L1',
      { sku: 'B', quantity: 2, binId: 'RCV', condition: 'DAMAGED' },
      { sku: 'B', quantity: 2, binId: 'S1' },
      { sku: 'B', quantity: 2 },
    );
    gateway.clock.advance(60_000);
    await shop.receive('L2', {
      sku: 'LOTS',
      quantity: 7,
      binId: 'RCV2',
      lotNumber: 'N1',
      expiryDate: shop.inDays(9),
    });
    const found = await candidates(shop);
    expect(found).toMatchObject([
      { globalSku: 'A', fromBinId: shop.ids.RCV, condition: 'AVAILABLE', quantity: 10 },
      { globalSku: 'B', fromBinId: shop.ids.RCV, condition: 'DAMAGED', quantity: 2 },
      {
        globalSku: 'LOTS',
        fromBinId: shop.ids.RCV2,
        lotNumber: 'N1',
        expiryDate: shop.inDays(9),
        quantity: 7,
      },
    ]);
    expect(await candidates(shop, { locationId: 'L2' })).toMatchObject([{ globalSku: 'LOTS' }]);
    expect(await candidates(shop, { productMasterId: shop.ids.B })).toMatchObject([{ globalSku: 'B' }]);
    const orders = { receivedAt: 'A B LOTS', expiryDate: 'LOTS A B', globalSku: 'A B LOTS' };
    for (const [field, expected] of Object.entries(orders)) {
      const skus: string[] = [];
      for (let after: string | null = null; ; ) {
        const page = await shop.ask('putAwayCandidates', { sort: { field }, first: 1, after });
        expect(page.totalCount).toBe(3);
        skus.push(page.nodes[0].globalSku);
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(skus.join(' ')).toBe(expected);
    }
  });

  it('are suggested the own bin, else an empty one of the zone, else any empty one', async () => {
    const shop = await open(gateway, {
      products: ['A', 'B', 'LOTS'],
      locations: ['L1', 'L2'],
      bins: [
        { locationId: 'L1', code: 'RCV', type: 'RECEIVING', zone: 'Z2' },
        { locationId: 'L1', code: 'A1', zone: 'Z1' },
        { locationId: 'L1', code: 'A2', zone: 'Z1' },
        { locationId: 'L1', code: 'A3', zone: 'Z2', type: 'PICKING' },
        { locationId: 'L1', code: 'A4', zone: 'Z2', blocked: true },
        { locationId: 'L1', code: 'A5', zone: 'Z2', status: 'INACTIVE' },
        { locationId: 'L1', code: 'A6', zone: 'Z2' },
        { locationId: 'L2', code: 'RCV2', type: 'RECEIVING' },
      ],
    });
    const suggested = async (sku: string, more: object = {}) => {
      const filter = { productMasterId: shop.ids[sku], locationId: 'L1', ...more };
      const [{ suggestedBin }] = await candidates(shop, filter);
      return suggestedBin === null ? null : [suggestedBin.binCode, suggestedBin.reason];
    };
    await shop.receive('L1', { sku: 'A', quantity: 5, binId: 'RCV' });
    await shop.receive('L2', { sku: 'A', quantity: 5, binId: 'RCV2' });
    // the picking bin is empty, too, but only stock that belongs there goes there
    expect(await suggested('A')).toEqual(['A6', 'EMPTY_BIN_OF_ZONE']);
    expect(await suggested('A', { locationId: 'L2' })).toBeNull();
    await create(shop, 5, { toBinId: 'A6' });
    await shop.receive('L1', { sku: 'B', quantity: 5, binId: 'RCV' });
    // a task goes there
    expect(await suggested('B')).toEqual(['A1', 'EMPTY_BIN']);
    await shop.receive('L1', { sku: 'A', quantity: 1, binId: 'A1' });
    expect(await suggested('B')).toEqual(['A2', 'EMPTY_BIN']);
    await shop.receive('L1', { sku: 'B', quantity: 1, binId: 'A2', condition: 'DAMAGED' });
    expect(await suggested('B')).toBeNull();
    await shop.receive('L1', { sku: 'B', quantity: 2, binId: 'A3' });
    expect(await suggested('B')).toEqual(['A3', 'OWN_BIN']);
    await shop.receive('L1', { sku: 'B', quantity: 3, binId: 'A1' });
    expect(await suggested('B')).toEqual(['A1', 'OWN_BIN']);
    const a1 = { locationId: 'L1', code: 'A1', zone: 'Z1' };
    await furnish(shop, { bins: [{ ...a1, blocked: true }] });
    expect(await suggested('B')).toEqual(['A3', 'OWN_BIN']);
    await furnish(shop, { bins: [{ ...a1, blocked: false }] });
    // the same lot before the greater quantity
    await shop.receive(
      'L1',
      { sku: 'LOTS', quantity: 5, binId: 'RCV', lotNumber: 'N1' },
      { sku: 'LOTS', quantity: 9, binId: 'A1', lotNumber: 'N2' },
      { sku: 'LOTS', quantity: 1, binId: 'A2', lotNumber: 'N1' },
    );
    expect(await suggested('LOTS')).toEqual(['A2', 'OWN_BIN']);
    // what is gone leaves its bin empty
    await shop.adjust({ sku: 'A', locationId: 'L1', binId: 'A1' }, -1);
    await shop.adjust({ sku: 'B', locationId: 'L1', binId: 'A1' }, -3);
    await shop.adjust({ sku: 'LOTS', locationId: 'L1', binId: 'A1', lotNumber: 'N2' }, -9);
    const { task } = await shop.run('createPutAwayTask', {
      ...goods(1, { globalSku: 'B' }),
      condition: 'AVAILABLE',
    });
    expect(task.suggestedBin).toMatchObject({ binCode: 'A3', reason: 'OWN_BIN' });
  });

  it('do not take more statements when there are more of them', async () => {
    const skus = Array.from({ length: 50 }, (_, n) => `S${n}`);
    const shop = await open(gateway, { products: skus, locations: ['L1'], bins: dock.bins.slice(0, 3) });
    await shop.receive('L1', ...skus.map((sku) => ({ sku, quantity: 4, binId: 'RCV' })));
    for (const globalSku of skus) await create(shop, 1, { globalSku, toBinId: 'S1' });
    const statements = async (query: string, first: number) => {
      gateway.statements.length = 0;
      const { nodes, totalCount } = await shop.ask(query as 'putAwayTasks', { first });
      expect([nodes.length, totalCount]).toEqual([first, 50]);
      return gateway.statements.length;
    };
    // page, total, suggested bins
    for (const first of [1, 50]) expect(await statements('putAwayCandidates', first)).toBe(3);
    // page, total, splits, suggested bins, history
    for (const first of [1, 50]) expect(await statements('putAwayTasks', first)).toBe(5);
  });
});
