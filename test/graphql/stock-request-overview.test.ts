import { describe, expect, it } from 'vitest';
import { as } from '../support/counting.ts';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { stepped, withApprovers } from '../support/requests.ts';
import { DAY } from '../support/spoiled.ts';

const gateway = await startGateway();

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;

const HOUR = 3_600_000;
const statuses = ['DRAFT', 'SUBMITTED', 'APPROVED', 'PICKING', 'ISSUED', 'REJECTED', 'CANCELLED'];
const priorities = ['LOW', 'NORMAL', 'HIGH', 'URGENT'];
/** The steps after which a request is in a state. */
const ways: Record<string, string[]> = {
  DRAFT: [],
  SUBMITTED: ['submit'],
  APPROVED: ['submit', 'approve'],
  PICKING: ['submit', 'approve', 'pick'],
  ISSUED: ['submit', 'approve', 'pick', 'issue'],
  REJECTED: ['submit', 'reject'],
  CANCELLED: ['submit', 'cancel'],
};

/** Requests of every kind, made by two requesters over some days; some go a step back. */
async function busy() {
  const shop = await open(gateway, {
    products: ['A', 'B', 'C'],
    locations: ['MAIN', 'EAST', { code: 'WARD', timezone: 'Pacific/Kiritimati' }, 'LAB'],
  });
  await shop.receive('MAIN', ...['A', 'B', 'C'].map((sku) => ({ sku, quantity: 500 })));
  await shop.receive('EAST', ...['A', 'B', 'C'].map((sku) => ({ sku, quantity: 500 })));
  const { chief } = await withApprovers(shop);
  const other = as(shop, await shop.organization.caller('*'));
  const skus = ['A', 'B', 'C'];
  for (let n = 0; n < 14; n++) {
    const requester = n % 3 === 0 ? other : shop;
    const lines = skus.slice(0, 1 + (n % 3)).map((globalSku, i) => ({ globalSku, quantity: n + i + 1 }));
    const { stockRequest } = await requester.run('createStockRequest', {
      fromLocationId: n % 4 === 0 ? 'EAST' : 'MAIN',
      destinationId: n % 2 === 0 ? 'WARD' : 'LAB',
      category: [null, 'Weekly', 'Emergency'][n % 3],
      priority: priorities[n % 4],
      neededBy: n % 5 === 0 ? null : shop.inDays((n % 5) - 2),
      lines,
    });
    const { id } = stockRequest;
    for (const step of ways[statuses[n % 7] ?? ''] ?? []) {
      gateway.clock.advance((n + 1) * 10 * 60_000);
      const by = step === 'approve' || step === 'reject' ? chief : requester;
      await stepped(by, step as never, { id, ...(step === 'reject' ? { reason: 'x' } : {}) });
    }
    if (n === 9 || n === 10) await stepped(requester, 'rollBack', { id });
    if (n === 7) await shop.run('deleteStockRequest', { id });
  }
  const ids = { shop: shop.caller.keyId, other: other.caller.keyId };
  return { shop, chief, other, ids };
}

/** Everything that the list has under a filter. */
const listed = async (shop: Shop, filter: object): Promise<Any[]> => {
  const { nodes, totalCount } = await shop.ask('stockRequests', { filter });
  expect(nodes).toHaveLength(totalCount);
  return nodes;
};

const countBy = (nodes: Any[], keyOf: (node: Any) => unknown): Map<unknown, number> => {
  const counts = new Map<unknown, number>();
  for (const node of nodes) counts.set(keyOf(node), (counts.get(keyOf(node)) ?? 0) + 1);
  return counts;
};
const byStatus = (nodes: Any[]) => {
  const counts = countBy(nodes, ({ status }) => status);
  return Object.fromEntries(statuses.map((status) => [status, counts.get(status) ?? 0]));
};
const hours = (nodes: Any[], field: 'approvedAt' | 'issuedAt'): number | null => {
  const done = nodes.filter((node) => node[field] !== null && node.submittedAt !== null);
  const total = done.reduce((sum, node) => sum + Date.parse(node[field]) - Date.parse(node.submittedAt), 0);
  return done.length === 0 ? null : total / done.length / HOUR;
};
const mostRequested = (nodes: Any[]) => {
  const asked = nodes.filter(({ status }) => status !== 'DRAFT' && status !== 'CANCELLED');
  const lines = asked.flatMap((node) => node.lines) as Any[];
  return ['A', 'B', 'C']
    .map((globalSku) => {
      const own = lines.filter((line) => line.globalSku === globalSku);
      return {
        globalSku,
        requests: own.length,
        quantity: own.reduce((sum, line) => sum + line.requested, 0),
      };
    })
    .filter(({ requests }) => requests > 0)
    .sort((a, b) => b.requests - a.requests || b.quantity - a.quantity);
};

