import { describe, expect, it } from 'vitest';
import { open, type Shop } from '../support/factories.ts';
import { startGateway } from '../support/gateway.ts';
import { books, expectSound, refused } from '../support/invariants.ts';

const gateway = await startGateway();
const shopWith = (given: Parameters<typeof open>[1] = {}) =>
  open(gateway, { products: ['A'], locations: ['L1', 'L2'], channels: ['DTC', 'B2B'], ...given });

const quality = { type: 'QUALITY', reason: 'To be inspected' };
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
type Any = any;
const hold = async (shop: Shop, input: object): Promise<Any> =>
  (await shop.run('createHold', { ...quality, ...input })).hold;
const release = async (shop: Shop, input: object): Promise<Any> =>
  (await shop.run('releaseHold', input)).hold;

/** What may be sold of product A at L1, as each reader tells it. */
async function available(shop: Shop): Promise<Any> {
  const record = await shop.record('A', 'L1');
  const cell = await shop.cell('A', 'L1', 'DTC');
  const { nodes } = await shop.ask('items', { filter: { locationId: 'L1' } });
  const { nodes: places } = await shop.ask('places', { filter: { search: 'L1' } });
  const items = nodes.reduce((sum: number, { quantityAvailable }: Any) => sum + quantityAvailable, 0);
  const { lines } = await shop.ask('check', {
    input: { lines: [{ globalSku: 'A', locationId: 'L1', quantity: 1000 }] },
  });
  const figures = [record.available, record.atp, cell.available, cell.atp, items, places[0].available];
  const [first] = figures;
  expect([...figures, lines[0].available]).toEqual(Array(7).fill(first));
  return {
    available: first,
    onHand: record.onHand,
    reserved: record.reserved,
    unavailable: record.unavailable,
  };
}

describe('a hold', () => {
  it('on an item takes all of it out of the promise at once, and what comes in later', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const made = await hold(shop, { inventoryItemId });
    expect(made).toMatchObject({
      number: expect.stringMatching(/^HLD-\d{6}$/),
      scope: 'ITEM',
      status: 'ACTIVE',
      quantity: null,
      lines: [{ inventoryItemId, toHold: 10, held: 10, shortfall: 0 }],
      cutsInto: [],
      history: [{ from: null, to: 'ACTIVE', note: 'To be inspected' }],
    });
    expect(await available(shop)).toEqual({ available: 0, onHand: 10, reserved: 10, unavailable: 0 });
    expect(await shop.item({})).toMatchObject({
      quantityReserved: 10,
      quantityHeld: 10,
      quantityAvailable: 0,
    });
    await shop.receive('L1', { sku: 'A', quantity: 5 });
    expect(await available(shop)).toMatchObject({ available: 0, onHand: 15, reserved: 15 });
    expect(await release(shop, { id: made.id, notes: 'good' })).toMatchObject({
      status: 'RELEASED',
      lines: [{ toHold: 0, held: 0 }],
      history: [{}, { from: 'ACTIVE', to: 'RELEASED', note: 'good' }],
    });
    expect(await available(shop)).toMatchObject({ available: 15, reserved: 0 });
    await expectSound(shop);
  });

  it('on a quantity leaves the rest, and does not grow', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const { id } = await hold(shop, { inventoryItemId, quantity: 4.5 });
    expect(await available(shop)).toMatchObject({ available: 5.5, reserved: 4.5 });
    await shop.receive('L1', { sku: 'A', quantity: 1 });
    expect(await available(shop)).toMatchObject({ available: 6.5 });
    await expectSound(shop);
    expect(await release(shop, { id, quantity: 1.5 })).toMatchObject({
      status: 'ACTIVE',
      released: 1.5,
      version: 2,
      lines: [{ toHold: 3, held: 3 }],
    });
    expect(await available(shop)).toMatchObject({ available: 8 });
    expect(await release(shop, { id, quantity: 3 })).toMatchObject({ status: 'RELEASED' });
    expect(await available(shop)).toMatchObject({ available: 11, reserved: 0 });
    await expectSound(shop);
  });

  it('on a lot is wherever the lot lies, and wherever it arrives', async () => {
    const shop = await shopWith({ bins: [{ locationId: 'L1', code: 'B1' }] });
    const lot = { sku: 'A', lotNumber: 'X' };
    await shop.receive(
      'L1',
      { ...lot, quantity: 3 },
      { ...lot, binId: 'B1', quantity: 2 },
      { sku: 'A', quantity: 7 },
    );
    const made = await hold(shop, { globalSku: 'A', lotNumber: 'X', type: 'RECALL' });
    expect(made).toMatchObject({ scope: 'LOT', locationId: null, lotNumber: 'X' });
    expect(made.lines.map(({ held }: Any) => held).sort()).toEqual([2, 3]);
    expect(await available(shop)).toMatchObject({ available: 7, onHand: 12 });
    await shop.receive('L2', { ...lot, quantity: 4 });
    await shop.receive('L1', { ...lot, quantity: 1 });
    expect(await shop.record('A', 'L2')).toMatchObject({ onHand: 4, available: 0, reserved: 4 });
    expect(await available(shop)).toMatchObject({ available: 7, onHand: 13 });
    await expectSound(shop);
    // a part is released of one stock item, which must be named
    const two = await refused(shop, () => shop.attempt('releaseHold', { id: made.id, quantity: 1 }));
    expect(two).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['inventoryItemId'] });
    const { nodes } = await shop.ask('items', { filter: { locationId: 'L2' } });
    await release(shop, { id: made.id, quantity: 3, inventoryItemId: nodes[0].id });
    expect(await shop.record('A', 'L2')).toMatchObject({ available: 3, reserved: 1 });
    await shop.receive('L2', { ...lot, quantity: 10 });
    expect(await shop.record('A', 'L2')).toMatchObject({ available: 3, reserved: 11 });
    await expectSound(shop);
    await release(shop, { id: made.id });
    expect(await available(shop)).toMatchObject({ available: 13 });
    await expectSound(shop);
  });

  it('can be on a lot that is not there yet', async () => {
    const shop = await shopWith({ lots: [{ productMasterId: 'A', number: 'X' }] });
    expect(await hold(shop, { lotId: shop.ids.X })).toMatchObject({ lines: [], status: 'ACTIVE' });
    await shop.receive('L1', { sku: 'A', lotNumber: 'X', quantity: 5 });
    expect(await available(shop)).toMatchObject({ available: 0, onHand: 5 });
    // nor does stock that is booked to the lot by a correction escape
    const wrong = await shop.receiveOne('L2', { sku: 'A', lotNumber: 'Y', quantity: 2 });
    await shop.run('correctLot', { inventoryItemId: wrong, correctLotNumber: 'X', notes: 'misread' });
    expect(await shop.record('A', 'L2')).toMatchObject({ onHand: 2, available: 0 });
    await expectSound(shop);
  });

  it('ends by itself, everywhere at once, with nothing having run', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const { id } = await hold(shop, { inventoryItemId, expiresAt: shop.inMinutes(30) });
    expect(await available(shop)).toMatchObject({ available: 0 });
    gateway.clock.advance(31 * 60_000);
    expect(await available(shop)).toMatchObject({ available: 10, reserved: 0 });
    expect(await shop.item({})).toMatchObject({ quantityHeld: 0, quantityReserved: 0 });
    expect(await shop.ask('hold', { id })).toMatchObject({
      status: 'EXPIRED',
      lines: [{ toHold: 0, held: 0 }],
    });
    expect((await shop.ask('holds', { filter: { status: 'EXPIRED' } })).totalCount).toBe(1);
    expect((await refused(shop, () => shop.attempt('releaseHold', { id }))).code).toBe('INVALID_TRANSITION');
    // the next write there sweeps it
    await shop.adjust({ inventoryItemId }, -10);
    expect(await shop.ask('hold', { id })).toMatchObject({ history: [{}, { to: 'EXPIRED' }] });
    await expectSound(shop);
  });
});