const there = busy();
const filters = async (): Promise<object[]> => {
  const { shop, ids } = await there;
  return [
    {},
    { status: 'ISSUED' },
    { status: 'SUBMITTED', priority: 'HIGH' },
    { priority: 'URGENT' },
    { category: 'Weekly' },
    { category: 'None of these' },
    { locationId: 'EAST' },
    { destinationId: shop.ids.WARD },
    { destinationId: 'NOWHERE' },
    { requesterId: ids.other },
    { overdue: true },
    { overdue: false },
    { overdue: false, destinationId: 'LAB', category: 'Weekly' },
    { overdue: true, priority: 'LOW' },
    { neededBefore: shop.inDays(0) },
    { neededBefore: shop.inDays(1), status: 'PICKING' },
    { search: 'SKU', requesterId: ids.shop },
    { search: 'C' },
  ];
};

describe('under any filter, what the list says is what', () => {
  it('the dashboard says', async () => {
    const { shop } = await there;
    for (const filter of await filters()) {
      const nodes = await listed(shop, filter);
      const { averageHoursToApprove, averageHoursToIssue, waitingForMe, ...dashboard } = await shop.ask(
        'dashboard',
        { filter },
      );
      expect([filter, dashboard]).toEqual([
        filter,
        {
          total: nodes.length,
          byStatus: byStatus(nodes),
          overdue: nodes.filter(({ overdue }) => overdue).length,
          mostRequestedProducts: mostRequested(nodes),
        },
      ]);
      for (const [average, field] of [
        [averageHoursToApprove, 'approvedAt'],
        [averageHoursToIssue, 'issuedAt'],
      ] as const) {
        const expected = hours(nodes, field);
        if (expected === null) expect([filter, average]).toEqual([filter, null]);
        else expect(average).toBeCloseTo(expected, 3);
      }
      const pending = await shop.ask('pendingApprovals', { filter });
      expect([filter, waitingForMe]).toEqual([filter, pending.totalCount]);
    }
  });

  it('the categories say', async () => {
    const { shop } = await there;
    for (const filter of await filters()) {
      const nodes = await listed(shop, filter);
      const expected = [...countBy(nodes, ({ category }) => category)].map(([category, total]) => ({
        category,
        total,
        byStatus: byStatus(nodes.filter((node) => node.category === category)),
      }));
      const answer = await shop.ask('requestsByCategory', { filter });
      expect([filter, answer]).toEqual([filter, expect.arrayContaining(expected)]);
      expect(answer).toHaveLength(expected.length);
      const totals = answer.map(({ total }: Any) => total);
      expect(totals).toEqual(totals.toSorted((a: number, b: number) => b - a));
    }
  });

  it('the filters say: what each value would find in the place of its filter', async () => {
    const { shop } = await there;
    const fields = {
      status: ['status', (node: Any) => node.status],
      priority: ['priority', (node: Any) => node.priority],
      category: ['category', (node: Any) => node.category],
      location: ['locationId', (node: Any) => shop.ids[node.fromLocation.code]],
      destination: ['destinationId', (node: Any) => shop.ids[node.destination.code]],
      requester: ['requesterId', (node: Any) => node.requesterId],
    } as const;
    for (const filter of await filters()) {
      const answer = await shop.ask('requestFilters', { filter });
      for (const [facet, [field, keyOf]] of Object.entries(fields)) {
        const nodes = await listed(shop, { ...filter, [field]: null });
        const counted = new Map(answer[facet].map(({ value, count }: Any) => [value, count]));
        expect([filter, facet, counted]).toEqual([filter, facet, countBy(nodes, keyOf)]);
      }
      const nodes = await listed(shop, { ...filter, overdue: null });
      const late = nodes.filter(({ overdue }) => overdue).length;
      expect([filter, answer.overdue, answer.notOverdue]).toEqual([filter, late, nodes.length - late]);
    }
  });
});