describe('stock on hold', () => {
  it('does not leave: each way out is refused by name', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', lotNumber: 'X', quantity: 10 });
    await hold(shop, { inventoryItemId, quantity: 6 });
    const taken = await refused(shop, () =>
      shop.attempt('adjustStock', { inventoryItemId, quantityDelta: -5, reasonCode: 'CORRECTION' }),
    );
    expect(taken).toMatchObject({
      code: 'STOCK_ON_HOLD',
      paths: ['quantityDelta'],
      details: { available: 4, requested: 5, held: 6, onHand: 10 },
    });
    const corrected = await refused(shop, () =>
      shop.attempt('correctLot', { inventoryItemId, correctLotNumber: 'Y', notes: 'x' }),
    );
    expect(corrected.code).toBe('STOCK_ON_HOLD');
    const more = await refused(shop, () =>
      shop.attempt('adjustStock', { inventoryItemId, quantityDelta: -11, reasonCode: 'CORRECTION' }),
    );
    expect(more.code).toBe('INSUFFICIENT_STOCK');
    const reserved = await refused(shop, () =>
      shop.attempt('reserveStock', {
        channelId: 'DTC',
        reference: 'O',
        lines: [{ globalSku: 'A', locationId: 'L1', quantity: 5 }],
      }),
    );
    expect(reserved).toMatchObject({ code: 'INSUFFICIENT_STOCK', details: { available: 4 } });
    await shop.adjust({ inventoryItemId }, -4);
    await expectSound(shop);
  });

  it('that a count does not find is not there, and the hold follows', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const { id } = await hold(shop, { inventoryItemId });
    await shop.run('recordCount', { locationId: 'L1', globalSku: 'A', rows: [{ quantity: 7 }] });
    expect(await shop.ask('hold', { id })).toMatchObject({ lines: [{ toHold: 7, held: 7 }] });
    expect(await available(shop)).toMatchObject({ available: 0, onHand: 7 });
    await expectSound(shop);
  });

  it('is explained by the drilldown', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const { id, number } = await hold(shop, { inventoryItemId, quantity: 6 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 1 }]);
    const drill = await shop.ask('drilldown', { productMasterId: shop.ids.A, locationId: 'L1' });
    expect(drill.holds).toMatchObject([{ documentType: 'HOLD', documentId: id, number, quantity: 6 }]);
    expect(drill.reservations).toMatchObject([{ quantity: 1 }]);
    const dtc = drill.channels.find(({ channelName }: Any) => channelName === 'DTC');
    expect(dtc).toMatchObject({ atp: 3, onHand: 4, reserved: 1, terms: { held: 6, promisableOnHand: 4 } });
  });

  it('is not promised to a channel that has a share of the pool', async () => {
    const shop = await shopWith({
      policies: [{ name: 'fixed', channelId: 'DTC', allocationType: 'FIXED', allocationQuantity: 8 }],
    });
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 20 });
    await hold(shop, { inventoryItemId, quantity: 10 });
    expect(await shop.cell('A', 'L1', 'DTC')).toMatchObject({ atp: 8 });
    expect(await shop.cell('A', 'L1', 'B2B')).toMatchObject({ atp: 10 });
  });
});

describe('a hold on what is reserved', () => {
  it('reports what it cuts into, drops nothing, and takes what is given back', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const one = await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 3 }], {
      reference: 'one',
    });
    const two = await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 2 }], {
      reference: 'two',
    });
    const made = await hold(shop, { inventoryItemId, quantity: 8 });
    expect(made).toMatchObject({
      lines: [{ toHold: 8, held: 5, shortfall: 3 }],
      cutsInto: [
        {
          documentType: 'RESERVATION',
          documentId: two.id,
          number: two.number,
          reference: 'two',
          quantity: 2,
        },
        { documentId: one.id, quantity: 3 },
      ],
    });
    expect(await available(shop)).toMatchObject({ available: 0, reserved: 10 });
    // two pieces are left that are not to be held: two may leave, three may not
    const stopped = await refused(shop, () => shop.attempt('commitReservation', { id: one.id }));
    expect(stopped).toMatchObject({ code: 'STOCK_ON_HOLD', details: { toHold: 8 } });
    await shop.run('commitReservation', { id: two.id });
    await expectSound(shop);
    expect(await shop.ask('hold', { id: made.id })).toMatchObject({
      lines: [{ toHold: 8, held: 5, shortfall: 3 }],
    });
    await shop.run('releaseReservation', { id: one.id });
    expect(await shop.ask('hold', { id: made.id })).toMatchObject({
      lines: [{ toHold: 8, held: 8, shortfall: 0 }],
      cutsInto: [],
    });
    expect(await available(shop)).toMatchObject({ available: 0, onHand: 8, reserved: 8 });
    await expectSound(shop);
  });

  it('takes what a lapsed reservation held', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    await shop.reserve('DTC', [{ sku: 'A', locationId: 'L1', quantity: 6 }], {
      expiresAt: shop.inMinutes(5),
    });
    const { id } = await hold(shop, { inventoryItemId });
    gateway.clock.advance(6 * 60_000);
    // nothing has run yet: readers leave with the hold what it is owed
    expect(await available(shop)).toMatchObject({ available: 0, onHand: 10, reserved: 10 });
    expect(await shop.item({})).toMatchObject({ quantityHeld: 10, quantityReserved: 10 });
    await shop.receive('L1', { sku: 'A', quantity: 1 });
    expect(await shop.ask('hold', { id })).toMatchObject({ lines: [{ toHold: 11, held: 11 }] });
    await expectSound(shop);
  });

  it('shares with other holds: the oldest first, and the next when that ends', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const first = await hold(shop, { inventoryItemId, quantity: 7 });
    const second = await hold(shop, { inventoryItemId });
    expect(second).toMatchObject({ lines: [{ toHold: 10, held: 3, shortfall: 7 }], cutsInto: [] });
    await release(shop, { id: first.id });
    expect(await shop.ask('hold', { id: second.id })).toMatchObject({ lines: [{ held: 10 }] });
    expect(await available(shop)).toMatchObject({ available: 0 });
    await expectSound(shop);
  });
});

describe('what is refused', () => {
  const cases: [string, object, string, string[]][] = [
    ['no quantity at all', { quantity: 0 }, 'VALIDATION_FAILED', ['quantity']],
    ['more than is there', { quantity: 11 }, 'INSUFFICIENT_STOCK', ['quantity']],
    ['no reason', { reason: ' ' }, 'VALIDATION_FAILED', ['reason']],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'VALIDATION_FAILED', ['expiresAt']],
    [
      'nothing that is named',
      { inventoryItemId: undefined },
      'VALIDATION_FAILED',
      ['productMasterId', 'locationId'],
    ],
    ['an unknown item', { inventoryItemId: 'itm_none' }, 'NOT_FOUND', ['inventoryItemId']],
    ['an unknown lot', { inventoryItemId: undefined, lotId: 'lot_none' }, 'NOT_FOUND', ['lotId']],
    [
      'a part of a lot everywhere',
      { inventoryItemId: undefined, globalSku: 'A', lotNumber: 'X', quantity: 1, binId: 'B' },
      'VALIDATION_FAILED',
      ['quantity', 'binId'],
    ],
    [
      'a lot number of nobody',
      { inventoryItemId: undefined, lotNumber: 'X' },
      'VALIDATION_FAILED',
      ['productMasterId'],
    ],
    [
      'a lot of another product',
      { inventoryItemId: undefined, globalSku: 'B', lotId: 'X' },
      'LOT_OF_ANOTHER_PRODUCT',
      ['lotId'],
    ],
    [
      'stock that is not there',
      { inventoryItemId: undefined, globalSku: 'A', locationId: 'L2' },
      'INSUFFICIENT_STOCK',
      ['productMasterId'],
    ],
  ];
  const shop = shopWith({ products: ['A', 'B'] }).then(async (made) => {
    const [item] = await made.receive('L1', { sku: 'A', lotNumber: 'X', quantity: 10 });
    return { made, inventoryItemId: item.id, lotId: item.lotId };
  });
  it.each(cases)('%s', async (_name, input: Any, code, paths) => {
    const { made, inventoryItemId, lotId } = await shop;
    const lot = input.lotId === 'X' ? { lotId } : {};
    const answer = await refused(made, () =>
      made.attempt('createHold', { inventoryItemId, ...quality, ...input, ...lot }),
    );
    expect([answer.code, answer.paths]).toEqual([code, paths]);
  });

  it('releasing twice, too much, of another version, or what nobody holds', async () => {
    const { made, inventoryItemId } = await shop;
    const { id } = await hold(made, { inventoryItemId, quantity: 4 });
    const refusal = (input: object) => refused(made, () => made.attempt('releaseHold', { id, ...input }));
    expect(await refusal({ quantity: 5 })).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { available: 4 },
    });
    expect(await refusal({ quantity: 0 })).toMatchObject({ code: 'VALIDATION_FAILED', paths: ['quantity'] });
    expect(await refusal({ expectedVersion: 7 })).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await refusal({ inventoryItemId: 'itm_none', quantity: 1 })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal({ id: 'hld_none' })).toMatchObject({ code: 'NOT_FOUND', paths: ['id'] });
    await release(made, { id });
    expect(await refusal({})).toMatchObject({
      code: 'INVALID_TRANSITION',
      details: { status: 'RELEASED', allowed: [] },
    });
  });
});