describe('the overviews', () => {
  it('name locations, and tell values in their order', async () => {
    const { shop } = await there;
    const { status, priority, location } = await shop.ask('requestFilters');
    expect(status.map(({ value }: Any) => value)).toEqual(statuses);
    expect(priority.map(({ value }: Any) => value)).toEqual(priorities);
    expect(location).toMatchObject([
      { value: shop.ids.MAIN, code: 'MAIN' },
      { value: shop.ids.EAST, code: 'EAST' },
    ]);
  });

  it('say what is overdue by the calendar of the destination', async () => {
    const shop = await open(gateway, {
      products: ['A'],
      locations: [
        'MAIN',
        { code: 'EARLY', timezone: 'Pacific/Kiritimati' },
        { code: 'LATE', timezone: 'Pacific/Niue' },
      ],
    });
    const noon = new Date(gateway.clock.now());
    noon.setUTCHours(36, 0, 0, 0); // tomorrow in UTC: a day further in Kiritimati (+14), and just so in Niue (-11)
    gateway.clock.advance(noon.getTime() - gateway.clock.now().getTime());
    for (const destinationId of ['EARLY', 'LATE'])
      for (const days of [-2, -1, 0, 1]) {
        const input = { fromLocationId: 'MAIN', destinationId, neededBy: shop.inDays(days) };
        const { stockRequest } = await shop.run('createStockRequest', {
          ...input,
          lines: [{ globalSku: 'A', quantity: 1 }],
        });
        await stepped(shop, 'submit', { id: stockRequest.id });
      }
    const overdue = async () => [
      (await shop.ask('dashboard', { filter: { destinationId: 'EARLY' } })).overdue,
      (await shop.ask('dashboard', { filter: { destinationId: 'LATE' } })).overdue,
      (await shop.ask('requestFilters')).overdue,
    ];
    expect(await overdue()).toEqual([3, 2, 5]);
    gateway.clock.advance(12 * HOUR);
    expect(await overdue()).toEqual([3, 2, 5]);
    gateway.clock.advance(12 * HOUR);
    expect(await overdue()).toEqual([4, 3, 7]);
    gateway.clock.advance(DAY);
    expect(await overdue()).toEqual([4, 4, 8]);
  });

  it('are empty where there is nothing', async () => {
    const shop = await open(gateway);
    expect(await shop.ask('dashboard')).toEqual({
      ...{ total: 0, overdue: 0, waitingForMe: 0, averageHoursToApprove: null, averageHoursToIssue: null },
      byStatus: Object.fromEntries(statuses.map((status) => [status, 0])),
      mostRequestedProducts: [],
    });
    expect(await shop.ask('requestsByCategory')).toEqual([]);
    expect(await shop.ask('requestFilters')).toMatchObject({
      status: [],
      requester: [],
      overdue: 0,
      notOverdue: 0,
    });
  });

  it('are one statement each, whatever they count', async () => {
    const { shop } = await there;
    for (const filter of [{}, { status: 'ISSUED', overdue: false }, { search: 'A', locationId: 'MAIN' }])
      for (const overview of ['dashboard', 'requestFilters', 'requestsByCategory'] as const) {
        await shop.ask(overview, { filter }); // who calls is known from here on
        gateway.statements.length = 0;
        await shop.ask(overview, { filter });
        expect(gateway.statements).toHaveLength(1);
      }
  });

  it('keep their counts while many write at once', async () => {
    const shop = await open(gateway, { products: ['A'], locations: ['MAIN', 'WARD'] });
    const made = await Promise.all(
      Array.from({ length: 12 }, () =>
        shop.run('createStockRequest', {
          fromLocationId: 'MAIN',
          destinationId: 'WARD',
          lines: [{ globalSku: 'A', quantity: 1 }],
        }),
      ),
    );
    await Promise.all(
      made.map(async ({ stockRequest: { id } }, n) => {
        await stepped(shop, 'submit', { id });
        if (n % 2 === 0) await stepped(shop, 'cancel', { id });
        else if (n % 3 === 0) await stepped(shop, 'rollBack', { id });
      }),
    );
    const { total, byStatus: counts } = await shop.ask('dashboard');
    expect(total).toBe(12);
    expect(counts).toMatchObject({ SUBMITTED: 4, CANCELLED: 6, DRAFT: 2 });
  });
});