describe('holds raced', () => {
  it('with takes, releases and arrivals keep the books, and happen once', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', lotNumber: 'X', quantity: 100 });
    const { id } = await hold(shop, { inventoryItemId, quantity: 20 });
    const lines = [{ globalSku: 'A', locationId: 'L1', quantity: 3 }];
    const acts = Array.from({ length: 12 }, (_, n) => [
      () => shop.attempt('adjustStock', { inventoryItemId, quantityDelta: -5, reasonCode: 'CORRECTION' }),
      () => shop.attempt('reserveStock', { channelId: 'DTC', reference: `O${n}`, lines }),
      () => shop.attempt('createHold', { inventoryItemId, quantity: 4, ...quality }),
      () => shop.attempt('releaseHold', { id, quantity: 5 }),
      () =>
        shop.attempt('recordStock', {
          locationId: n % 2 ? 'L1' : 'L2',
          lines: [{ globalSku: 'A', lotNumber: 'X', quantity: 1 }],
        }),
      ...(n === 6 ? [() => shop.attempt('createHold', { globalSku: 'A', lotNumber: 'X', ...quality })] : []),
    ]).flat();
    const answers = await Promise.all(acts.map((act) => act()));
    const codes = answers.map(({ body }) => body.errors?.[0].extensions.code ?? 'done');
    expect(
      codes.filter(
        (code) => !['done', 'INSUFFICIENT_STOCK', 'STOCK_ON_HOLD', 'INVALID_TRANSITION'].includes(code),
      ),
    ).toEqual([]);
    const { nodes } = await shop.ask('holds', {});
    expect(nodes.find((row: Any) => row.id === id)).toMatchObject({ status: 'RELEASED' });
    await expectSound(shop);
    await shop.receive('L2', { sku: 'A', lotNumber: 'X', quantity: 2 });
    expect(await shop.record('A', 'L2')).toMatchObject({ available: 0 });
    await expectSound(shop);
  });

  it('by one key take effect once', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const headers = { 'idempotency-key': 'hold-1' };
    const input = { inventoryItemId, quantity: 4, ...quality };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => shop.attempt('createHold', input, { headers })),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
    expect((await shop.ask('holds')).totalCount).toBe(1);
    await expectSound(shop);
  });
});

describe('the list of holds', () => {
  it('finds them by state, kind, product, place, lot and item, and pages through them in every order', async () => {
    const shop = await shopWith({ products: ['A', 'B'] });
    const [a, b] = await shop.receive(
      'L1',
      { sku: 'A', quantity: 10, lotNumber: 'X' },
      { sku: 'B', quantity: 10 },
    );
    const one = await hold(shop, { inventoryItemId: a.id, quantity: 1, expiresAt: shop.inMinutes(60) });
    const two = await hold(shop, { inventoryItemId: b.id, quantity: 1, type: 'LEGAL' });
    const three = await hold(shop, { lotId: a.lotId, type: 'RECALL' });
    await release(shop, { id: two.id });
    const found = async (filter: object) =>
      (await shop.ask('holds', { filter })).nodes.map(({ id }: Any) => id).sort();
    expect(await found({ status: 'RELEASED' })).toEqual([two.id]);
    expect(await found({ type: 'RECALL' })).toEqual([three.id]);
    expect(await found({ productMasterId: 'B' })).toEqual([two.id]);
    expect(await found({ lotId: a.lotId })).toEqual([one.id, three.id].sort());
    expect(await found({ inventoryItemId: a.id })).toEqual([one.id, three.id].sort());
    expect(await found({ locationId: 'L1' })).toEqual([one.id, two.id, three.id].sort());
    expect(await found({ locationId: 'L2' })).toEqual([]);
    for (const field of ['createdAt', 'number', 'expiresAt']) {
      for (const direction of ['ASC', 'DESC']) {
        const seen: string[] = [];
        for (let after: string | null = null; ; ) {
          const page: Any = await shop.ask('holds', { sort: { field, direction }, first: 1, after });
          seen.push(...page.nodes.map(({ id }: Any) => id));
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(seen.sort()).toEqual([one.id, two.id, three.id].sort());
      }
    }
  });

  it('takes 4 statements with lines, cuts and history, for 1 or for 50, and 1 more for the total', async () => {
    const shop = await shopWith({ products: Array.from({ length: 50 }, (_, n) => `P${n}`) });
    const items = await shop.receive(
      'L1',
      ...Array.from({ length: 50 }, (_, n) => ({ sku: `P${n}`, quantity: 2 })),
    );
    for (const { id } of items) await hold(shop, { inventoryItemId: id });
    const counted = async (first: number) => {
      gateway.statements.length = 0;
      await shop.ask('holds', { first });
      return gateway.statements.length;
    };
    expect([await counted(1), await counted(50)]).toEqual([5, 5]);
  });
});

describe('permissions', () => {
  it('holds are read with inventory.read and written with inventory.write, in both transports', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10 });
    const { id } = await hold(shop, { inventoryItemId, quantity: 1 });
    const reader = await shop.organization.caller('inventory.read');
    const other = await shop.organization.caller('inventory.adjust', 'reservations.*');
    const before = await books(shop);
    const body = { inventoryItemId, ...quality };
    expect((await reader.rest('POST', '/api/inventory/holds', body)).status).toBe(403);
    expect((await reader.rest('POST', '/api/inventory/holds/release', { holdId: id })).status).toBe(403);
    expect((await other.rest('GET', '/api/inventory/holds')).status).toBe(403);
    expect((await other.graphql('{ holds { totalCount } }')).body.errors[0].extensions.code).toBe(
      'FORBIDDEN',
    );
    expect(await books(shop)).toEqual(before);
    expect((await reader.rest('GET', '/api/inventory/holds')).body.holds).toHaveLength(1);
  });
});

describe('REST', () => {
  it('creates, lists and releases holds', async () => {
    const shop = await shopWith();
    const inventoryItemId = await shop.receiveOne('L1', { sku: 'A', quantity: 10, lotNumber: 'X' });
    const { caller } = shop;
    const made = await caller.rest('POST', '/api/inventory/holds', {
      inventoryItemId,
      quantity: 4,
      ...quality,
    });
    expect(made).toMatchObject({ status: 201, body: { hold: { status: 'ACTIVE', quantity: 4 } } });
    const holdId = made.body.hold.id;
    const listed = await caller.rest('GET', '/api/inventory/holds?status=ACTIVE&locationId=L1');
    expect(listed.body).toMatchObject({ holds: [{ id: holdId }], pagination: { total: 1 } });
    const part = await caller.rest('POST', '/api/inventory/holds/release', { holdId, quantity: 1 });
    expect(part).toMatchObject({ status: 200, body: { hold: { status: 'ACTIVE', released: 1 } } });
    expect((await caller.rest('POST', '/api/inventory/holds/release', { holdId })).body.hold.status).toBe(
      'RELEASED',
    );
    const twice = await caller.rest('POST', '/api/inventory/holds/release', { holdId });
    expect(twice).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
    const missing = await caller.rest('POST', '/api/inventory/holds/release', { holdId: 'hld_none' });
    expect(missing).toMatchObject({ status: 404, body: { details: { fields: [{ path: 'holdId' }] } } });
  });
});
